import { daysNamed } from './days-named.ts'
import { kinOf } from './kin-of-words.ts'
import { traitsSought } from './message-traits.ts'
import type { Query, Wanted } from './search-index.ts'
import { isPale, type Language, languageOf, termsOf, wordsOf } from './terms.ts'
import { WEIGHTS, type Weights } from './weights.ts'

/** A text to search by, and how much it matters beside the others: the latest words most. */
export interface Spoken {
  text: string
  weight: number
}

/**
 * Turns what was said into what is looked for. The fan's and the creator's names find nothing, being everywhere, but say whose
 * words are asked about.
 * @returns the query, and for each term and each of its kin a word it is written as
 */
export function makeQuery(
  spoken: Spoken[],
  { fanName, creatorName, language }: { fanName: string; creatorName: string; language: Language },
  weights: Weights = WEIGHTS,
): { query: Query; words: Map<number, string> } {
  const terms = new Map<number, Wanted>()
  const words = new Map<number, string>()
  const names = { fan: new Set(wordsOf(fanName)), creator: new Set(wordsOf(creatorName)) }
  for (const { text, weight } of spoken) {
    const spokenIn = languageOf(text, language)
    for (const { hash, word } of termsOf(text, spokenIn)) {
      if (names.fan.has(word) || names.creator.has(word)) continue
      const worth = isPale(word) ? weight * weights.pale : weight
      if (worth <= (terms.get(hash)?.weight ?? 0)) continue
      // What was said earlier, and words that are everywhere, are looked for as they were said.
      const kin = weight < 1 || isPale(word) ? [] : kinWanted(hash, spokenIn, weights)
      terms.set(hash, { weight: worth, kin: new Map(kin.map((other) => [other.hash, other.share])) })
      for (const other of [{ hash, word }, ...kin]) if (!words.has(other.hash)) words.set(other.hash, other.word)
    }
  }
  const text = spoken.map(({ text }) => text).join('\n')
  return { query: { terms, ...whoIsMeant(text, names), seeks: traitsSought(text), days: daysNamed(text) }, words }
}

function kinWanted(hash: number, language: Language, { same, kind }: Weights) {
  const shares = { same, kind }
  return kinOf(hash, language)
    .map((kin) => ({ ...kin, share: shares[kin.kinship] }))
    .filter(({ share }) => share > 0)
}

/** One who is named is asked about; of two, the one who is named first, unless they are named in one breath. */
function whoIsMeant(
  text: string,
  names: { fan: Set<string>; creator: Set<string> },
): Pick<Query, 'speaker' | 'areBothNamed'> {
  const words = wordsOf(text)
  const [fan, creator] = [
    words.findIndex((word) => names.fan.has(word)),
    words.findIndex((word) => names.creator.has(word)),
  ]
  if (fan < 0 && creator < 0) return {}
  if (fan < 0 || creator < 0) return { speaker: fan < 0 ? 'creator' : 'fan' }
  const isOneBreath = Math.abs(fan - creator) === 2 && /^(?:and|et)$/.test(words[Math.min(fan, creator) + 1] ?? '')
  return isOneBreath ? {} : { speaker: fan < creator ? 'fan' : 'creator', areBothNamed: true }
}
