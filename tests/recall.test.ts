import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import { loadTurn } from '../core/draft/load-turn.ts'
import { addMessages, emptyIndex, idAt, sizeOf } from '../core/recall/fan-index.ts'
import { readSnapshot, writeSnapshot } from '../core/recall/index-snapshot.ts'
import { makeQuery } from '../core/recall/make-query.ts'
import { recallMemories } from '../core/recall/recall-memories.ts'
import { searchIndex } from '../core/recall/search-index.ts'
import { conversationsOfFan } from '../db/conversations.ts'
import { insertHistory } from '../db/history.ts'
import { newId } from '../db/ids.ts'
import { allMemoriesOf, updateMemory } from '../db/memories.ts'
import { inTenant } from '../db/scope.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const DAY = 24 * 3_600 * SECOND

/** What would be recalled for the fan's latest words. */
async function recalled(world: World, fanId: string, deps: Partial<World['deps']> = {}) {
  const turn = await inTenant(world.store, world.tenantId, async (scope) => {
    const [conversation] = await conversationsOfFan(scope, fanId)
    return conversation && loadTurn(scope, conversation, world.now())
  })
  if (!turn) throw new Error('nothing to answer')
  return recallMemories({ ...world.deps, ...deps }, turn)
}

/** The fan speaks, and Nova said something after it: as it was some days before the story begins. */
async function past(world: World, fanId: string, daysAgo: number, lines: string[]) {
  await inTenant(world.store, world.tenantId, async (scope) => {
    const [conversation] = await conversationsOfFan(scope, fanId)
    const at = (index: number) => new Date(world.now().getTime() - daysAgo * DAY + index * 60 * SECOND)
    await insertHistory(
      scope,
      { fanId, conversationId: conversation?.id ?? '' },
      lines.map((line, index) => ({
        id: newId(),
        direction: line.startsWith('> ') ? ('outbound' as const) : ('inbound' as const),
        body: line.replace(/^> /, ''),
        sentAt: at(index),
      })),
    )
  })
}

async function write(fan: ReturnType<World['fan']>, body: string, id = body) {
  const received = await fan.writes(body, { externalId: id })
  if (received.kind !== 'stored') throw new Error('not stored')
  return received.fanId
}

