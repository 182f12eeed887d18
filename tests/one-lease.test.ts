import { eq } from 'drizzle-orm'
import { afterEach, describe, expect, test } from 'vitest'
import type { Actor } from '../core/actor.ts'
import { holdDraft, unholdDraft } from '../core/approval/hold-draft.ts'
import { keepEdit } from '../core/approval/keep-edit.ts'
import { releaseDraft, takeDraft } from '../core/approval/lease-draft.ts'
import { reviseDraft, showVersion } from '../core/approval/revise-draft.ts'
import { sealOfWords, useHalfWritten } from '../core/approval/words-on-offer.ts'
import { otherDraft } from '../core/draft/other-draft.ts'
import { halfWritten } from '../db/schema.ts'
import { consoleHttp } from './support/console-http.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { type ServedWorld, serveWorld } from './support/served.ts'
import { createTelegramWorld } from './support/telegram-world.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const HOUR = 3_600 * SECOND

/** Mia wrote, and Kim has the draft open on one desk while Lee sits at another. */
async function kimEdits() {
  const world = await createWorld()
  const mia = world.fan('Mia')
  await mia.writes('hi Nova, how was the beach?')
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  const draftId = draft?.id ?? ''
  const kim = { tenantId: world.tenantId, draftId, actor: world.kim }
  const lee = { ...kim, actor: { ...world.kim, id: 'telegram:7', name: 'Lee', via: 'telegram' } satisfies Actor }
  await takeDraft(world.deps, kim)
  return { world, mia, draftId, kim, lee }
}
type Scene = Awaited<ReturnType<typeof kimEdits>>

const kept = async (world: World, draftId: string) =>
  (await world.card(draftId)).halfWritten.map(({ name, text }) => `${name}: ${text}`).toSorted()

describe('while somebody has a draft open', () => {
  const verbs: Record<string, (scene: Scene) => Promise<{ kind: string; name?: string }>> = {
    'put it aside': ({ world, lee }) => holdDraft(world.deps, { ...lee, until: undefined }),
    'bring it back': ({ world, lee }) => unholdDraft(world.deps, lee),
    'have another one written': ({ world, lee }) => otherDraft(world.deps, lee),
    'change its words': ({ world, lee }) => reviseDraft(world.deps, { ...lee, text: 'other words' }),
    'turn back to another version': ({ world, lee }) => showVersion(world.deps, { ...lee, version: 1 }),
    'use words that were left': ({ world, lee }) => useHalfWritten(world.deps, { ...lee, seal: 'x' }),
    'open it': ({ world, lee }) => takeDraft(world.deps, lee),
    'say yes': ({ world, lee, draftId }) => world.decides(draftId, { actor: lee.actor }) as Promise<{ kind: string }>,
    'say no': ({ world, lee, draftId }) =>
      world.decides(draftId, { actor: lee.actor, verdict: 'reject' }) as Promise<{ kind: string }>,
  }
  test.each(Object.keys(verbs))('nobody else can %s, and is told who has it', async (verb) => {
    const scene = await kimEdits()
    const before = await scene.world.card(scene.draftId)
    expect(await verbs[verb]?.(scene)).toMatchObject({ kind: 'busy', name: 'Kim' })
    expect(await scene.world.card(scene.draftId)).toEqual(before)
  })

  test('typing renews it, is told in steps, and draws no card anew', async () => {
    const { world, kim, draftId } = await kimEdits()
    const { rev, lease } = await world.card(draftId)
    world.events.length = 0
    for (let stroke = 0; stroke < 40; stroke += 1) {
      await world.pass(400)
      await keepEdit(world.deps, { ...kim, text: `stroke ${stroke}` })
    }
    const after = await world.card(draftId)
    expect(after.rev).toBe(rev)
    expect(after.lease?.until.getTime()).toBeGreaterThan(lease?.until.getTime() ?? 0)
    const told = world.events.filter(({ kind }) => kind === 'lease')
    expect(told.length).toBeGreaterThan(1)
    expect(told.length).toBeLessThan(6)
    expect(told.at(-1)).toMatchObject({ id: draftId, until: after.lease?.until.toISOString() })
    await world.pass(121 * SECOND)
    expect(await world.card(draftId)).toMatchObject({ state: 'waiting', lease: undefined })
    expect(await kept(world, draftId)).toEqual(['Kim: stroke 39'])
  })
})

