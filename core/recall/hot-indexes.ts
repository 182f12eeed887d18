import { LRUCache } from 'lru-cache'
import type { Store } from '../../db/db.ts'
import { fanKey } from '../../db/fan-keys.ts'
import type { Fan } from '../../db/fans.ts'
import type { Said } from '../../db/glance.ts'
import { messagesChangedSince } from '../../db/history.ts'
import type { Memory } from '../../db/memories.ts'
import { type Message, messagesOfFan } from '../../db/messages.ts'
import { openRecallSnapshot, sealRecallSnapshot } from '../../db/recall-snapshots.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { addMessages, emptyIndex, type FanIndex, type IndexedMessage, idAt, sizeOf } from './fan-index.ts'
import { readSnapshot, writeSnapshot } from './index-snapshot.ts'
import { type Flights, oneFlight } from './single-flight.ts'
import type { Language } from './terms.ts'

/** All hot indexes of a process together. A fan of 10,000 messages takes one of them. */
const HOT_BYTES = 64 * 1024 * 1024
const SNAPSHOT_SECONDS = 14 * 24 * 3_600
/** Below this an index is made faster than fetched. */
const WORTH_KEEPING = 100
/** A snapshot is written again when it lags by so many messages. */
const SNAPSHOT_LAG = 64
/** Clocks of two processes differ by less. */
const OVERLAP_MS = 5 * 60_000
/** With more changes than this it is simpler to begin anew. */
const MOST_CHANGES = 200
const BUILD_STEP = 500
/** So many found messages of a fan stay in memory. */
export const MOST_SAID = 200
/** In place of a rev: it comes from a snapshot and is surely behind. */
const FETCHED = -1

export interface Hot {
  /** `fans.rev` when it was brought up to date. */
  rev: number
  index: FanIndex
  /** What a search needs besides, for a fan who is searched. */
  known?: KnownFan
  /** So many messages were in it when it was last put in the cache. */
  kept: number
}

/** The rest of a fan, as it stood at a `rev`. */
export interface KnownFan {
  rev: number
  fan: Fan
  creatorName: string
  memories: Memory[]
  /** Messages that were found before. */
  said: Map<string, Said>
}

type World = Pick<Deps, 'store' | 'cache' | 'now' | 'log'>

/** What one process holds in memory, and what it is making. */
interface Hots {
  kept: LRUCache<string, Hot>
  flights: Flights<Hot>
  figures: RecallFigures
}

/** Since the process began. */
export interface RecallFigures {
  /** Reads that found an index in memory that was good as it stood. */
  hits: number
  /** It was there and took in what had changed. */
  refreshed: number
  /** It was fetched from the shared cache. */
  fetched: number
  /** It was made from the rows. */
  built: number
  /** Snapshots that were another fan's, damaged or false: thrown away. */
  refused: number
}

/** Hangs on the store, so that two worlds in one process never share a fan. */
const hotOf = new WeakMap<Store, Hots>()

const snapshotKey = (tenantId: string, fanId: string) => `recall/${tenantId}/${fanId}`

/**
 * The index of a fan's messages, up to date: from this process's memory, else from the shared cache, else from the rows. The
 * rows alone are needed; whatever the cache does, the read goes on.
 */
export async function indexOf(world: World, { tenantId, fan }: { tenantId: string; fan: Fan }): Promise<FanIndex> {
  const hots = hotsOf(world.store)
  const key = snapshotKey(tenantId, fan.id)
  const known = hots.kept.get(key)
  if (known && known.rev >= fan.rev) {
    hots.figures.hits += 1
    return known.index
  }
  for (;;) {
    const made = await oneFlight(hots.flights, key, () => makeHot(world, tenantId, fan))
    // Somebody else's may have begun before the change that this caller knows of.
    if (made.rev >= fan.rev) return made.index
  }
}

