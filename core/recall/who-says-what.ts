import type { FanIndex } from './fan-index.ts'

/** With fewer messages reading them through is as fast. */
const WORTH_LISTING = 500
/** Made anew when so much of it has come since: a small share, so that a list is seldom made. */
const SHARE_NOT_LISTED = 1 / 8
/** A hash of 32 bits and a message below this are one whole number that a double holds exactly. */
const MOST_DOCS = 2 ** 21

/** For each term of an index the messages that say it. */
export interface Sayings {
  /** The messages before this one are in it. */
  covers: number
  /** Oldest first; one that says it twice is there twice. */
  saying(hash: number): Int32Array
}

/** Null: searched once, and not yet worth a list. */
const listOf = new WeakMap<FanIndex, Sayings | null>()

/** Made with the second search: most indexes that are fetched for one draft never see another. */
export function whoSaysWhat(index: FanIndex): Sayings | undefined {
  const known = listOf.get(index)
  if (known && index.count - known.covers <= Math.max(WORTH_LISTING, known.covers * SHARE_NOT_LISTED)) return known
  const isWorthIt = known !== undefined && index.count >= WORTH_LISTING && index.count < MOST_DOCS
  const list = isWorthIt ? listed(index) : null
  listOf.set(index, list)
  return list ?? undefined
}

function listed({ count, starts, terms }: FanIndex): Sayings {
  const end = starts[count] ?? 0
  const pairs = new Float64Array(end)
  for (let doc = 0; doc < count; doc += 1) {
    for (let at = starts[doc] ?? 0; at < (starts[doc + 1] ?? 0); at += 1) pairs[at] = (terms[at] ?? 0) * MOST_DOCS + doc
  }
  pairs.sort()
  const docs = new Int32Array(end)
  const hashes: number[] = []
  const begins: number[] = []
  for (let at = 0; at < end; at += 1) {
    const hash = Math.floor((pairs[at] ?? 0) / MOST_DOCS)
    docs[at] = (pairs[at] ?? 0) - hash * MOST_DOCS
    if (hashes.at(-1) === hash) continue
    hashes.push(hash)
    begins.push(at)
  }
  const sorted = Uint32Array.from(hashes)
  const from = Int32Array.from([...begins, end])
  return {
    covers: count,
    saying(hash) {
      const place = placeOf(sorted, hash)
      return sorted[place] === hash ? docs.subarray(from[place], from[place + 1]) : docs.subarray(0, 0)
    },
  }
}

/** The first that is not below. */
function placeOf(sorted: Uint32Array, wanted: number): number {
  let [low, high] = [0, sorted.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] ?? 0) < wanted) low = middle + 1
    else high = middle
  }
  return low
}
