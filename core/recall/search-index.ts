import { addDays, type DayHint } from './days-named.ts'
import type { FanIndex } from './fan-index.ts'
import { findOccurrences } from './find-occurrences.ts'
import { TRAITS } from './message-traits.ts'
import { WEIGHTS, type Weights } from './weights.ts'

/** What is looked for. */
export interface Query {
  /** By hash of the stem. */
  terms: Map<number, Wanted>
  /** Whose words are asked about, when that is known. */
  speaker?: 'fan' | 'creator' | undefined
  /** Both are named, and the speaker is only the more likely one. */
  areBothNamed?: boolean
  /** The traits that an answer should have. */
  seeks?: number
  /** Days that it names. */
  days?: DayHint[]
}

/** A term that is looked for. */
export interface Wanted {
  weight: number
  /** Other words that stand for it, by the hash of their stem: how much of it each is, 0..1. */
  kin: Map<number, number>
}

export interface Hit {
  /** Its place in the index. */
  doc: number
  score: number
  /** Which of the query's terms, or of their kin, it says itself, the most telling first; empty when only its neighbours do. */
  own: number[]
  /** When it says none itself: those that its nearest neighbours say. */
  beside: number[]
}

/** A question has some six terms that find anything, a talk of several messages sixty. */
const MOST_TERMS = 24

/**
 * Ranks a fan's messages for a query by BM25 over windows: a message counts with the words of its neighbours, because in chat
 * the answer stands beside the words one searches by. A term and its kin count as one word. Nothing said
 * by one search is known to the next.
 * @param skip places that must not be found
 * @returns the hits, best first, and what each term and each of its kin is worth: the rarer the more
 */
export function searchIndex(
  index: FanIndex,
  query: Query,
  { limit, skip, weights = WEIGHTS }: { limit: number; skip?: (doc: number) => boolean; weights?: Weights },
): { hits: Hit[]; rarity: Map<number, number> } {
  const { terms, rarity } = weigh(index, query)
  const { scores, counts, spread } = emptyScratch(index.count)
  const longer = (weights.k1 * weights.b) / Math.max(1, (index.starts[index.count] ?? 0) / index.count)
  for (const { weight, parts } of terms) {
    const said = countOf(parts, counts)
    const most = rarityOf(said.length, index.count) * weight * (weights.k1 + 1)
    for (const doc of spreadCounts(index, { said, counts, spread }, weights)) {
      const count = spread[doc] ?? 0
      const length = (index.starts[doc + 1] ?? 0) - (index.starts[doc] ?? 0)
      scores[doc] = (scores[doc] ?? 0) + (most * count) / (count + weights.k1 * (1 - weights.b) + longer * length)
      spread[doc] = 0
    }
  }
  addDays(index, scores, query.days ?? [], weights.day)
  const reach = Math.max(weights.before.length, weights.after.length)
  const hits = best(index, { scores, query, limit, skip }, weights).map(({ doc, score }) => ({
    doc,
    score,
    ...whatCalled(index, rarity, doc, reach),
  }))
  return { hits, rarity }
}

/** By message; of all searches one after the other, for memory that is thrown away costs more than it seems. */
const scratch = { scores: new Float32Array(0), counts: new Float32Array(0), spread: new Float32Array(0) }

/** `counts` and `spread` are left empty by whoever filled them. */
function emptyScratch(count: number): typeof scratch {
  if (scratch.scores.length < count) {
    const room = Math.ceil(count * 1.25)
    scratch.scores = new Float32Array(room)
    scratch.counts = new Float32Array(room)
    scratch.spread = new Float32Array(room)
  }
  const scores = scratch.scores.subarray(0, count).fill(0)
  return { ...scratch, scores }
}

/** A term with all that counts as it. */
interface Term {
  weight: number
  /** The messages that say the term itself, and those that say each of its kin. */
  parts: { docs: Int32Array; share: number }[]
  worth: number
}

const rarityOf = (said: number, count: number) => Math.log(1 + (count - said + 0.5) / (said + 0.5))

/** What each term is worth here. Of a long talk only the most telling ones are searched by: the others cost most and say least. */
function weigh(index: FanIndex, query: Query): { terms: Term[]; rarity: Map<number, number> } {
  const wanted = new Set([...query.terms].flatMap(([hash, { kin }]) => [hash, ...kin.keys()]))
  const occurrences = findOccurrences(index, [...wanted])
  const rarity = new Map<number, number>()
  const terms: Term[] = []
  for (const [hash, { weight, kin }] of query.terms) {
    const parts = [[hash, 1] as const, ...kin].flatMap(([other, share]) => {
      const docs = occurrences.get(other)
      return docs ? [{ docs, share }] : []
    })
    const said = parts.reduce((sum, { docs }) => sum + docs.length, 0)
    const worth = rarityOf(Math.min(said, index.count), index.count) * weight
    rarity.set(hash, Math.max(rarity.get(hash) ?? 0, worth))
    for (const [other, share] of kin) rarity.set(other, Math.max(rarity.get(other) ?? 0, worth * share))
    if (parts.length > 0) terms.push({ weight, parts, worth })
  }
  return { terms: terms.toSorted((a, b) => b.worth - a.worth).slice(0, MOST_TERMS), rarity }
}