async function makeHot(world: World, tenantId: string, fan: Fan): Promise<Hot> {
  const { kept, flights, figures } = hotsOf(world.store)
  const key = snapshotKey(tenantId, fan.id)
  const begun = kept.get(key) ?? (await fromCache(world, tenantId, fan))
  const current = await broughtUpToDate(world, tenantId, fan, begun)
  if (begun === undefined || current.index !== begun.index) figures.built += 1
  else if (begun.rev === FETCHED) figures.fetched += 1
  else figures.refreshed += 1
  // The fan was forgotten meanwhile.
  if (!flights.has(key)) return current
  keepHot(world.store, key, current)
  // Nobody waits for a copy to be kept elsewhere.
  if (isWorthKeeping(current)) void keepInCache(world, tenantId, fan, current)
  return current
}

const isWorthKeeping = ({ index, kept }: Hot) => index.count >= WORTH_KEEPING && index.count - kept >= SNAPSHOT_LAG

/** Nothing of this fan is kept for recall any more, here or in the cache. */
export async function forgetRecall(
  { store, cache }: Pick<Deps, 'store' | 'cache'>,
  { tenantId, fanId }: { tenantId: string; fanId: string },
): Promise<void> {
  const { kept, flights } = hotsOf(store)
  kept.delete(snapshotKey(tenantId, fanId))
  flights.delete(snapshotKey(tenantId, fanId))
  await cache.delete(snapshotKey(tenantId, fanId)).catch(() => undefined)
}

/** What is in memory of this fan, good or not. */
export function hotFan(store: Store, tenantId: string, fanId: string): Hot | undefined {
  return hotsOf(store).kept.get(snapshotKey(tenantId, fanId))
}

/** Keeps what a search needed, for the next one. */
export function keepKnown(store: Store, tenantId: string, known: KnownFan): void {
  const hot = hotFan(store, tenantId, known.fan.id)
  if (hot) keepHot(store, snapshotKey(tenantId, known.fan.id), { ...hot, known })
}

function keepHot(store: Store, key: string, hot: Hot): void {
  hotsOf(store).kept.set(key, hot, { size: weightOf(hot) })
}

/** A search was answered from memory alone. */
export function countHit(store: Store): void {
  hotsOf(store).figures.hits += 1
}

/**
 * One change of one fan was committed here and made this `rev`. Where what is in memory was good until then, it takes the change
 * in and is good again without asking anybody.
 */
export function noteChange(
  store: Store,
  {
    tenantId,
    fanId,
    rev,
    message,
    memory,
  }: { tenantId: string; fanId: string; rev: number | undefined; message?: IndexedMessage; memory?: Memory },
): void {
  const hot = hotFan(store, tenantId, fanId)
  if (rev === undefined || hot?.rev !== rev - 1) return
  const known = hot.known?.rev === rev - 1 ? hot.known : undefined
  if (message && message.body !== '') addMessages(hot.index, [message], known ? languageOfFan(known.fan) : 'en')
  if (known) {
    known.rev = rev
    if (memory) known.memories.push({ ...memory, isPrivate: false })
  }
  keepHot(store, snapshotKey(tenantId, fanId), { ...hot, rev })
}

/** A memory or a message as strings, with what the engine adds. */
const WEIGHT_OF_WORDS = 600

function weightOf({ index, known }: Hot): number {
  const words = known ? known.memories.length + Math.max(known.said.size, MOST_SAID) : 0
  return sizeOf(index) + words * WEIGHT_OF_WORDS
}

/** How often recall found what it needed, for whoever runs this. */
export function recallFigures(store: Store): RecallFigures & { fans: number; bytes: number } {
  const { kept, figures } = hotsOf(store)
  return { ...figures, fans: kept.size, bytes: kept.calculatedSize }
}

/** Of whom this process holds a key or an index. */
export function fansInMemory(store: Store, tenantId: string): Set<string> {
  const found = new Set<string>()
  for (const key of store.vault.fanKeys.keys())
    if (key.startsWith(`${tenantId}/`)) found.add(key.slice(tenantId.length + 1))
  const start = snapshotKey(tenantId, '')
  for (const key of hotsOf(store).kept.keys()) if (key.startsWith(start)) found.add(key.slice(start.length))
  return found
}