describe('a take-over', () => {
  test('is told to whoever had it, and both keep every word', async () => {
    const { world, kim, lee, draftId } = await kimEdits()
    await keepEdit(world.deps, { ...kim, text: 'half a sen' })
    const taken = await takeDraft(world.deps, { ...lee, takeOver: true })
    expect(taken).toMatchObject({ kind: 'leased', takenFrom: 'Kim' })
    expect((await world.card(draftId)).lease).toMatchObject({ name: 'Lee', via: 'telegram', takenFrom: 'Kim' })
    // The last letters were on their way when it happened.
    expect(await keepEdit(world.deps, { ...kim, text: 'half a sentence' })).toMatchObject({ kind: 'busy', name: 'Lee' })
    await keepEdit(world.deps, { ...lee, text: 'mine' })
    expect(await kept(world, draftId)).toEqual(['Kim: half a sentence', 'Lee: mine'])
    const words = { personId: kim.actor.id, text: 'half a sen' }
    expect(await useHalfWritten(world.deps, { ...lee, seal: sealOfWords(words) })).toEqual({ kind: 'changed' })
    const now = sealOfWords({ ...words, text: 'half a sentence' })
    expect(await useHalfWritten(world.deps, { ...lee, seal: now })).toMatchObject({ kind: 'revised' })
    expect(await world.card(draftId)).toMatchObject({ text: 'half a sentence', editedBy: 'Kim', state: 'editing' })
    expect(await kept(world, draftId)).toEqual(['Lee: mine'])
    await releaseDraft(world.deps, lee)
    expect((await world.card(draftId)).lease).toBeUndefined()
  })

  test('the fan writes again meanwhile: what both had begun goes on to the next draft, also the last letters', async () => {
    const { world, mia, kim, lee, draftId } = await kimEdits()
    await keepEdit(world.deps, { ...lee, text: 'from Lee' })
    await mia.writes('wait, I have news')
    expect(await keepEdit(world.deps, { ...kim, text: 'from Kim' })).toMatchObject({ kind: 'closed' })
    await world.pass(9 * SECOND)
    const [next] = await world.drafts()
    expect(await kept(world, next?.id ?? '')).toEqual(['Kim: from Kim', 'Lee: from Lee'])
    // A page that slept through all of it.
    await keepEdit(world.deps, { ...kim, text: 'from Kim, later' })
    expect(await kept(world, next?.id ?? '')).toContain('Kim: from Kim, later')
    expect(await kept(world, draftId)).toEqual([])
  })

  test('what is left over is gone an hour after the decision, and a yes in own words leaves nothing of them', async () => {
    const { world, kim, lee, draftId } = await kimEdits()
    await keepEdit(world.deps, { ...kim, text: 'own words' })
    await keepEdit(world.deps, { ...lee, text: 'half a thought' })
    await world.decides(draftId, { text: 'own words' })
    expect(await kept(world, draftId)).toEqual(['Lee: half a thought'])
    await world.pass(30 * 60 * SECOND)
    expect(await kept(world, draftId)).toEqual(['Lee: half a thought'])
    await world.pass(2 * HOUR)
    expect(await world.store.db.select().from(halfWritten).where(eq(halfWritten.tenantId, world.tenantId))).toEqual([])
  })
})