/** Counts a term and its kin as one word. @returns the messages that say any of them */
function countOf(parts: Term['parts'], counts: Float32Array): number[] {
  const said: number[] = []
  for (const { docs, share } of parts) {
    for (let position = 0; position < docs.length; position += 1) {
      const doc = docs[position] ?? 0
      if (counts[doc] === 0) said.push(doc)
      counts[doc] = (counts[doc] ?? 0) + share
    }
  }
  return said
}

/** Credits neighbours within the sitting, and empties the counts. @returns the messages that have something now */
function spreadCounts(
  { count, sitting }: FanIndex,
  { said, counts, spread }: { said: number[]; counts: Float32Array; spread: Float32Array },
  { before, after }: Weights,
): number[] {
  const touched: number[] = []
  const credit = (doc: number, amount: number) => {
    if (spread[doc] === 0) touched.push(doc)
    spread[doc] = (spread[doc] ?? 0) + amount
  }
  for (const doc of said) {
    const times = counts[doc] ?? 0
    counts[doc] = 0
    credit(doc, times)
    for (let step = 1; step <= before.length && doc + step < count && sitting[doc + step] === sitting[doc]; step += 1) {
      credit(doc + step, times * (before[step - 1] ?? 0))
    }
    for (let step = 1; step <= after.length && doc >= step && sitting[doc - step] === sitting[doc]; step += 1) {
      credit(doc - step, times * (after[step - 1] ?? 0))
    }
  }
  return touched
}

/** What a message is worth before a word of it is compared. */
function prior({ traits, sitting }: FanIndex, doc: number, query: Query, weights: Weights): number {
  const has = traits[doc] ?? 0
  let worth = 1
  if (has & TRAITS.asks) worth *= weights.asks
  if (has & TRAITS.answers) worth *= weights.answers
  if (has & TRAITS.firstPerson) worth *= weights.firstPerson
  if (has & TRAITS.timed) worth *= weights.timed
  if (has & TRAITS.reacts) worth *= weights.reacts
  if (doc < 2 || sitting[doc - 2] !== sitting[doc]) worth *= weights.opens
  for (let sought = has & (query.seeks ?? 0); sought !== 0; sought &= sought - 1) worth *= weights.seeks
  if (query.speaker === (has & TRAITS.outbound ? 'creator' : 'fan')) {
    worth *= query.areBothNamed ? weights.firstNamed : weights.speaker
  }
  return worth
}

/** The places with the highest scores, best first; of equals the latest. Most can never be among them, and are not weighed. */
function best(
  index: FanIndex,
  {
    scores,
    query,
    limit,
    skip,
  }: { scores: Float32Array; query: Query; limit: number; skip: ((doc: number) => boolean) | undefined },
  weights: Weights,
): { doc: number; score: number }[] {
  const top: { doc: number; score: number }[] = []
  const highest = highestPrior(query, weights)
  let least = 0
  for (let doc = index.count - 1; doc >= 0; doc -= 1) {
    const words = scores[doc] ?? 0
    if (words === 0 || words * highest <= least) continue
    const score = words * prior(index, doc, query, weights)
    if (score <= least || skip?.(doc)) continue
    let place = top.length
    while (place > 0 && (top[place - 1]?.score ?? 0) < score) place -= 1
    top.splice(place, 0, { doc, score })
    if (top.length > limit) top.pop()
    if (top.length === limit) least = top[limit - 1]?.score ?? 0
  }
  return top
}

/** More than any message can be worth before its words. */
function highestPrior({ speaker, seeks = 0 }: Query, weights: Weights): number {
  const { asks, answers, firstPerson, timed, reacts, opens, firstNamed } = weights
  const always = [asks, answers, firstPerson, timed, reacts, opens].reduce(
    (most, worth) => most * Math.max(1, worth),
    1,
  )
  return always * Math.max(1, weights.seeks) ** bitsOf(seeks) * (speaker ? Math.max(1, weights.speaker, firstNamed) : 1)
}

const bitsOf = (set: number): number => (set === 0 ? 0 : 1 + bitsOf(set & (set - 1)))

function whatCalled(
  index: FanIndex,
  rarity: Map<number, number>,
  doc: number,
  reach: number,
): Pick<Hit, 'own' | 'beside'> {
  const called = (at: number) => {
    const hashes = new Set(index.terms.subarray(index.starts[at], index.starts[at + 1]))
    return [...hashes]
      .filter((hash) => rarity.has(hash))
      .toSorted((a, b) => (rarity.get(b) ?? 0) - (rarity.get(a) ?? 0))
  }
  const own = called(doc)
  for (let step = 1; step <= reach && own.length === 0; step += 1) {
    for (const near of [doc - step, doc + step]) {
      if (near < 0 || near >= index.count || index.sitting[near] !== index.sitting[doc]) continue
      const beside = called(near)
      if (beside.length > 0) return { own, beside }
    }
  }
  return { own, beside: [] }
}