function hotsOf(store: Store): Hots {
  const known = hotOf.get(store)
  if (known) return known
  const made: Hots = {
    kept: new LRUCache<string, Hot>({ maxSize: HOT_BYTES }),
    flights: new Map(),
    figures: { hits: 0, refreshed: 0, fetched: 0, built: 0, refused: 0 },
  }
  hotOf.set(store, made)
  return made
}

async function broughtUpToDate(world: World, tenantId: string, fan: Fan, begun: Hot | undefined): Promise<Hot> {
  const through = world.now().getTime()
  if (begun && (await addChanges(world, tenantId, fan, begun.index))) {
    begun.index.through = through
    return { ...begun, rev: Math.max(begun.rev, fan.rev) }
  }
  const index = emptyIndex()
  const messages = await inTenant(world.store, tenantId, (scope) => messagesOfFan(scope, fan.id))
  for (let from = 0; from < messages.length; from += BUILD_STEP) {
    addMessages(index, messages.slice(from, from + BUILD_STEP).filter(isSearchable), languageOfFan(fan))
    // A long history must not hold up everybody else.
    if (from + BUILD_STEP < messages.length) await new Promise((resolve) => setTimeout(resolve, 0))
  }
  index.through = through
  return { rev: fan.rev, index, kept: 0 }
}

/** @returns false when more changed than additions, so that the index has to be made anew */
async function addChanges(world: World, tenantId: string, fan: Fan, index: FanIndex): Promise<boolean> {
  const since = new Date(index.through - OVERLAP_MS)
  const changed = await inTenant(world.store, tenantId, (scope) => messagesChangedSince(scope, fan.id, since))
  if (changed.length > MOST_CHANGES) return false
  const known = latestIds(index, MOST_CHANGES * 2)
  if (
    changed.some(
      ({ createdAt, editedAt, deletedAt, id }) => (editedAt || deletedAt) && (createdAt < since || known.has(id)),
    )
  ) {
    return false
  }
  addMessages(
    index,
    changed.filter((message) => isSearchable(message) && !known.has(message.id)),
    languageOfFan(fan),
  )
  return true
}

function latestIds(index: FanIndex, howMany: number): Set<string> {
  const ids = new Set<string>()
  for (let doc = Math.max(0, index.count - howMany); doc < index.count; doc += 1) ids.add(idAt(index, doc))
  return ids
}

const isSearchable = ({ body, deletedAt }: Message) => !deletedAt && body !== ''

/** The language its words are read in when they do not tell. */
export const languageOfFan = ({ language }: Pick<Fan, 'language'>): Language => (language === 'fr' ? 'fr' : 'en')

async function fromCache({ store, cache, log }: World, tenantId: string, fan: Fan): Promise<Hot | undefined> {
  const sealed = await cache.get(snapshotKey(tenantId, fan.id)).catch(() => undefined)
  if (!sealed) return undefined
  try {
    const key = await inTenant(store, tenantId, (scope) => fanKey(scope, fan.id))
    const index = readSnapshot(await openRecallSnapshot(key, sealed))
    return index && { rev: FETCHED, index, kept: index.count }
  } catch (error) {
    hotsOf(store).figures.refused += 1
    log.warn('recall snapshot refused, made anew from the rows', { tenantId, fanId: fan.id, problem: problemOf(error) })
    return undefined
  }
}

async function keepInCache({ store, cache, log }: World, tenantId: string, fan: Fan, hot: Hot): Promise<void> {
  const before = hot.kept
  // So that the reads until it is kept do not keep it again.
  hot.kept = hot.index.count
  try {
    const bytes = writeSnapshot(hot.index)
    const key = await inTenant(store, tenantId, (scope) => fanKey(scope, fan.id))
    const name = snapshotKey(tenantId, fan.id)
    await cache.set(name, await sealRecallSnapshot(key, bytes), SNAPSHOT_SECONDS)
    // The fan was forgotten meanwhile.
    if (hotsOf(store).kept.get(name)?.index !== hot.index) await cache.delete(name)
  } catch (error) {
    hot.kept = before
    log.warn('recall snapshot not kept', { tenantId, fanId: fan.id, problem: problemOf(error) })
  }
}
