import { describe, expect, onTestFinished, test } from 'vitest'
import { keepMedia } from '../core/paid-media/keep-media.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { serveWorld } from './support/served.ts'

describe.skipIf(whyNoBrowser)('paid media in the console', () => {
  test('priced in Settings, put to a draft in the queue, taken off and put again', async () => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const { tenantId, creatorId, kim } = world
    for (const [reference, title, stars] of [
      ['f1', 'Beach set', 250],
      ['f2', 'Winter walk', 900],
    ] as const) {
      const file = { kind: 'photo', reference } as const
      await keepMedia(world.deps, { tenantId, creatorId, botId: '7', file, title, stars, album: undefined, actor: kim })
    }
    await world.fan('Mia', 'telegram').writes('hey you')
    await world.pass(9_000)

    const { page, complaints, close } = await visit(world.origin, { as: 'lee' })
    onTestFinished(close)
    await page.goto('/settings?tab=offers')
    await page.getByText('250 Stars · 1 photo').waitFor()
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByLabel('What it is').fill('Night clip')
    await page.getByLabel('Currency').selectOption('XTR')
    await page.getByLabel('Price').fill('75')
    await page.getByRole('button', { name: 'Save' }).click()
    await page.getByText('/sell 75 Night clip').waitFor()

    await page.goto('/queue')
    await page.getByRole('button', { name: 'Media', exact: true }).click()
    await page.getByRole('menuitem', { name: /Beach set · 1 photo · 250/ }).click()
    await page.getByText('Goes with the reply, locked.').waitFor()
    expect(await axeProblems(page)).toEqual([])
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true)
    await page.setViewportSize({ width: 1440, height: 900 })
    await page.getByRole('button', { name: 'Take “Beach set” off the reply' }).click()
    await page.getByRole('button', { name: 'Media', exact: true }).waitFor()
    const [draft] = await world.draftRows()
    expect((await world.card(draft?.id ?? ''))?.media).toBeUndefined()
    expect(complaints).toEqual([])
  })
})