describe('in Telegram', () => {
  const labels = (card: ChatMessage) => card.buttons.flat().map(({ text }) => text)

  test('a reply to a card that somebody has open is kept, and whoever takes over may go on from any words', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const [draft] = await t.drafts()
    const draftId = draft?.id ?? ''
    const lee = { id: 'user:lee', name: 'Lee', role: 'manager', via: 'console' } as const
    await keepEdit(t.deps, { tenantId: t.tenantId, draftId, text: 'Lee began this', actor: lee })
    await t.settle()
    // What Lee is typing just now is nobody's to take.
    expect(card.text).toMatch(/^🔵 Lee is editing in the console/)
    expect(card.text).not.toContain('Lee began')
    await t.kim.repliesTo(t.bot, card, 'Kim has an idea')
    await t.fake.until(() => t.desk().find(({ text }) => /Your words are kept/.test(text)))
    await t.settle()
    expect(card.text).toContain('Half written by Kim: Kim has an idea')
    expect(await t.taps(card, 'Go on from Kim')).toMatch(/Lee has this open/)
    expect(await t.taps(card, 'Take over')).toMatch(/You have it now, not Lee/)
    expect(card.text).toMatch(/^🔵 Kim is editing · took over from Lee/)
    expect(card.text).toContain('Half written by Lee: Lee began this')
    expect(await t.taps(card, 'Go on from Lee')).toMatch(/These words are the draft now/)
    expect(card.text).toMatch(/Draft by Lee\nLee began this/)
    expect(labels(card).some((label) => label.startsWith('✍️'))).toBe(false)
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toEqual(['Lee began this'])
  })

  test('forty keystrokes in the console cost a group of twenty messages a minute one edit', async () => {
    const t = await createTelegramWorld()
    await t.fanWrites(t.person('Mia'), 'hi')
    const [draft] = await t.drafts()
    const before = t.fake.calls.length
    for (let stroke = 0; stroke < 40; stroke += 1) {
      const kept = { tenantId: t.tenantId, draftId: draft?.id ?? '', text: `word ${stroke}`, actor: t.world.kim }
      await keepEdit(t.deps, kept)
      await t.pass(500)
    }
    const drawn = t.fake.calls.slice(before).filter(({ method }) => method === 'editMessageText')
    expect(drawn).toHaveLength(1)
  })
})

describe('who looks', () => {
  let served: ServedWorld | undefined
  afterEach(async () => {
    await served?.close()
    served = undefined
  })

  test('colleagues see who has a conversation before their eyes, and it ends when they leave or fall silent', async () => {
    const world = await serveWorld()
    served = world
    const received = await world.fan('Mia').writes('hi')
    if (received.kind !== 'stored') throw new Error('not stored')
    const looking = `/conversations/${received.conversationId}/looking`
    const seen = async () => (await world.ask('/looking', { as: 'lee' })).body.data.looking
    world.events.length = 0
    await world.ask(looking, { method: 'POST' })
    await world.ask(looking, { method: 'POST', as: 'lee' })
    await world.ask(looking, { method: 'POST' })
    expect(await seen()).toMatchObject([
      { name: 'Kim', isMe: false, conversationId: received.conversationId },
      { name: 'Lee', isMe: true },
    ])
    // Staying is told to nobody.
    expect(world.events.filter(({ kind }) => kind === 'presence')).toHaveLength(2)
    await world.ask(looking, { method: 'DELETE' })
    expect(await seen()).toMatchObject([{ name: 'Lee' }])
    await world.pass(91 * SECOND)
    expect(await seen()).toEqual([])
    const nowhere = `/conversations/${crypto.randomUUID()}/looking`
    expect((await world.ask(nowhere, { method: 'POST' })).status).toBe(404)
    expect((await world.ask(looking, { method: 'POST', as: 'nobody' })).status).toBe(401)
    const other = await consoleHttp(await createWorld({ store: world.store }))
    expect((await other.data('GET', '/looking')).looking).toEqual([])
    expect(await other.refusal('POST', looking)).toMatchObject({ status: 404 })
  })
})
