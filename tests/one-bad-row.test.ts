import { eq } from 'drizzle-orm'
import { describe, expect, test } from 'vitest'
import type { ReviewDesk } from '../core/deps.ts'
import { newId } from '../db/ids.ts'
import { businessAccounts, conversations, decisions, drafts, draftVersions, messages, troubles } from '../db/schema.ts'
import { createBusinessWorld } from './support/telegram-business-world.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const BROKEN = Buffer.from('\u0001 these bytes open with no key at all')

const openTroubles = async (world: World) =>
  (await world.store.db.select().from(troubles).where(eq(troubles.tenantId, world.tenantId))).filter(
    ({ resolvedAt }) => !resolvedAt,
  )

async function draftFor(world: World, conversationId: string) {
  return (await world.drafts()).find((draft) => draft.conversationId === conversationId)
}

describe('one row that cannot be read', () => {
  test('keeps its own conversation waiting, ever longer, and nobody else; a person can see it', async () => {
    const world = await createWorld()
    const leo = await world.fan('Leo').writes('hi Nova')
    const mia = await world.fan('Mia').writes('hello Nova')
    if (leo.kind !== 'stored' || mia.kind !== 'stored') throw new Error('not stored')
    await world.store.db.update(messages).set({ bodySealed: BROKEN }).where(eq(messages.id, leo.messageId))
    await world.pass(9 * SECOND)
    expect(await draftFor(world, mia.conversationId)).toBeDefined()
    expect(await openTroubles(world)).toMatchObject([{ stage: 'draft', subjectId: leo.conversationId, times: 1 }])
    await world.pass(5 * SECOND)
    await world.pass(MINUTE)
    const [trouble] = await openTroubles(world)
    expect(trouble?.times).toBe(3)
    const [row] = await world.store.db.select().from(conversations).where(eq(conversations.id, leo.conversationId))
    expect(row?.draftDueAt?.getTime()).toBeGreaterThan(world.now().getTime() + 10 * SECOND)
  })

  test('holds up its own reply, and no other reply', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const leo = await world.fan('Leo', 'telegram').writes('hi Nova')
    const mia = await world.fan('Mia', 'telegram').writes('hello Nova')
    if (leo.kind !== 'stored' || mia.kind !== 'stored') throw new Error('not stored')
    await world.pass(9 * SECOND)
    for (const { id } of await world.drafts()) await world.decides(id)
    await world.store.db
      .update(conversations)
      .set({ addressSealed: BROKEN })
      .where(eq(conversations.id, leo.conversationId))
    await world.pass(6 * SECOND)
    expect(sent.map(({ address }) => address)).toEqual(['chat-Mia'])
    expect(await openTroubles(world)).toMatchObject([{ stage: 'delivery', times: 1 }])
    await world.pass(10 * SECOND)
    expect((await openTroubles(world))[0]?.times).toBe(1)
  })

  test('keeps its own card from being drawn, and no other card', async () => {
    const shown: string[] = []
    const desk: ReviewDesk = {
      name: 'telegram',
      places: ['7/42'],
      async show(card) {
        shown.push(card.fan.name)
        return { kind: 'shown', externalIds: ['1'], hash: 'x' }
      },
      erase: async () => ({ kind: 'erased' }),
    }
    const world = await createWorld({ desks: [desk] })
    await world.fan('Leo').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [leo] = await world.drafts()
    await world.store.db
      .update(draftVersions)
      .set({ textSealed: BROKEN })
      .where(eq(draftVersions.draftId, leo?.id ?? ''))
    await world.store.db
      .update(drafts)
      .set({ rev: 9 })
      .where(eq(drafts.id, leo?.id ?? ''))
    await world.fan('Mia').writes('hello Nova')
    await world.pass(9 * SECOND)
    expect(shown).toContain('Mia')
    for (let minute = 0; minute < 20; minute += 1) await world.pass(MINUTE)
    expect(await openTroubles(world)).toMatchObject([{ stage: 'card' }])
  })

  test('teaches nothing, and is tried again each minute instead of at every look', async () => {
    const world = await createWorld()
    await world.fan('Leo').writes('hi Nova')
    await world.pass(9 * SECOND)
    const [leo] = await world.drafts()
    if (!leo) throw new Error('no draft')
    await world.store.db.update(draftVersions).set({ textSealed: BROKEN }).where(eq(draftVersions.draftId, leo.id))
    await world.store.db.insert(decisions).values({
      id: newId(),
      tenantId: world.tenantId,
      fanId: leo.fanId,
      draftId: leo.id,
      version: 1,
      verdict: 'reject',
      reasonSealed: BROKEN,
      decidedBy: world.kim.id,
      decidedByName: 'Kim',
      via: 'console',
      binding: '',
      seenMessageId: leo.answersMessageId,
      conversationVersion: 1,
      decidedAt: world.now(),
    })
    await world.pass(2 * MINUTE)
    for (let look = 0; look < 5; look += 1) await world.pass(SECOND)
    const lessons = async () => (await openTroubles(world)).filter(({ stage }) => stage === 'learning')
    expect(await lessons()).toMatchObject([{ times: 1 }])
    await world.pass(2 * MINUTE)
    expect(await lessons()).toMatchObject([{ times: 2 }])
  })

  test('stops the clock on its own card, and nobody else’s drafts and replies', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('how was the shoot?')
    const [kept] = await t.store.db.select().from(businessAccounts)
    await t.store.db.update(businessAccounts).set({ detailsSealed: BROKEN })
    await t.pass(HOUR)
    const mia = await t.fan('Mia').writes('hello Nova')
    if (mia.kind !== 'stored') throw new Error('not stored')
    await t.pass(9 * SECOND)
    const draft = await draftFor(t.world, mia.conversationId)
    expect(await t.decides(draft?.id ?? '')).toMatchObject({ kind: 'approved' })
    await t.pass(6 * SECOND)
    expect(await t.deliveryRows()).toMatchObject([{ status: 'sent', draftId: draft?.id }])
    const [tom] = (await t.draftRows()).filter(({ id }) => id !== draft?.id)
    const aboutTom = async () =>
      (await openTroubles(t.world)).filter(({ subjectId }) => subjectId === tom?.conversationId)
    expect(await aboutTom()).toMatchObject([{ stage: 'card', times: 1 }])
    await t.store.db.update(businessAccounts).set({ detailsSealed: kept?.detailsSealed ?? BROKEN })
    await t.pass(6 * MINUTE)
    expect(await aboutTom()).toEqual([])
    expect(card.text).toMatch(/22 h/)
  })
})
