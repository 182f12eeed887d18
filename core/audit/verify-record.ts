import type { StoredEntry, StoredLink } from '../../db/audit-links.ts'
import { gapsIn, isIn, type Range, readRanges, sizeOf, union } from '../../db/audit-ranges.ts'
import { entryMac, linkHash, NOTHING_BEFORE } from '../../db/audit-seal.ts'
import type { Vault } from '../../db/vault.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { digestOf, readAwaited } from './link-entries.ts'

/** Where a record is read from: the database, or rows in memory. */
export interface RecordSource {
  /** In order. */
  linksAfter(number: number, limit: number): Promise<StoredLink[]>
  newestDrop(): Promise<StoredLink | undefined>
  /** In order. */
  entriesIn(ranges: Range[], limit?: number): Promise<StoredEntry[]>
  repeatedEntry(): Promise<number | undefined>
}

export type DamageKind =
  | 'entry-changed'
  | 'entries-gone'
  | 'entries-moved'
  | 'entry-without-link'
  | 'entry-twice'
  | 'link-changed'
  | 'link-gone'
  | 'checkpoint-changed'
  | 'end-cut-off'
  | 'chain-made-anew'

/** The first thing that is not as it was written. @see place: the entry's or link's number, or the line of a checkpoint */
export interface Damage {
  kind: DamageKind
  place: string
}

export interface Verified {
  entries: number
  links: number
  checkpoints: number
  /** The last link that is right, and everything before it with it. */
  through: { number: number; at: Date; hash: Buffer } | undefined
  /** Entries too young to be in a link yet, and since when the oldest waits. */
  waiting: { count: number; since: Date | undefined }
  /** Links whose entries were dropped when they were old enough. */
  dropped: number
  damage: Damage | undefined
}

const LINKS_AT_ONCE = 200
const ENTRIES_AT_ONCE = 5_000

/**
 * Reads a whole record and says whether it is as it was written: each entry's seal, each link and the one before it, that every
 * entry is in exactly one link, and that the chain is the one the checkpoints saw. It stops at the first damage.
 * @param checkpoints lines that were kept elsewhere; empty lines are passed over
 */
export async function verifyRecord(
  source: RecordSource,
  { vault, checkpoints = [] }: { vault: Vault; checkpoints?: string[] },
): Promise<Verified> {
  const verified: Verified = {
    entries: 0,
    links: 0,
    checkpoints: 0,
    through: undefined,
    waiting: { count: 0, since: undefined },
    dropped: 0,
    damage: undefined,
  }
  try {
    const seen = readCheckpoints(vault, checkpoints, verified)
    const { covered, awaited, last } = await verifyChain(source, vault, seen, verified)
    await verifyOutside(source, vault, { covered, awaited, through: last?.through ?? 0 }, verified)
    const repeated = await source.repeatedEntry()
    if (repeated !== undefined) throw new Found('entry-twice', `entry ${repeated}`)
    const ahead = seen.find(({ number }) => number > (last?.number ?? 0))
    if (ahead) throw new Found('end-cut-off', `link ${(last?.number ?? 0) + 1}, known until ${ahead.number}`)
  } catch (error) {
    if (!(error instanceof Found)) throw error
    verified.damage = { kind: error.kind, place: error.place }
  }
  return verified
}

/**
 * Checks the links after a known one, with their entries: what is quick enough for every look at a page.
 * @param known the link before, taken as right; undefined begins at the first
 */
export async function verifyTail(
  source: Pick<RecordSource, 'linksAfter' | 'entriesIn'>,
  { vault, known }: { vault: Vault; known: { number: number; hash: Buffer; at: Date } | undefined },
): Promise<Pick<Verified, 'through' | 'damage'>> {
  let through = known
  try {
    for (;;) {
      const links = await source.linksAfter(through?.number ?? 0, LINKS_AT_ONCE)
      for (const link of links) {
        verifyLink(vault, through ?? { number: 0, hash: NOTHING_BEFORE }, link)
        if (link.kind === 'entries') await verifyEntries(source, vault, link)
        through = { number: link.number, at: link.linkedAt, hash: link.hash }
      }
      if (links.length < LINKS_AT_ONCE) return { through, damage: undefined }
    }
  } catch (error) {
    if (!(error instanceof Found)) throw error
    return { through, damage: { kind: error.kind, place: error.place } }
  }
}

function verifyLink(vault: Vault, before: { number: number; hash: Buffer }, link: StoredLink): void {
  if (link.number !== before.number + 1) throw new Found('link-gone', `link ${before.number + 1}`)
  if (!linkHash(vault, before.hash, link).equals(link.hash)) throw new Found('link-changed', `link ${link.number}`)
}

/** Ends the reading: nothing after the first damage says anything for sure. */
class Found extends Error {
  readonly kind: DamageKind
  readonly place: string
  constructor(kind: DamageKind, place: string) {
    super(`${kind}: ${place}`)
    this.kind = kind
    this.place = place
  }
}

