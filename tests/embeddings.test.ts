import { eq } from 'drizzle-orm'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createEmbedder } from '../bot/models/embeddings.ts'
import { createModelSource } from '../bot/models/model-source.ts'
import { loadTurn } from '../core/draft/load-turn.ts'
import { resetMemory } from '../core/fans/reset-memory.ts'
import { forgetMemory } from '../core/memories/forget-memory.ts'
import { cosine, standingOut, toBytes } from '../core/recall/meaning-vectors.ts'
import { recallMemories } from '../core/recall/recall-memories.ts'
import { conversationsOfFan } from '../db/conversations.ts'
import { eraseRows } from '../db/erase-rows.ts'
import { insertHistory } from '../db/history.ts'
import { newId } from '../db/ids.ts'
import { memoriesOf } from '../db/memories.ts'
import { messages, recallVectors } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { openTroubles } from '../db/troubles.ts'
import { startEmbeddingServer } from './support/embedding-server.ts'
import { modelSays, startModelServer } from './support/model-server.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const CANOE = 'we tipped over and the kayak sank'
const ASKS = 'i will skip boating this summer'
const GOOD_NIGHT = 'good night'
const LINES = [
  ...['pizza was cold', 'my boss shouts a lot', 'the cat sleeps all day', 'new shoes hurt', 'saw a funny film'],
  ...[CANOE, 'paint on the wall is grey', 'train stuck at lille', 'grandma knits socks', 'lost my umbrella'],
  ...['learning the violin', 'soup with leeks', 'the alarm rang at five', 'neighbours argue', 'my phone cracked'],
]

async function story({ isOffline = false, model = 'small' } = {}) {
  const embeddings = await startEmbeddingServer([['kayak', 'boating']])
  const drafts = await startModelServer()
  drafts.answers(modelSays('Tell me more'))
  const embedder = createEmbedder({ EMBEDDINGS_BASE_URL: embeddings.url, EMBEDDINGS_MODEL: model })
  const settings = isOffline ? {} : { OPENAI_BASE_URL: drafts.url, OPENAI_MODEL: 'chat' }
  const models = createModelSource({ MODEL_TIMEOUT_SECONDS: 20, ...settings })
  const world = await createWorld({ models, ...(embedder ? { embedder } : {}) })
  const tom = world.fan('Tom')
  const received = await tom.writes('hello there')
  if (received.kind !== 'stored') throw new Error('not stored')
  const { fanId } = received
  await inTenant(world.store, world.tenantId, async (scope) => {
    const [conversation] = await conversationsOfFan(scope, fanId)
    const sentAt = (index: number) => new Date(world.now().getTime() - (60 - index) * 24 * 3_600 * SECOND)
    const message = (body: string, index: number) => ({
      id: newId(),
      direction: body === GOOD_NIGHT ? ('outbound' as const) : ('inbound' as const),
      body,
      sentAt: sentAt(index),
    })
    await insertHistory(scope, { fanId, conversationId: conversation?.id ?? '' }, [...LINES, GOOD_NIGHT].map(message))
  })
  await tom.writes('are you there')
  await world.pass(9 * SECOND)
  return { world, embeddings, tom, fanId }
}

/** With nothing before it: what a draft is shown anyway is not recalled. */
async function turnOf(world: World, fanId: string) {
  const turn = await inTenant(world.store, world.tenantId, async (scope) => {
    const [conversation] = await conversationsOfFan(scope, fanId)
    return conversation && loadTurn(scope, conversation, world.now())
  })
  if (!turn) throw new Error('nothing to answer')
  return { ...turn, recent: [] }
}

const recalled = async (world: World, fanId: string) => recallMemories(world.deps, await turnOf(world, fanId))

const rowsOf = ({ store, tenantId }: World, fanId: string) =>
  inTenant(store, tenantId, ({ tx }) => tx.select().from(recallVectors).where(eq(recallVectors.fanId, fanId)))

