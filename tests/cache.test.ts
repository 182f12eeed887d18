import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { createMemoryCache } from '../bot/live/memory-cache.ts'
import { tieredCache } from '../bot/live/tiered-cache.ts'
import { createUpstashCache } from '../bot/live/upstash-cache.ts'
import type { Cache } from '../core/deps.ts'
import { runDueWork } from '../core/due-work.ts'
import { askErasure } from '../core/erasure/ask-erasure.ts'
import { NewMemory, writeMemory } from '../core/memories/write-memory.ts'
import { indexOf, recallFigures } from '../core/recall/hot-indexes.ts'
import { searchMemories } from '../core/recall/search-memories.ts'
import { type Fan, fanById } from '../db/fans.ts'
import { inTenant } from '../db/scope.ts'
import { recordingLog } from './support/recording-log.ts'
import { startUpstash, type Upstash } from './support/upstash-server.ts'
import { createWorld, type World } from './support/world.ts'

const words = Uint8Array.from([0, 255, 128, 10, 13, 195, 40])

describe('the shared cache', () => {
  let upstash: Upstash
  let warnings: string[]
  let time: number
  /** A process of its own, with nothing in its memory. */
  let elsewhere: () => Cache

  beforeEach(async () => {
    upstash = await startUpstash(process.env.TEST_REDIS_URL ?? '')
    await upstash.redis.del('mia', 'tom')
    warnings = []
    time = 0
    elsewhere = () =>
      createUpstashCache(
        { url: upstash.url, token: upstash.token, budgetMs: 400, restMs: 5_000, now: () => new Date(time) },
        { warn: (stage) => warnings.push(stage) },
      )
  })
  afterEach(() => upstash.stop())

  test('what one process keeps, another finds, byte by byte, until it is deleted or its time is over', async () => {
    await elsewhere().set('mia', words, 60)
    expect(await elsewhere().get('mia')).toEqual(Buffer.from(words))
    expect(await upstash.redis.ttl('mia')).toBeGreaterThan(50)
    await elsewhere().delete('mia')
    expect(await elsewhere().get('mia')).toBeUndefined()
    expect(warnings).toEqual([])
  })

  test('what was found far away is near the next time', async () => {
    await elsewhere().set('mia', words, 60)
    const tiered = tieredCache(createMemoryCache(), elsewhere())
    await tiered.get('mia')
    const asked = upstash.requests()
    expect(await tiered.get('mia')).toEqual(Buffer.from(words))
    expect(upstash.requests()).toBe(asked)
    await tiered.delete('mia')
    expect(await tiered.get('mia')).toBeUndefined()
  })

  test('down, it fails no read and no write, and is left alone until it had a rest', async () => {
    const cache = elsewhere()
    await upstash.stop()
    for (let count = 0; count < 3; count += 1) expect(await cache.get('mia')).toBeUndefined()
    await cache.set('mia', words, 60)
    await cache.delete('mia')
    expect(warnings).toEqual(['cache rests'])
  })

  test('too slow, it counts as empty within its budget, and is asked again after its rest', async () => {
    const cache = elsewhere()
    await cache.set('mia', words, 60)
    upstash.trouble.waitMs = 2_000
    for (let count = 0; count < 3; count += 1) expect(await cache.get('mia')).toBeUndefined()
    const asked = upstash.requests()
    upstash.trouble.waitMs = 0
    expect(await cache.get('mia')).toBeUndefined()
    expect(upstash.requests()).toBe(asked)
    time += 5_001
    expect(await cache.get('mia')).toEqual(Buffer.from(words))
  })

  test('after its rest one call tries it, and nobody else waits for that one', async () => {
    const cache = elsewhere()
    upstash.trouble.waitMs = 2_000
    for (let count = 0; count < 3; count += 1) await cache.get('mia')
    time += 5_001
    const asked = upstash.requests()
    await Promise.all(Array.from({ length: 20 }, () => cache.get('mia')))
    expect(upstash.requests()).toBe(asked + 1)
    // It is still ill: one failure is enough to rest again.
    await cache.get('mia')
    expect(upstash.requests()).toBe(asked + 1)
    expect(warnings).toEqual(['cache rests', 'cache rests'])
  })

  test('the index of a very long history goes there and back; what is larger than a request may be is said', async () => {
    const long = randomBytes(1_500_000)
    await elsewhere().set('mia', long, 60)
    upstash.trouble.waitMs = 0
    const patient = createUpstashCache(
      { url: upstash.url, token: upstash.token, budgetMs: 20_000 },
      { warn: (stage) => warnings.push(stage) },
    )
    expect(await patient.get('mia')).toEqual(long)
    await elsewhere().set('tom', randomBytes(7_000_001), 60)
    expect(await patient.get('tom')).toBeUndefined()
    expect(warnings).toEqual(['too large for the cache'])
  })

  test('an answer that is no answer is none', async () => {
    const cache = elsewhere()
    for (const answer of ['', 'garbage', '{}', '{"result":{"a":1}}', '{"result":[1]}', '<html>']) {
      upstash.trouble.answer = answer
      expect(await cache.get('mia')).toBeUndefined()
      time += 5_001
    }
  })

  test('changed bytes and the bytes of another fan are worth nothing: recall goes on from the rows', async () => {
    const world = await createWorld()
    const log = recordingLog()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const tom = await friendOf(world, 'Tom', 'his boat is called Aurora')
    const keyOf = ({ id }: Fan) => `recall/${world.tenantId}/${id}`
    /** A process that knows nothing yet but what is in the cache and in the rows. */
    const countIn = async (fan: Fan) => {
      const process = { ...world.deps, log, store: { ...world.store }, cache: elsewhere() }
      return (await indexOf(process, { tenantId: world.tenantId, fan })).count
    }
    const all = await countIn(mia)
    expect(all).toBeGreaterThanOrEqual(100)
    await countIn(tom)
    const kept = (fan: Fan) =>
      vi.waitFor(async () => (await upstash.redis.get(keyOf(fan))) ?? expect.fail('It is not in the cache.'))
    const [hers, his] = [await kept(mia), await kept(tom)]
    expect(Buffer.from(hers, 'base64').toString('latin1')).not.toContain('Bruno')
    expect(await countIn(mia)).toBe(all)
    expect(log.lines.join()).not.toContain('refused')

    for (const lie of [his, `${hers.slice(0, -8)}AAAAAAA=`, 'AAAA', '\u0000ÿ']) {
      log.lines.length = 0
      await upstash.redis.set(keyOf(mia), lie)
      expect(await countIn(mia)).toBe(all)
      expect(log.lines.join()).toContain('recall snapshot refused')
      // And the cache gets a true one again.
      await vi.waitFor(async () => expect(await upstash.redis.get(keyOf(mia))).not.toBe(lie))
    }
    await upstash.redis.del(keyOf(mia), keyOf(tom))
  })

  test('recall goes on while the cache is slow, false or gone, and asks it no more than it must', async () => {
    const world = await createWorld()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const cache = elsewhere()
    const search = async () => {
      const process = { ...world.deps, store: { ...world.store }, cache }
      return searchMemories(process, { tenantId: world.tenantId, fanId: mia.id, q: 'Bruno', limit: 3 })
    }
    const well = await search()
    expect(well).toHaveLength(3)
    upstash.trouble.waitMs = 2_000
    for (let count = 0; count < 4; count += 1) expect(await search()).toEqual(well)
    const asked = upstash.requests()
    expect(await search()).toEqual(well)
    expect(upstash.requests()).toBe(asked)
    upstash.trouble.waitMs = 0
    upstash.trouble.answer = '<html>'
    time += 5_001
    expect(await search()).toEqual(well)
    await upstash.stop()
    time += 5_001
    expect(await search()).toEqual(well)
  })

  test('of a fan who is forgotten nothing is left in it, near or far', async () => {
    const world = await createWorld()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const far = { ...world.deps, cache: tieredCache(createMemoryCache(), elsewhere()) }
    await indexOf(far, { tenantId: world.tenantId, fan: mia })
    await vi.waitFor(async () => expect(await upstash.redis.keys(`*${mia.id}*`)).toHaveLength(1))
    await askErasure(far, { tenantId: world.tenantId, fanId: mia.id, actor: world.kim })
    await runDueWork(far)
    expect(await upstash.redis.keys(`*${mia.id}*`)).toEqual([])
    expect(await far.cache.get(`recall/${world.tenantId}/${mia.id}`)).toBeUndefined()
  })

  test('a wrong token is a cache that is not there', async () => {
    const cache = createUpstashCache({ url: upstash.url, token: 'wrong' }, { warn: (stage) => warnings.push(stage) })
    for (let count = 0; count < 3; count += 1) await cache.set('mia', words, 60)
    expect(await cache.get('mia')).toBeUndefined()
    expect(warnings).toEqual(['cache rests'])
  })
})