function readCheckpoints(vault: Vault, lines: string[], verified: Verified): Checkpoint[] {
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    const checkpoint = readCheckpoint(vault, line)
    if (!checkpoint) throw new Found('checkpoint-changed', `line ${index + 1}`)
    verified.checkpoints += 1
    return [checkpoint]
  })
}

async function verifyChain(source: RecordSource, vault: Vault, seen: Checkpoint[], verified: Verified) {
  const drop = await source.newestDrop()
  const dropped = drop ? (readRanges(drop.covers)?.at(-1)?.[1] ?? 0) : 0
  verified.dropped = dropped
  let before = { number: dropped, hash: drop?.digest ?? NOTHING_BEFORE }
  let covered: Range[] = []
  let last: StoredLink | undefined
  const wanted = Map.groupBy(seen, ({ number }) => number)
  const compare = ({ number, hash }: { number: number; hash: Buffer }) => {
    if (wanted.get(number)?.some((checkpoint) => !checkpoint.hash.equals(hash))) {
      throw new Found('chain-made-anew', `link ${number}`)
    }
  }
  compare(before)
  for (;;) {
    const links = await source.linksAfter(last?.number ?? 0, LINKS_AT_ONCE)
    for (const link of links) {
      verifyLink(vault, before, link)
      compare(link)
      if (link.kind === 'entries') {
        const ranges = await verifyEntries(source, vault, link)
        const together = union(covered, ranges)
        if (sizeOf(together) !== sizeOf(covered) + link.entries) throw new Found('entry-twice', `link ${link.number}`)
        covered = together
        verified.entries += link.entries
      }
      verified.links += 1
      verified.through = { number: link.number, at: link.linkedAt, hash: link.hash }
      before = link
      last = link
    }
    if (links.length < LINKS_AT_ONCE) break
    // A long record must not hold up everybody else.
    await new Promise((resolve) => setTimeout(resolve, 0))
  }
  // What a drop says holds only as part of the chain.
  if (drop && (last?.number ?? 0) < drop.number) throw new Found('link-gone', `link ${before.number + 1}`)
  return { covered, awaited: readAwaited(last?.awaited ?? '').map(({ range }) => range), last }
}

async function verifyEntries(
  source: Pick<RecordSource, 'entriesIn'>,
  vault: Vault,
  link: StoredLink,
): Promise<Range[]> {
  const place = `link ${link.number}`
  const ranges = readRanges(link.covers)
  if (!ranges || sizeOf(ranges) !== link.entries) throw new Found('link-changed', place)
  const entries = await source.entriesIn(ranges)
  // Only the first link may cover what was written before there were seals.
  for (const entry of entries) verifySeal(vault, entry, link.number === 1)
  if (entries.length < link.entries) {
    const here = new Set(entries.map(({ seq }) => seq))
    const gone = gapsIn(
      entries.map(({ seq }) => [seq, seq]),
      [ranges[0]?.[0] ?? 0, ranges.at(-1)?.[1] ?? 0],
    ).find(([seq]) => isIn(ranges, seq) && !here.has(seq))
    throw new Found('entries-gone', `entry ${gone?.[0] ?? '?'} of ${place}`)
  }
  if (!digestOf(vault, entries).equals(link.digest)) throw new Found('entries-moved', place)
  return ranges
}

function verifySeal(vault: Vault, entry: StoredEntry, mayBeOlder: boolean): void {
  if (entry.mac === null ? mayBeOlder : entryMac(vault, entry).equals(entry.mac)) return
  throw new Found('entry-changed', `entry ${entry.seq}`)
}

/** Entries in no link: young ones at the end wait for theirs; between entries that have one nobody waits. */
async function verifyOutside(
  source: RecordSource,
  vault: Vault,
  { covered, awaited, through }: { covered: Range[]; awaited: Range[]; through: number },
  verified: Verified,
): Promise<void> {
  let next = Number.MIN_SAFE_INTEGER
  for (;;) {
    const outside = gapsIn(covered, [next, Number.MAX_SAFE_INTEGER])
    const found = await source.entriesIn(outside, ENTRIES_AT_ONCE)
    for (const entry of found) {
      // Before the first link everything is older than the chain, or waits for it.
      verifySeal(vault, entry, verified.links === 0)
      if (entry.seq <= through && !isIn(awaited, entry.seq)) {
        throw new Found('entry-without-link', `entry ${entry.seq}`)
      }
      verified.waiting.count += 1
      if (!verified.waiting.since || entry.happenedAt < verified.waiting.since) {
        verified.waiting.since = entry.happenedAt
      }
    }
    if (found.length < ENTRIES_AT_ONCE) return
    next = (found.at(-1)?.seq ?? next) + 1
  }
}
