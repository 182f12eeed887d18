import { ASSOCIATIONS_EN } from './associations.en.ts'
import { ASSOCIATIONS_FR } from './associations.fr.ts'
import { isPale, type Language, type Term, termsOf } from './terms.ts'

/** What two words share: words that say nearly the same stand in one close circle, all of one theme in one wide circle. */
export type Circle = number

/** What sharing a circle is worth beside being the same word. Set by hand; docs/recall.md tells what they were measured on. */
const CLOSE = 0.5
const WIDE = 0.15
/** A theme's wide circle has the first number of its block, its close circles the others. */
const BLOCK = 16

export interface Related {
  hash: number
  word: string
  /** 0..1: what the word is worth in place of the one that was asked about. */
  strength: number
}

export const worthOf = (circle: Circle): number => (circle % BLOCK === 0 ? WIDE : CLOSE)

/** The circles a word stands in, and how surely: a word of many meanings belongs to each only by a share. */
export function circlesOf({ hash, word }: Term, language: Language): { circles: readonly Circle[]; share: number } {
  const close = isPale(word) ? [] : (lexicon(language).circles.get(hash) ?? [])
  const wide = new Set(close.map((circle) => circle - (circle % BLOCK)))
  return { circles: [...close, ...wide], share: close.length === 0 ? 0 : 1 / close.length }
}

/** Other words that go with a word, in its language, the closest first; none for a word that says little or is not listed. */
export function related(word: string, language: Language): Related[] {
  const [term] = termsOf(word, language)
  if (!term) return []
  const { circles, share } = circlesOf(term, language)
  const found = new Map<number, Related>()
  for (const circle of circles) {
    for (const other of lexicon(language).members.get(circle) ?? []) {
      const strength = worthOf(circle) * share
      if (other.hash !== term.hash && !isPale(other.word) && strength > (found.get(other.hash)?.strength ?? 0)) {
        found.set(other.hash, { ...other, strength })
      }
    }
  }
  return [...found.values()].toSorted((a, b) => b.strength - a.strength)
}

interface Lexicon {
  /** The close circles of a word, by the hash of its stem. */
  circles: Map<number, Circle[]>
  members: Map<Circle, Term[]>
}

const lexicons: Partial<Record<Language, Lexicon>> = {}

/** Read when the first message needs it. */
function lexicon(language: Language): Lexicon {
  const known = lexicons[language]
  if (known) return known
  const made = readLexicon(language === 'fr' ? ASSOCIATIONS_FR : ASSOCIATIONS_EN, language)
  lexicons[language] = made
  return made
}

function readLexicon(themes: Record<string, string>, language: Language): Lexicon {
  const circles: Lexicon['circles'] = new Map()
  const members: Lexicon['members'] = new Map()
  for (const [theme, line] of Object.values(themes).entries()) {
    const wide = theme * BLOCK
    for (const [position, group] of line.split('|').entries()) {
      const close = wide + position + 1
      for (const term of termsOf(group, language)) {
        const known = circles.get(term.hash) ?? []
        if (!known.includes(close)) circles.set(term.hash, [...known, close])
        for (const circle of [wide, close]) members.set(circle, [...(members.get(circle) ?? []), term])
      }
    }
  }
  return { circles, members }
}
