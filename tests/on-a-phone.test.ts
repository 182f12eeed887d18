import { describe, expect, onTestFinished, test } from 'vitest'
import type { Actor } from '../core/actor.ts'
import { takeDraft } from '../core/approval/lease-draft.ts'
import { keepMedia } from '../core/paid-media/keep-media.ts'
import { axeProblems, visit, whyNoBrowser } from './support/browser.ts'
import { ownEndpoint } from './support/own-endpoint.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'

const SECOND = 1_000
const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true }
const LONG_NAME = 'Maximilian von Habsburg-Lothringen und zu Hohenberg'

/** Somebody with a long name wrote to a creator who sells media. */
async function longName(): Promise<ServedWorld> {
  const world = await serveWorld()
  onTestFinished(() => world.close())
  const { tenantId, creatorId, kim } = world
  const file = { kind: 'photo', reference: 'f1' } as const
  const [title, stars] = ['Beach set', 250]
  await keepMedia(world.deps, { tenantId, creatorId, botId: '7', file, title, stars, album: undefined, actor: kim })
  await world.fan(LONG_NAME, 'telegram').writes('hey you')
  await world.pass(9 * SECOND)
  return world
}

describe.skipIf(whyNoBrowser)('on a phone', () => {
  test.each(['en-GB', 'fr-FR'])('everything one can do to a draft fits beside the thumb: %s', async (locale) => {
    const world = await longName()
    const { page, close } = await visit(world.origin, { as: 'lee', locale, ...PHONE })
    onTestFinished(close)
    await page.goto('/queue')
    await page.locator('.queue-row').click()
    const actions = page.locator('.draft-actions > .button')
    await actions.first().waitFor()
    expect(await actions.count()).toBe(6)
    for (const action of await actions.all()) {
      const box = await action.boundingBox()
      expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
      expect(box?.height).toBeGreaterThanOrEqual(44)
    }
    expect(await axeProblems(page)).toEqual([])
  })

  test.each(['en-GB', 'fr-FR'])('the way to take over from a colleague is in reach: %s', async (locale) => {
    const world = await longName()
    const [draft] = await world.drafts()
    const sam: Actor = { id: 'telegram:9', name: 'Sam', role: 'chatter', via: 'telegram' }
    await takeDraft(world.deps, { tenantId: world.tenantId, draftId: draft?.id ?? '', actor: sam })
    const { conversationId } = await world.card(draft?.id ?? '')
    const { page, close } = await visit(world.origin, { locale, ...PHONE })
    onTestFinished(close)
    await page.goto(`/conversations/${conversationId}`)
    const take = page.locator('.notice-busy').getByRole('button')
    await take.waitFor()
    const box = await take.boundingBox()
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
    await take.tap()
    await page.locator('.editor textarea').waitFor()
  })

  test('a chosen tab of the settings stands where one sees it', async () => {
    const world = await serveWorld()
    onTestFinished(() => world.close())
    const { page, close } = await visit(world.origin, { as: 'lee', ...PHONE })
    onTestFinished(close)
    await page.goto('/settings?tab=webhook')
    const tab = page.getByRole('tab', { name: 'Webhook' })
    await tab.waitFor()
    const box = await tab.boundingBox()
    expect(box?.x).toBeGreaterThanOrEqual(0)
    expect((box?.x ?? 0) + (box?.width ?? 999)).toBeLessThanOrEqual(390)
  })
})

describe.skipIf(whyNoBrowser)('in the queue', () => {
  test('a long name leaves room for how long its fan has waited', async () => {
    const world = await longName()
    const { page, close } = await visit(world.origin)
    onTestFinished(close)
    await page.goto('/queue')
    const row = page.locator('.queue-row')
    await row.waitFor()
    const [whole, time] = [await row.boundingBox(), await row.locator('.queue-row-time').boundingBox()]
    expect((time?.x ?? 0) + (time?.width ?? 999)).toBeLessThanOrEqual((whole?.x ?? 0) + (whole?.width ?? 0))
  })

  test('a reply whose account was asked to wait says when it leaves, and counts no thousands of seconds', async () => {
    const resting = await ownEndpoint()
    const world = await serveWorld({ connectors: [{ ...resting.connector, channel: 'fanvue' }] })
    onTestFinished(() => world.close())
    await world.fan('Sandrine', 'fanvue').writes('bonsoir')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '')
    resting.next.push(429)
    await world.pass(6 * SECOND)
    const { conversationId } = await world.card(draft?.id ?? '')
    const { page, close } = await visit(world.origin)
    onTestFinished(close)
    // A browser has no other clock than its own.
    await page.clock.setFixedTime(world.now())
    await page.goto(`/conversations/${conversationId}`)
    await page.getByText(/leaves at \d\d:\d\d/).waitFor()
    expect(await page.getByText(/Leaves in/).count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).waitFor()
  })
})