describe('the index in memory', () => {
  test('is made once, however many ask for it at the same time', async () => {
    const world = await createWorld()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const process = { ...world.deps, store: { ...world.store }, cache: createMemoryCache() }
    const read = () => indexOf(process, { tenantId: world.tenantId, fan: mia })
    const indexes = await Promise.all(Array.from({ length: 25 }, read))
    expect(new Set(indexes).size).toBe(1)
    expect(recallFigures(process.store)).toMatchObject({ built: 1, fetched: 0, refreshed: 0, fans: 1 })
    expect(await read()).toBe(indexes[0])
    expect(recallFigures(process.store)).toMatchObject({ built: 1, hits: 1 })
  })

  test('takes in what this process writes, and is good again without a look at the rows', async () => {
    const world = await createWorld()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const texts = async (q: string) =>
      (await searchMemories(world.deps, { tenantId: world.tenantId, fanId: mia.id, q, limit: 3 })).map(
        ({ text }) => text,
      )
    expect(await texts('volcano')).toEqual([])
    const before = recallFigures(world.store)
    await world.fan('Mia').writes('a volcano, imagine', { externalId: 'news' })
    const memory = NewMemory.parse({ fact: 'climbs glaciers' })
    await writeMemory(world.deps, { tenantId: world.tenantId, fanId: mia.id, memory, actor: world.kim })
    expect((await texts('volcano'))[0]).toBe('a volcano, imagine')
    expect(await texts('glacier')).toEqual(['climbs glaciers'])
    const { hits, refreshed, built } = recallFigures(world.store)
    expect({ hits, refreshed, built }).toEqual({
      hits: before.hits + 2,
      refreshed: before.refreshed,
      built: before.built,
    })
  })

  test('of one process knows what another wrote a moment ago, and starts from what another kept', async () => {
    const world = await createWorld()
    const mia = await friendOf(world, 'Mia', 'her dog is called Bruno')
    const shared = createMemoryCache()
    const [here, there] = [1, 2].map(() => ({ ...world.deps, store: { ...world.store }, cache: shared }))
    if (!here || !there) throw new Error('two processes')
    const texts = async (deps: typeof here, q: string) =>
      (await searchMemories(deps, { tenantId: world.tenantId, fanId: mia.id, q, limit: 3 })).map(({ text }) => text)
    expect(await texts(here, 'volcano')).toEqual([])
    await vi.waitFor(async () => expect(await shared.get(`recall/${world.tenantId}/${mia.id}`)).toBeDefined())
    expect(await texts(there, 'volcano')).toEqual([])
    expect(recallFigures(here.store)).toMatchObject({ built: 1, fetched: 0 })
    expect(recallFigures(there.store)).toMatchObject({ built: 0, fetched: 1 })
    await world.fan('Mia').writes('a volcano, imagine', { externalId: 'news' })
    for (const process of [here, there]) expect((await texts(process, 'volcano'))[0]).toBe('a volcano, imagine')
    await world.fan('Mia').writes('a river, imagine', { externalId: 'news', isEdit: true })
    for (const process of [here, there]) expect(await texts(process, 'volcano')).toEqual([])
  })
})

/** A fan with a history that is worth keeping an index of. */
async function friendOf(world: World, name: string, words: string): Promise<Fan> {
  const fan = world.fan(name)
  let fanId = ''
  for (let day = 0; day < 101; day += 1) {
    const received = await fan.writes(`${words}, day ${day}`)
    if (received.kind === 'stored') fanId = received.fanId
  }
  const found = await inTenant(world.store, world.tenantId, (scope) => fanById(scope, fanId))
  if (!found) throw new Error(`${name} is not here.`)
  return found
}
