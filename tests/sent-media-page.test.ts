import { describe, expect, onTestFinished, test } from 'vitest'
import type { OpenResult } from '../core/deps.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { PNG } from './support/sent-files.ts'
import { serveWorld } from './support/served.ts'
import { recordingConnector } from './support/world.ts'

describe.skipIf(whyNoBrowser)('what a fan sent, in the console', () => {
  test('named first, shown when somebody asks, hidden again; a failure says why in its place', async () => {
    const answers: OpenResult[] = []
    const { connector } = recordingConnector()
    connector.open = async () => answers.shift() ?? { kind: 'gone', problem: 'It is gone.' }
    const world = await serveWorld({ connectors: [connector] })
    onTestFinished(() => world.close())
    await world.fan('Mia', 'telegram').writes('look at me', {
      media: [
        { kind: 'photo', reference: 'p' },
        { kind: 'voice', reference: 'v', seconds: 7 },
        { kind: 'document', reference: 'd', label: 'cv.pdf' },
        { kind: 'location', reference: '48.85,2.35' },
      ],
    })
    await world.pass(9_000)
    const opens = (bytes: Uint8Array) => answers.push({ kind: 'open', bytes: new Blob([bytes as BlobPart]).stream() })

    const { page, complaints, close } = await visit(world.origin)
    onTestFinished(close)
    await page.goto('/queue')
    const show = page.getByRole('button', { name: 'Show: Photo' })
    await show.waitFor()
    expect(await page.getByRole('button', { name: /^(Show|Listen|Open): / }).count()).toBe(3)
    expect(await axeProblems(page)).toEqual([])

    answers.push({ kind: 'later', problem: 'Telegram has trouble of its own.' })
    await show.focus()
    await page.keyboard.press('Enter')
    await page.getByText('The chat app did not hand it over.').waitFor()
    expect(complaints.splice(0)).toEqual([expect.stringContaining('503')])
    opens(PNG)
    // The one button says what can be done next, and whoever pressed it stays on it.
    await page.keyboard.press('Enter')
    const picture = page.getByRole('img', { name: 'Mia wrote: Photo' })
    await picture.waitFor()
    await page.waitForFunction('document.querySelector(".sent-picture").naturalWidth === 1')

    opens(new TextEncoder().encode('OggS, and a voice'))
    await page.getByRole('button', { name: /^Listen: Voice message, 7 s/ }).click()
    await page.locator('audio[controls], .sent a[download]').first().waitFor()
    opens(new TextEncoder().encode('%PDF-1.7'))
    await page.getByRole('button', { name: 'Open: File cv.pdf' }).click()
    const [saved] = await Promise.all([page.waitForEvent('download'), page.locator('a[download="cv.pdf"]').click()])
    expect(saved.suggestedFilename()).toBe('cv.pdf')
    expect(await axeProblems(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })

    await page.getByRole('button', { name: 'Hide: Photo' }).click()
    await show.waitFor()
    expect(await picture.count()).toBe(0)
    await show.click()
    await page.getByText('The chat app does not have it any more.').waitFor()
    expect(complaints).toEqual([expect.stringContaining('404')])
  })
})
