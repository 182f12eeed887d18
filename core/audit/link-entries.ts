import { createHash } from 'node:crypto'
import {
  entriesIn,
  insertLink,
  lastLink,
  macsIn,
  mayLink,
  type StoredEntry,
  type StoredLink,
} from '../../db/audit-links.ts'
import { gapsIn, type Range, rangesOf, union, writeRanges } from '../../db/audit-ranges.ts'
import { entryMac, linkHash, NOTHING_BEFORE } from '../../db/audit-seal.ts'
import type { Db } from '../../db/db.ts'
import { acrossTenants } from '../../db/scope.ts'
import type { Vault } from '../../db/vault.ts'
import type { Deps } from '../deps.ts'

const MOST_AT_ONCE = 5_000
/** A number that was drawn and is not there belongs to work that was rolled back, or is not committed yet: so long at most. */
const STILL_MAY_COME_MS = 3_600_000

/** A range of numbers that may still come, until when. */
export type Awaited = { range: Range; until: number }

/**
 * Appends links over all entries that are in none yet, whatever order they were committed in. Entries carry their own seal, so
 * writers never wait for each other; the chain follows a moment behind them.
 * @returns the last link as it was found, and as it is now; undefined while there is none
 */
export async function linkEntries({
  store,
  now,
}: Pick<Deps, 'store' | 'now'>): Promise<{ found: StoredLink | undefined; last: StoredLink | undefined }> {
  let first: Linked | undefined
  for (;;) {
    const linked = await acrossTenants(store, (tx) => linkSome(tx, store.vault, now()))
    first ??= linked
    if (linked.isAll) return { found: first.found, last: linked.last }
  }
}

interface Linked {
  found: StoredLink | undefined
  last: StoredLink | undefined
  isAll: boolean
}

async function linkSome(tx: Db, vault: Vault, now: Date): Promise<Linked> {
  const isMine = await mayLink(tx)
  const last = await lastLink(tx)
  if (!isMine) return { found: last, last, isAll: true }
  const through = last?.through ?? 0
  const awaited = readAwaited(last?.awaited ?? '').filter(({ until }) => until > now.getTime())
  const ahead: Range = [through + 1, Number.MAX_SAFE_INTEGER]
  const entries = await macsIn(tx, [...awaited.map(({ range }) => range), ahead], MOST_AT_ONCE)
  if (entries.length === 0) return { found: last, last, isAll: true }
  const covers = rangesOf(entries.map(({ seq }) => seq))
  const link = await appendLink(tx, vault, last, {
    kind: 'entries',
    covers: writeRanges(covers),
    through: Math.max(through, entries.at(-1)?.seq ?? 0),
    awaited: writeAwaited(stillAwaited(covers, through, awaited, now)),
    entries: entries.length,
    digest: digestOf(vault, entries.some(({ mac }) => mac === null) ? await entriesIn(tx, covers) : entries),
    linkedAt: now,
  })
  return { found: last, last: link, isAll: entries.length < MOST_AT_ONCE }
}

/** Puts a link at the end of the chain. Two at once: the second has no place, and its transaction fails. */
export async function appendLink(
  tx: Db,
  vault: Vault,
  last: StoredLink | undefined,
  what: Omit<StoredLink, 'number' | 'hash'>,
): Promise<StoredLink> {
  const link = { ...what, number: (last?.number ?? 0) + 1 }
  const sealed = { ...link, hash: linkHash(vault, last?.hash ?? NOTHING_BEFORE, link) }
  await insertLink(tx, sealed)
  return sealed
}

/** Of entries in their order: each with its place and its seal. An entry older than the chain is sealed by its first link. */
export function digestOf(vault: Vault, entries: (Pick<StoredEntry, 'seq' | 'mac'> | StoredEntry)[]): Buffer {
  const hash = createHash('sha256')
  for (const entry of entries) {
    const seal = entry.mac ? entry.mac.toString('base64') : `older/${sealNow(vault, entry).toString('base64')}`
    hash.update(`${entry.seq}:${seal}\n`)
  }
  return hash.digest()
}

function sealNow(vault: Vault, entry: Pick<StoredEntry, 'seq'> | StoredEntry): Buffer {
  if (!('id' in entry)) throw new Error(`Entry ${entry.seq} has no seal and was not read whole.`)
  return entryMac(vault, entry)
}

function stillAwaited(covers: Range[], through: number, awaited: Awaited[], now: Date): Awaited[] {
  const highest = covers.at(-1)?.[1] ?? 0
  const fresh = gapsIn(covers, [through + 1, Math.max(through, highest)])
  const until = now.getTime() + STILL_MAY_COME_MS
  return [
    ...awaited.flatMap(({ range, until }) => gapsIn(union(covers), range).map((left) => ({ range: left, until }))),
    ...fresh.map((range) => ({ range, until })),
  ]
}

export function readAwaited(text: string): Awaited[] {
  return text.split(' ').flatMap((part) => {
    const [, from = '', to = from, until = ''] = /^(\d+)(?:-(\d+))?@(\d+)$/.exec(part) ?? []
    return from === '' ? [] : [{ range: [Number(from), Number(to)] as Range, until: Number(until) }]
  })
}

function writeAwaited(awaited: Awaited[]): string {
  return awaited.map(({ range, until }) => `${writeRanges([range])}@${until}`).join(' ')
}
