import { describe, expect, test } from 'vitest'
import type { Taste } from '../core/tastes/tastes-of.ts'
import { insertOffer } from '../db/creators.ts'
import { newId } from '../db/ids.ts'
import { offersMadeTo } from '../db/offers-made.ts'
import { purchasesOf } from '../db/purchases.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const DAY = 86_400_000

describe('what is offered in a conversation', () => {
  test('a declined offer is not repeated for 7 days, and its kind falls by 15 %', async () => {
    const { world, console, fan, fanId } = await withMenu()
    await answers(world, 'The Beach set is €12, if you like')
    await fan.writes('no thanks')
    await world.pass(9 * SECOND)
    expect(await offers(world, fanId)).toMatchObject([{ title: 'Beach set', status: 'declined', settledBy: 'machine' }])
    await answers(world, 'all good, how was your day?')
    const draft = await nextDraft(world, fan, 'what do you have on the menu?')
    expect(draft).toContain('Long video')
    expect(draft).not.toContain('Beach set')
    await answers(world, 'tell me what you think of it')
    await world.pass(7 * DAY)
    expect(await nextDraft(world, fan, 'and what is on the menu today?')).toContain('Beach set')
    const { personality } = await console.data('GET', `/fans/${fanId}`)
    expect(personality.tastes.find(({ name }: Taste) => name === 'photos').score).toBeCloseTo(0.425)
  })

  test('after a negative message two drafts carry no offer, whatever is asked', async () => {
    const { world, fan } = await withMenu()
    const first = await nextDraft(world, fan, 'what an awful day. what is on your menu?')
    await answers(world, 'oh no, tell me')
    const second = await nextDraft(world, fan, 'so, what is on your menu?')
    await answers(world, 'soon, first you')
    const third = await nextDraft(world, fan, 'ok and what is on your menu?')
    for (const draft of [first, second]) expect(draft).not.toMatch(/€|Beach set|Long video/)
    expect(third).toMatch(/Beach set \(€12\)/)
  })

  test('a person sets what a fan likes, and the next draft follows', async () => {
    const { world, console, fan, fanId } = await withMenu()
    expect(await nextDraft(world, fan, 'what is on your menu?')).toMatch(/Beach set.*Long video/)
    await answers(world, 'have a look at it')
    await console.data('PUT', `/fans/${fanId}/tastes`, { name: 'Videos', score: 1 })
    expect(await nextDraft(world, fan, 'ok, what is on the menu again?')).toMatch(/Long video.*Beach set/)
    await answers(world, 'have another look at it')
    await console.data('PUT', `/fans/${fanId}/tastes`, { name: 'photos', score: 0 })
    expect(await nextDraft(world, fan, 'and what is on the menu now?')).not.toContain('Beach set')
  })

  test('a purchase keeps its kinds and its time, and its kind comes first', async () => {
    const { world, console, fan, fanId } = await withMenu()
    const purchase = { title: 'Long video', category: 'Videos, custom', amountMinor: 2_000 }
    await console.data('POST', `/fans/${fanId}/purchases`, purchase)
    const [bought] = await inTenant(world.store, world.tenantId, (scope) => purchasesOf(scope, fanId))
    expect(bought).toMatchObject({ category: 'videos, custom', purchasedAt: world.now() })
    await console.data('POST', `/fans/${fanId}/purchases`, { ...purchase, title: 'Older video', category: 'videos' })
    const { personality } = await console.data('GET', `/fans/${fanId}`)
    expect(personality.tastes[0]).toMatchObject({ name: 'videos', bought: 2 })
    expect(await nextDraft(world, fan, 'what is on your menu?')).toMatch(/Beach set/)
  })

  test('a person marks an offer declined, and takes it back', async () => {
    const { world, console, fan, fanId } = await withMenu()
    await answers(world, 'The Beach set is €12, if you like')
    const [offer] = await offers(world, fanId)
    await console.data('PATCH', `/offers-made/${offer?.id}`, { status: 'declined' })
    expect(await offers(world, fanId)).toMatchObject([{ status: 'declined', settledBy: 'Kim' }])
    expect(await nextDraft(world, fan, 'what is on your menu?')).not.toContain('Beach set')
    await answers(world, 'have a look at it')
    await console.data('PATCH', `/offers-made/${offer?.id}`, { status: 'open' })
    expect(await nextDraft(world, fan, 'ok what is on your menu then?')).toContain('Beach set')
    expect(await console.refusal('PATCH', `/offers-made/${newId()}`, { status: 'open' })).toMatchObject({ status: 404 })
  })
})

async function withMenu() {
  const world = await createWorld()
  const console = await consoleHttp(world)
  await inTenant(world.store, world.tenantId, async (scope) => {
    const of = { creatorId: world.creatorId, createdAt: world.now() }
    await insertOffer(scope, { ...of, id: newId(), title: 'Beach set', category: 'photos', priceMinor: 1_200 })
    await insertOffer(scope, { ...of, id: newId(), title: 'Long video', category: 'videos', priceMinor: 2_000 })
  })
  const fan = world.fan('Tom')
  const received = await fan.writes('hi Nova')
  if (received.kind !== 'stored') throw new Error('not stored')
  await world.pass(9 * SECOND)
  return { world, console, fan, fanId: received.fanId }
}

async function answers(world: World, text: string): Promise<void> {
  const [draft] = await world.drafts()
  const outcome = await world.decides(draft?.id ?? '', { text, acknowledged: ['ungrounded', 'offer'] })
  expect(outcome.kind).toBe('approved')
  await world.pass(60 * SECOND)
}

async function nextDraft(world: World, fan: ReturnType<World['fan']>, says: string): Promise<string> {
  await fan.writes(says)
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  return (await world.card(draft?.id ?? '')).text
}

const offers = (world: World, fanId: string) =>
  inTenant(world.store, world.tenantId, (scope) => offersMadeTo(scope, fanId))