const troublesOf = ({ store, tenantId }: World) => inTenant(store, tenantId, (scope) => openTroubles(scope, 20))

describe('recall with an embedding server', () => {
  test('finds in other words what words alone do not find, and says so', async () => {
    const { world, tom, fanId } = await story()
    await tom.writes(ASKS)
    const found = await recalled(world, fanId)
    expect(found.find(({ text }) => text === CANOE)?.why).toMatchObject({
      en: expect.stringMatching(/^close in meaning to what was just said; Tom said it on /),
      fr: expect.stringMatching(/^proche par le sens de ce qui vient d'être dit ; Tom l'a dit le /),
    })
    const { embedder, ...without } = world.deps
    const byWords = await recallMemories(without, await turnOf(world, fanId))
    expect(byWords.map(({ text }) => text)).not.toContain(CANOE)
  })

  test('keeps its numbers sealed, a byte each, and an erased fan leaves none', async () => {
    const { world, fanId } = await story()
    const rows = await rowsOf(world, fanId)
    expect(rows.length).toBeGreaterThanOrEqual(LINES.length)
    for (const { vectorSealed } of rows) {
      expect(vectorSealed.length).toBeLessThan(64 + 40)
      expect(vectorSealed.toString('latin1')).not.toMatch(/kayak|boss|pizza/)
    }
    // The same text twice does not look the same.
    expect(new Set(rows.map(({ vectorSealed }) => vectorSealed.toString('hex'))).size).toBe(rows.length)
    await inTenant(world.store, world.tenantId, (scope) => eraseRows(scope, fanId))
    expect(await rowsOf(world, fanId)).toEqual([])
  })

  test.each(['broken', 'hangs', 'ragged'] as const)(
    'goes on by words when the server is %s, and Health tells',
    async (mood) => {
      const { world, embeddings, tom, fanId } = await story()
      embeddings.mood = mood
      await tom.writes('the violin teacher called, and boating is over')
      await tom.writes('violin again')
      const found = await recalled(world, fanId)
      expect(found.map(({ text }) => text)).toContain('learning the violin')
      if (mood === 'ragged') await world.pass(9 * SECOND)
      expect(await troublesOf(world)).toMatchObject([{ stage: 'model', subjectId: 'embeddings' }])
      embeddings.mood = 'well'
      await tom.writes('hello again')
      await world.pass(20 * SECOND)
      expect(await troublesOf(world)).toEqual([])
    },
  )

  test('another model reads everything anew', async () => {
    const { world, embeddings, tom, fanId } = await story()
    const before = await rowsOf(world, fanId)
    const embedder = createEmbedder({ EMBEDDINGS_BASE_URL: embeddings.url, EMBEDDINGS_MODEL: 'large' })
    if (!embedder) throw new Error('no embedder')
    world.deps.embedder = embedder
    await tom.writes('and now')
    await world.pass(9 * SECOND)
    const after = await rowsOf(world, fanId)
    expect(after.length).toBeGreaterThan(before.length)
    expect(new Set(after.map(({ model }) => model))).toEqual(new Set([embedder.name]))
    expect(embeddings.asked.at(-1)?.model).toBe('large')
  })

  test('sends nothing of a creator whose drafts go to no model', async () => {
    const { world, embeddings, fanId, tom } = await story({ isOffline: true })
    await tom.writes(ASKS)
    await recalled(world, fanId)
    expect(embeddings.asked).toEqual([])
    expect(await rowsOf(world, fanId)).toEqual([])
  })

  test('what was taken back or reset loses its numbers', async () => {
    const { world, tom, fanId } = await story()
    const before = (await rowsOf(world, fanId)).length
    await inTenant(world.store, world.tenantId, async ({ tx }) => {
      const [first] = await tx.select().from(recallVectors).where(eq(recallVectors.fanId, fanId)).limit(1)
      await tx
        .update(messages)
        .set({ deletedAt: world.now() })
        .where(eq(messages.id, first?.subjectId ?? ''))
    })
    await tom.writes('one more')
    await world.pass(9 * SECOND)
    // One went, and the new message came.
    expect(await rowsOf(world, fanId)).toHaveLength(before)
    await resetMemory(world.deps, { tenantId: world.tenantId, fanId, actor: world.kim })
    expect(await rowsOf(world, fanId)).toEqual([])
  })

  test('what a person had forgotten loses its numbers at once, and none are made of it again', async () => {
    const { world, embeddings, tom, fanId } = await story()
    await tom.writes('my dog is called Bruno')
    await world.pass(9 * SECOND)
    const memory = await inTenant(world.store, world.tenantId, async (scope) =>
      (await memoriesOf(scope, fanId)).find(({ fact }) => fact.includes('Bruno')),
    )
    if (!memory?.sourceMessageId) throw new Error('not learned')
    const about = [memory.id, memory.sourceMessageId]
    const left = async () => (await rowsOf(world, fanId)).filter(({ subjectId }) => about.includes(subjectId))
    expect(await left()).toHaveLength(2)
    await forgetMemory(world.deps, { tenantId: world.tenantId, memoryId: memory.id, actor: world.kim })
    expect(await left()).toEqual([])
    const asked = embeddings.asked.length
    await tom.writes('good evening')
    await world.pass(9 * SECOND)
    expect(await left()).toEqual([])
    const sent = embeddings.asked.slice(asked).flatMap(({ texts }) => texts)
    expect(sent.filter((text) => text === 'my dog is called Bruno')).toEqual([])
  })

  test('sends each text once', async () => {
    const { world, embeddings, tom } = await story()
    await tom.writes('one more thing')
    await world.pass(9 * SECOND)
    const texts = embeddings.asked.flatMap((asked) => asked.texts).filter((text) => LINES.includes(text))
    expect(texts.toSorted()).toEqual(LINES.toSorted())
  })
})