describe('recall', () => {
  test('finds what was said in other forms of the words, and says who said it and when', async () => {
    const world = await createWorld()
    const tom = world.fan('Tom')
    const fanId = await write(tom, 'hello')
    await past(world, fanId, 20, ['I painted the old lighthouse today', '> how did it turn out?', 'a bit crooked'])
    await past(world, fanId, 15, ['work was long', '> poor you', 'pizza helped'])
    await past(
      world,
      fanId,
      1,
      Array.from({ length: 12 }, (_, index) => `> good night number ${index}`),
    )
    await world.pass(9 * SECOND)
    await write(tom, 'thinking about paintings of lighthouses again')
    const [first] = await recalled(world, fanId)
    expect(first).toMatchObject({ kind: 'message', text: 'I painted the old lighthouse today', saidBy: 'fan' })
    expect(first?.why.en).toMatch(/^Tom said .*“lighthouse”.* on 28 Oct$/)
    expect(first?.why.fr).toMatch(/^Tom a dit .*« lighthouse ».* le 28 oct\.$/)
  })

  test('pinned facts always, private ones never, nor the message they come from', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await write(mia, 'my dog Bruno ate my shoes. I live in Lyon')
    await world.pass(9 * SECOND)
    await inTenant(world.store, world.tenantId, async (scope) => {
      for (const memory of await allMemoriesOf(scope, fanId)) {
        await updateMemory(scope, memory, memory.slot === 'pet' ? { isPrivate: true } : { isPinned: true })
      }
    })
    await past(
      world,
      fanId,
      -1,
      Array.from({ length: 12 }, (_, index) => `> later ${index}`),
    )
    await world.pass(2 * DAY)
    await write(mia, 'what about Bruno and the shoes?', 'mia-2')
    const texts = (await recalled(world, fanId)).map(({ text }) => text)
    expect(texts).toContain('lives in Lyon')
    expect(texts.join()).not.toContain('Bruno')
  })

  test('what must never be used to sell says so', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const fanId = await write(mia, "I'm allergic to peanuts")
    await world.pass(9 * SECOND)
    await write(mia, 'peanuts again, help')
    const [first] = await recalled(world, fanId)
    expect(first).toMatchObject({ text: 'is allergic to peanuts', neverForSelling: true, slot: 'allergy' })
  })

  test('a fan who is back after a month gets something specific from before, first of all', async () => {
    const world = await createWorld()
    const ray = world.fan('Ray')
    const fanId = await write(ray, 'my cat Luna says hi. I live in Ghent')
    await world.pass(9 * SECOND)
    await world.pass(40 * DAY)
    await write(ray, 'hey you', 'ray-2')
    const [first] = await recalled(world, fanId)
    expect(first?.text).toBe('has a cat called Luna')
    expect(first?.why.en).toContain('back after 40 days of silence')
    await world.pass(9 * SECOND)
    await write(ray, 'still here', 'ray-3')
    await world.pass(9 * SECOND)
  })

  test('earlier words of the same talk count too', async () => {
    const world = await createWorld()
    const leo = world.fan('Leo')
    const fanId = await write(leo, 'hello')
    await past(world, fanId, 30, ['my sister bakes the best lemon cake', '> I want some'])
    await past(
      world,
      fanId,
      20,
      Array.from({ length: 12 }, (_, index) => `> evening number ${index}`),
    )
    await write(leo, 'the lemon cake came out of the oven', 'leo-2')
    await write(leo, 'look at it', 'leo-3')
    expect((await recalled(world, fanId)).map(({ text }) => text)).toContain('my sister bakes the best lemon cake')
  })

  test('no fan is ever given words of another', async () => {
    const world = await createWorld()
    const tom = await write(world.fan('Tom'), 'my dog Bruno loves the lighthouse')
    await world.pass(9 * SECOND)
    const mia = await write(world.fan('Mia'), 'I walked to the lighthouse')
    expect(tom).not.toBe(mia)
    expect(JSON.stringify(await recalled(world, mia))).not.toContain('Bruno')
  })
})

describe('the memory of a process and the shared cache', () => {
  async function longHistory() {
    const world = await createWorld()
    const tom = world.fan('Tom')
    const fanId = await write(tom, 'hello')
    await past(world, fanId, 30, ['I carved a whale out of driftwood', '> show me'])
    await past(
      world,
      fanId,
      10,
      Array.from({ length: 150 }, (_, index) => `> note number ${index}`),
    )
    await write(tom, 'the driftwood whale fell down', 'tom-2')
    return { world, tom, fanId }
  }
  const WHALE = 'I carved a whale out of driftwood'
  const texts = async (...args: Parameters<typeof recalled>) => (await recalled(...args)).map(({ text }) => text)

  test('a snapshot in the cache is sealed, and serves a process that knows nothing', async () => {
    const { world, fanId } = await longHistory()
    const kept = new Map<string, Uint8Array>()
    const cache = {
      get: async (key: string) => kept.get(key),
      set: async (key: string, value: Uint8Array) => void kept.set(key, value),
      delete: async (key: string) => void kept.delete(key),
    }
    expect(await texts(world, fanId, { cache })).toContain(WHALE)
    await vi.waitFor(() => expect(kept.size).toBe(1))
    const [snapshot] = kept.values()
    expect(snapshot?.length).toBeGreaterThan(1_000)
    expect(readSnapshot(snapshot ?? new Uint8Array())).toBeUndefined()
    const fresh = { ...world.store }
    expect(await texts(world, fanId, { cache, store: fresh })).toContain(WHALE)
  })

  test.each([
    ['forgets everything', async () => undefined],
    ['is down', () => Promise.reject(new Error('down'))],
    ['hands out noise', async () => new Uint8Array(5_000).fill(7)],
    ['hands out nothing', async () => new Uint8Array(0)],
  ])('a cache that %s fails no read', async (_, get) => {
    const { world, fanId } = await longHistory()
    const cache = { get, set: () => Promise.reject(new Error('down')), delete: () => Promise.reject(new Error('down')) }
    expect(await texts(world, fanId, { cache, store: { ...world.store } })).toContain(WHALE)
  })

  test('a message that was changed is found by its new words, and no longer by its old', async () => {
    const { world, tom, fanId } = await longHistory()
    await texts(world, fanId)
    await world.pass(3_600 * SECOND)
    await tom.writes('the marble otter fell down', { externalId: 'tom-2', isEdit: true })
    await past(
      world,
      fanId,
      -1,
      Array.from({ length: 12 }, (_, index) => `> later ${index}`),
    )
    await world.pass(2 * DAY)
    await write(tom, 'where is the otter?', 'tom-3')
    expect(await texts(world, fanId)).toContain('the marble otter fell down')
  })
})

