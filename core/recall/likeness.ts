import type { Spoken } from './make-query.ts'
import { type Circle, circlesOf, worthOf } from './meaning.ts'
import { isPale, type Language, languageOf, type Term, termsOf, wordsOf } from './terms.ts'

/** Words of the fact itself count whole, words around it in the quotation less. */
const QUOTED = 0.5
/** What a word that says little counts in a fact, on top of counting less where it was asked for. */
const PALE = 0.5
/** A longer fact is matched by chance more often. */
const B = 0.4
/** With few facts, one that half of them share may still be what was meant: so many others are imagined beside them. */
const IMAGINED = 10
/** In so many messages half is chance: a word said twice in them may still be a rare one. */
const SHORT_HISTORY = 60

export interface Likeness {
  /** What the shared words are worth, in the measure of `rarity`. */
  score: number
  /** Shared words as the fact has them, the most telling first. */
  words: string[]
  /** What the shared circles are worth, 0..: one word that says nearly the same is about 0.5. */
  meaning: number
  /** The words behind the circle that tells most: "exam" was said, the fact has "test". */
  close?: { said: string; noted: string }
}

/** A fact as it is compared. */
export interface Noted {
  terms: Map<number, { word: string; share: number }>
  circles: Map<Circle, Weighed>
  length: number
}
type Weighed = { weight: number; word: string; most: number }

/**
 * How much each fact has to do with what was said: by the words they share, each the rarer the more, and by words that go
 * together. A word or a circle that most facts have tells them apart no more.
 * @param rarity what a word that was said is worth among the fan's messages, weighted; words missing in it count by `never`
 * @param messages in how many messages it was counted
 */
export function likenesses(
  noted: Noted[],
  {
    said,
    rarity,
    messages,
    names,
    language,
  }: { said: Spoken[]; rarity: Map<number, number>; messages: number; names: string[]; language: Language },
): Likeness[] {
  const never = rarityOfUnsaid(messages)
  const { terms, circles } = readSaid(said, new Set(names.flatMap(wordsOf)), language)
  const tells = tellsApart(noted)
  const trusted = messages / (messages + SHORT_HISTORY)
  const averageLength = noted.reduce((sum, { length }) => sum + length, 0) / Math.max(1, noted.length)
  return noted.map((fact) => {
    const size = 1.9 / (1 + 0.9 * (1 - B + (B * fact.length) / Math.max(1, averageLength)))
    const shared: { word: string; score: number }[] = []
    for (const [hash, weight] of terms) {
      const found = fact.terms.get(hash)
      if (!found) continue
      const worth = weight * never * (1 - trusted) + (rarity.get(hash) ?? weight * never) * trusted
      shared.push({ word: found.word, score: worth * found.share * tells.ofTerm(hash) * size })
    }
    shared.sort((a, b) => b.score - a.score)
    const near = [...circles].flatMap(([circle, { weight, word }]) => {
      const found = fact.circles.get(circle)
      if (!found) return []
      const score = worthOf(circle) * full(weight) * full(found.weight) * tells.ofCircle(circle) * size
      return [{ score, said: word, noted: found.word }]
    })
    const best = near.toSorted((a, b) => b.score - a.score).find(({ said, noted }) => said !== noted)
    return {
      score: shared.reduce((sum, { score }) => sum + score, 0),
      words: shared.map(({ word }) => word),
      meaning: near.reduce((sum, { score }) => sum + score, 0),
      ...(best ? { close: { said: best.said, noted: best.noted } } : {}),
    }
  })
}

/** BM25's worth of a word that none of so many messages has. */
export const rarityOfUnsaid = (messages: number) => Math.log(1 + (messages + 0.5) / 0.5)

/** Many words of one circle say it more surely, but not many times over: 1 for one sure word, never above 2. */
const full = (weight: number) => (2 * weight) / (weight + 1)

/** @param language the fan's, for texts that do not show theirs */
export function readFact({ fact, quote }: { fact: string; quote?: string | undefined }, language: Language): Noted {
  const noted: Noted = { terms: new Map(), circles: new Map(), length: 0 }
  const spoken = languageOf(fact, language)
  for (const term of termsOf(fact, spoken)) {
    noted.length += 1
    const share = isPale(term.word) ? PALE : 1
    if (!noted.terms.has(term.hash)) noted.terms.set(term.hash, { word: term.word, share })
    addCircles(noted.circles, term, spoken, 1)
  }
  for (const { hash, word } of quote ? termsOf(quote, languageOf(quote, language)) : []) {
    if (!noted.terms.has(hash)) noted.terms.set(hash, { word, share: QUOTED * (isPale(word) ? PALE : 1) })
  }
  return noted
}

function readSaid(said: Spoken[], names: Set<string>, language: Language) {
  const terms = new Map<number, number>()
  const circles = new Map<Circle, Weighed>()
  for (const { text, weight } of said) {
    const spoken = languageOf(text, language)
    const own = new Map<number, Term>()
    for (const term of termsOf(text, spoken)) {
      if (names.has(term.word)) continue
      terms.set(term.hash, Math.max(terms.get(term.hash) ?? 0, weight))
      own.set(term.hash, term)
    }
    for (const term of own.values()) addCircles(circles, term, spoken, weight)
  }
  return { terms, circles }
}

function addCircles(found: Map<Circle, Weighed>, term: Term, language: Language, weight: number): void {
  const { circles, share } = circlesOf(term, language)
  for (const circle of circles) {
    const known = found.get(circle) ?? { weight: 0, word: term.word, most: 0 }
    const isMost = share * weight > known.most
    found.set(circle, {
      weight: known.weight + share * weight,
      word: isMost ? term.word : known.word,
      most: isMost ? share * weight : known.most,
    })
  }
}

/** What being in some facts and not in others is worth: 1 when only one has it, near 0 when all of very many do. */
function tellsApart(noted: Noted[]) {
  const all = noted.length + IMAGINED
  const rare = (have: number) => Math.log(1 + (all - have + 0.5) / (have + 0.5))
  const worth = (has: (fact: Noted) => boolean, known: Map<number, number>, key: number) => {
    const before = known.get(key)
    if (before !== undefined) return before
    const made = rare(noted.reduce((have, fact) => have + (has(fact) ? 1 : 0), 0)) / rare(1)
    known.set(key, made)
    return made
  }
  const [terms, circles] = [new Map<number, number>(), new Map<Circle, number>()]
  return {
    ofTerm: (hash: number) => worth((fact) => fact.terms.has(hash), terms, hash),
    ofCircle: (circle: Circle) => worth((fact) => fact.circles.has(circle), circles, circle),
  }
}