describe('the settings', () => {
  test('address and model go together', () => {
    expect(() => readEnv({ EMBEDDINGS_MODEL: 'small' })).toThrow(/EMBEDDINGS_BASE_URL: is missing/)
    expect(() => readEnv({ EMBEDDINGS_BASE_URL: 'http://127.0.0.1:1/v1' })).toThrow(/EMBEDDINGS_MODEL: is missing/)
    expect(() => readEnv({ EMBEDDINGS_BASE_URL: 'here', EMBEDDINGS_MODEL: 'small' })).toThrow(/must be an address/)
    expect(createEmbedder(readEnv({}))).toBeUndefined()
  })
})

describe('numbers', () => {
  const vector = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 32, maxLength: 32 })
  const length = (numbers: number[]) => Math.hypot(...numbers)

  test('a byte each keeps a cosine to within three hundredths', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        fc.pre(length(a) > 0.5 && length(b) > 0.5)
        const product = a.reduce((sum, x, at) => sum + x * (b[at] ?? 0), 0)
        expect(Math.abs(cosine(toBytes(a), toBytes(b)) - product / length(a) / length(b))).toBeLessThan(0.03)
      }),
    )
  })

  test('a text stands out beside many others, never beside a handful or among equals', () => {
    const asked = toBytes([1, 0, 0, 0])
    const other = toBytes([0.1, 1, 1, 0])
    const texts = (howMany: number) => [
      { subjectId: 'near', vector: asked },
      ...Array.from({ length: howMany }, (_, index) => ({ subjectId: `${index}`, vector: other })),
    ]
    expect([...standingOut(asked, texts(20)).keys()]).toEqual(['near'])
    expect(standingOut(asked, texts(3)).size).toBe(0)
    expect(standingOut(asked, texts(20).slice(1)).size).toBe(0)
    expect(cosine(asked, toBytes([1, 0]))).toBe(0)
  })
})
