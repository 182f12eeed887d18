import { describe, expect, onTestFinished, test } from 'vitest'
import { manualConnector } from '../bot/manual/deliver.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

const SECOND = 1_000

describe.skipIf(whyNoBrowser)('a reply that a person carries over, in a browser', () => {
  test('is copied where the page has no clipboard of its own, and only then is one key enough to call it sent', async () => {
    const world = await serveWorld({ connectors: [manualConnector] })
    onTestFinished(() => world.close())
    await world.fan('Tom', 'manual').writes('how is Miso?')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'Miso sleeps on my feet' })
    await world.pass(6 * SECOND)
    const { conversationId } = await world.card(draft?.id ?? '')

    const { page, complaints, close } = await visit(world.origin)
    onTestFinished(close)
    // As on a page without https:// that is not on this machine.
    await page.addInitScript('Object.defineProperty(navigator, "clipboard", { value: undefined })')
    await page.goto(`/conversations/${conversationId}`)
    const copy = page.getByRole('button', { name: 'Copy', exact: false })
    await copy.waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.keyboard.press('m')
    await page.keyboard.press('c')
    await page.getByText('Copied', { exact: false }).waitFor()
    expect((await world.card(draft?.id ?? '')).state).toBe('by-hand')
    await page.getByRole('searchbox').focus()
    await page.keyboard.press('ControlOrMeta+v')
    expect(await page.getByRole('searchbox').inputValue()).toBe('Miso sleeps on my feet')
    await page.getByRole('searchbox').fill('')
    await copy.focus()
    await page.keyboard.press('m')
    await copy.waitFor({ state: 'detached' })
    expect((await world.card(draft?.id ?? '')).state).toBe('sent')
    expect(complaints).toEqual([])
  })
})