describe('the index', () => {
  const message = (body: string, minute: number, direction: 'inbound' | 'outbound' = 'inbound') => {
    const at = new Date(Date.UTC(2026, 0, 1) + minute * 60_000)
    return { id: newId(at), body, direction, sentAt: at, createdAt: at }
  }
  const search = (index: ReturnType<typeof emptyIndex>, text: string) =>
    searchIndex(
      index,
      makeQuery([{ text, weight: 1 }], { fanName: 'Tom', creatorName: 'Nova', language: 'en' }).query,
      { limit: 10 },
    ).hits

  test('finds the answer beside the words, but not across a night', () => {
    const index = emptyIndex()
    const talk = [
      message('which instrument did you learn as a child?', 0, 'outbound'),
      message('the cello, badly', 1),
      message('buses are late', 1_000),
    ]
    addMessages(index, talk, 'en')
    expect(search(index, 'instrument').map(({ doc }) => doc)).toEqual(expect.arrayContaining([0, 1]))
    expect(search(index, 'instrument').map(({ doc }) => doc)).not.toContain(2)
  })

  test('is the same after a journey as a snapshot, and grows on from there', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ maxLength: 40 }), { maxLength: 30 }),
        fc.string({ maxLength: 20 }),
        (bodies, text) => {
          const index = emptyIndex()
          addMessages(
            index,
            bodies.map((body, position) => message(body, position)),
            'en',
          )
          const again = readSnapshot(writeSnapshot(index))
          expect(again && search(again, text)).toEqual(search(index, text))
          const more = [message('one more thing', 99)]
          for (const one of again ? [index, again] : [index]) addMessages(one, more, 'en')
          expect(again && search(again, 'thing more')).toEqual(search(index, 'thing more'))
          expect(again && idAt(again, again.count - 1)).toBe(more[0]?.id)
        },
      ),
    )
  })

  test('a damaged snapshot is no snapshot', () => {
    const index = emptyIndex()
    addMessages(index, [message('hello there my friend', 0)], 'en')
    const bytes = writeSnapshot(index)
    expect(readSnapshot(bytes.slice(0, -1))).toBeUndefined()
    expect(readSnapshot(new Uint8Array(3))).toBeUndefined()
    expect(readSnapshot(Buffer.concat([bytes, Buffer.of(0)]))).toBeUndefined()
  })

  test('ten thousand messages weigh less than one and a half megabytes', () => {
    const index = emptyIndex()
    const words = 'garden river kettle window letter market summer bridge candle winter guitar harbour'.split(' ')
    const bodies = Array.from({ length: 10_000 }, (_, n) =>
      message(Array.from({ length: 12 }, (_, at) => `${words[(n * 7 + at * 5) % 12]}${(n + at) % 90}`).join(' '), n),
    )
    addMessages(index, bodies, 'en')
    expect(index.count).toBe(10_000)
    expect(sizeOf(index)).toBeLessThan(1_500_000)
  })
})
