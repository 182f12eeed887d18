import { type FanIndex, idAt } from './fan-index.ts'
import type { Called } from './rank-messages.ts'

/** What standing out most in meaning is worth beside the best message that words found. */
const SHARE = 0.6
/** And when words found nothing: as much as a message that is surely asked for. */
const ALONE = 6
/** Of those that only a model finds. */
const MOST = 3

/**
 * One ranking of what words found and of what an embedding model finds close in meaning: what both find comes first.
 * @param close 0.5..1 by id of the message
 */
export function fuseClose(
  hits: Called[],
  close: Map<string, number>,
  { index, skip }: { index: FanIndex; skip: (doc: number) => boolean },
): Called[] {
  if (close.size === 0) return hits
  const worth = Math.max(ALONE, hits[0]?.score ?? 0) * SHARE
  const places = placesOfIds(index, close)
  const both = hits.map((hit): Called => {
    const strength = places.get(hit.doc)
    return strength === undefined ? hit : { ...hit, score: hit.score + strength * worth, isClose: true }
  })
  const found = new Set(hits.map(({ doc }) => doc))
  const others = [...places]
    .filter(([doc]) => !found.has(doc) && !skip(doc))
    .toSorted((a, b) => b[1] - a[1])
    .slice(0, MOST)
    .map(([doc, strength]): Called => ({ doc, score: strength * worth, own: [], beside: [], isClose: true }))
  return [...both, ...others].toSorted((a, b) => b.score - a.score)
}

/** Ids differ in their last bytes, so that few have to be written out to compare. */
function placesOfIds(index: FanIndex, close: Map<string, number>): Map<number, number> {
  const ends = new Set([...close.keys()].map((id) => Number.parseInt(id.slice(-4), 16)))
  const places = new Map<number, number>()
  for (let doc = 0; doc < index.count; doc += 1) {
    const end = ((index.ids[doc * 16 + 14] ?? 0) << 8) | (index.ids[doc * 16 + 15] ?? 0)
    const strength = ends.has(end) ? close.get(idAt(index, doc)) : undefined
    if (strength !== undefined) places.set(doc, strength)
  }
  return places
}
