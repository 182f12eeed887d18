import type { FanIndex } from './fan-index.ts'
import { whoSaysWhat } from './who-says-what.ts'

/** Small enough to stay near the processor. */
const SLOTS = 8_192
/** For the lowest bits of a hash: the first of the wanted that has them; 0 for none. Empty between calls. */
const heads = new Int32Array(SLOTS)
/** Where in the terms something wanted was found, and which. Grows with the longest history and is used again. */
let places = new Int32Array(4_096)
let kinds = new Int32Array(4_096)

/**
 * A message that says a word twice is found twice. What the list of who says what does not cover yet is read through.
 * @returns by hash: the messages that say it, oldest first; nothing for what nobody says
 */
export function findOccurrences(index: FanIndex, wanted: number[]): Map<number, Int32Array> {
  const list = whoSaysWhat(index)
  const read = readThrough(index, wanted, list?.covers ?? 0)
  if (!list) return read
  const occurrences = new Map<number, Int32Array>()
  for (const hash of wanted) {
    const [listed, later] = [list.saying(hash), read.get(hash)]
    const docs = later ? Int32Array.from([...listed, ...later]) : listed
    if (docs.length > 0) occurrences.set(hash, docs)
  }
  return occurrences
}

/** Reads the terms of all messages from this one on once. */
function readThrough(index: FanIndex, wanted: number[], fromDoc: number): Map<number, Int32Array> {
  if (fromDoc === index.count) return new Map()
  const found = scan(index, wanted, fromDoc)
  const ends = new Int32Array(wanted.length + 1)
  for (let hit = 0; hit < found; hit += 1) {
    const kind = kinds[hit] ?? 0
    ends[kind] = (ends[kind] ?? 0) + 1
  }
  for (let kind = 1; kind < ends.length; kind += 1) ends[kind] = (ends[kind] ?? 0) + (ends[kind - 1] ?? 0)
  const docs = new Int32Array(found)
  const next = Int32Array.from(ends.subarray(0, -1))
  for (let hit = 0, doc = fromDoc; hit < found; hit += 1) {
    while ((index.starts[doc + 1] ?? 0) <= (places[hit] ?? 0)) doc += 1
    const before = (kinds[hit] ?? 0) - 1
    const at = next[before] ?? 0
    docs[at] = doc
    next[before] = at + 1
  }
  const occurrences = new Map<number, Int32Array>()
  for (const [position, hash] of wanted.entries()) {
    const [from = 0, to = 0] = ends.subarray(position, position + 2)
    if (from < to) occurrences.set(hash, docs.subarray(from, to))
  }
  return occurrences
}

/** Most terms are told apart from the wanted ones by their lowest bits. @returns how many places were found */
function scan({ count, starts, terms }: FanIndex, wanted: number[], fromDoc: number): number {
  // Signed, for an engine compares small whole numbers fastest.
  const hashes = Int32Array.from([0, ...wanted])
  const signed = new Int32Array(terms.buffer, terms.byteOffset, terms.length)
  const chain = new Int32Array(hashes.length)
  for (let kind = 1; kind < hashes.length; kind += 1) {
    const slot = (hashes[kind] ?? 0) & (SLOTS - 1)
    chain[kind] = heads[slot] ?? 0
    heads[slot] = kind
  }
  let found = 0
  const end = starts[count] ?? 0
  for (let at = starts[fromDoc] ?? 0; at < end; at += 1) {
    const term = signed[at] ?? 0
    let kind = heads[term & (SLOTS - 1)] ?? 0
    while (kind !== 0 && hashes[kind] !== term) kind = chain[kind] ?? 0
    if (kind === 0) continue
    if (found === places.length) makeRoom()
    places[found] = at
    kinds[found] = kind
    found += 1
  }
  for (const hash of wanted) heads[hash & (SLOTS - 1)] = 0
  return found
}

function makeRoom(): void {
  const [oldPlaces, oldKinds] = [places, kinds]
  places = new Int32Array(oldPlaces.length * 2)
  kinds = new Int32Array(oldKinds.length * 2)
  places.set(oldPlaces)
  kinds.set(oldKinds)
}
