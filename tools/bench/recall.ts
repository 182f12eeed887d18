import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import MiniSearch from 'minisearch'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { addMessages, emptyIndex, sizeOf } from '../../core/recall/fan-index.ts'
import { findOccurrences } from '../../core/recall/find-occurrences.ts'
import { recallFigures } from '../../core/recall/hot-indexes.ts'
import { searchMemories } from '../../core/recall/search-memories.ts'
import type { Db } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import { chat, fillFan, history, type Line, seeded, zipf } from './big-fan.ts'
import { type Figure, measure } from './measure.ts'
import { cpuOfBackends } from './processor.ts'
import { benchWorld } from './world.ts'

export const MESSAGES = 10_000
const MEMORIES = 40

/** A search of a fan with 10,000 messages, in memory and not, beside MiniSearch over the same words. */
export async function recall(name: string, db: Db, times: number): Promise<Figure[]> {
  const lines = history(MESSAGES)
  const talk = chat(99)
  const questions = Array.from({ length: 500 }, talk.question)
  const question = (index: number) => questions[Math.abs(index) % questions.length] ?? ''
  const mini = miniSearch(lines)
  const peer = await measure(
    `MiniSearch, in memory, ${MESSAGES} messages, the index alone`,
    Math.min(times, 100),
    (index) => mini.search(question(index)).slice(0, 10),
  )
  const world = await benchWorld(db)
  const received = await world.fanWrites('big', 'hello')
  if (received.kind !== 'stored') throw new Error('The fan is not there.')
  const { fanId } = received
  await inTenant(world.deps.store, world.tenantId, (scope) =>
    fillFan(scope, received, { lines, memories: MEMORIES, seed: 1 }),
  )
  const server = await cpuOfBackends(db)
  const cache = createMemoryCache()
  const search = (q: string, deps = { ...world.deps, cache }) =>
    searchMemories(deps, { tenantId: world.tenantId, fanId, q, limit: 10 })
  /** A process that has nothing in memory but what is given to it. */
  const elsewhere = (kept = cache) => ({ ...world.deps, store: { ...world.deps.store }, cache: kept })
  const fromRows = await measure(
    `${name}: cold, made from the rows`,
    5,
    (index) => search(question(index), elsewhere(createMemoryCache())),
    { server },
  )
  await search(question(0), elsewhere())
  while (!(await cache.get(`recall/${world.tenantId}/${fanId}`)))
    await new Promise((resolve) => setTimeout(resolve, 10))
  return [
    peer,
    await measure(`${name}: warm, 8 words, with sealed hits opened`, times, (index) => search(question(index)), {
      server,
    }),
    await measure(`${name}: warm, the same question again`, times, () => search(question(1)), { server }),
    await measure(`${name}: cold, from a sealed snapshot`, 20, (index) => search(question(index), elsewhere()), {
      server,
    }),
    fromRows,
  ]
}

/** What one hot fan of 10,000 messages weighs, beside MiniSearch over the same words, bytes. */
export function weightOfFan(): { ours: number; counted: number; mini: number } {
  const lines = history(MESSAGES)
  const ours = grownBy(() => {
    const index = emptyIndex()
    addMessages(index, lines, 'en')
    // The second search makes the list of who says what.
    for (const hash of [1, 2]) findOccurrences(index, [hash])
    return index
  })
  return { ours: ours.bytes, counted: sizeOf(ours.made), mini: grownBy(() => miniSearch(lines)).bytes }
}

function grownBy<T>(make: () => T): { made: T; bytes: number } {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const held = () => {
    collect()
    const { heapUsed, arrayBuffers } = process.memoryUsage()
    return heapUsed + arrayBuffers
  }
  make()
  const before = held()
  const made = make()
  return { made, bytes: held() - before }
}

function miniSearch(lines: Line[]): MiniSearch {
  const mini = new MiniSearch({ fields: ['body'], idField: 'id' })
  mini.addAll(lines)
  return mini
}

export interface Day {
  reads: number
  /** Answered from this process's memory, share of all reads after each process's first of a fan. */
  inMemory: number
  /** Of those, good as they stood: nothing had changed since. */
  asTheyStood: number
  /** First reads of a fan in a process. */
  cold: number
}

const FANS = 1_000
const READS = 6_000
const WRITES = 3_000

/**
 * A day of one creator: fans are read and write by Zipf's law, two reads to a write as in the requirement. With two processes
 * each event goes to either, so that half of what one has in memory is changed by the other.
 */
export async function dayOf(db: Db, processes: number): Promise<Day> {
  const world = await benchWorld(db)
  const random = seeded(5)
  const who = zipf(FANS, random)
  const talk = chat(11)
  const fans: string[] = []
  for (let index = 0; index < FANS; index += 1) {
    const received = await world.fanWrites(`fan ${index}`, talk.line())
    if (received.kind === 'stored') fans.push(received.fanId)
  }
  const cache = createMemoryCache()
  const running = Array.from({ length: processes }, () => ({ ...world.deps, store: { ...world.deps.store }, cache }))
  let cold = 0
  const seen = new Set<string>()
  for (let event = 0; event < READS + WRITES; event += 1) {
    const at = Math.floor(random() * processes)
    const deps = running[at] ?? world.deps
    const number = who()
    if (random() < WRITES / (READS + WRITES)) await world.fanWrites(`fan ${number}`, talk.line(), undefined, deps)
    else {
      const key = `${at}/${number}`
      if (!seen.has(key)) cold += 1
      seen.add(key)
      await searchMemories(deps, { tenantId: world.tenantId, fanId: fans[number] ?? '', q: talk.question(), limit: 10 })
    }
  }
  const figures = running.map(({ store }) => recallFigures(store))
  const sum = (of: 'hits' | 'refreshed' | 'fetched' | 'built') => figures.reduce((all, each) => all + each[of], 0)
  const reads = sum('hits') + sum('refreshed') + sum('fetched') + sum('built')
  return {
    reads,
    cold,
    inMemory: (sum('hits') + sum('refreshed')) / Math.max(1, reads - cold),
    asTheyStood: sum('hits') / Math.max(1, reads - cold),
  }
}
