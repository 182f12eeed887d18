import { chooseByOdds } from '../../personality/emojis.ts'

/** A stream of numbers in [0, 1) that is the same for the same words: drafts vary, and a test can repeat them. */
export function seeded(words: string): () => number {
  let state = 2_166_136_261
  for (let index = 0; index < words.length; index += 1) state = Math.imul(state ^ words.charCodeAt(index), 16_777_619)
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** So many earlier drafts say which phrases are worn. */
const HEARD = 60

export interface Chooser {
  /** One of them: among those said least often to this fan, a random one. Undefined when there is none to choose. */
  pick(phrases: readonly string[]): string | undefined
  chance(probability: number): boolean
  /** One of them, as often as its share says. */
  draw(odds: ReadonlyMap<string, number>): string | undefined
}

/**
 * Chooses phrases so that nobody hears the same one again before the others had their turn.
 * @param said what was drafted for this fan before, latest first, folded
 */
export function createChooser(random: () => number, said: readonly string[]): Chooser {
  const latest = said.slice(0, HEARD)
  const worn = (phrase: string) => {
    const core = coreOf(phrase)
    // Nothing of its own to recognise it by: neither fresh nor worn.
    if (core.length < 4) return 3
    // A phrase heard in the last replies weighs more than one heard long ago.
    return latest.reduce((sum, text, age) => (text.includes(core) ? sum + (age < 6 ? 10 : 1) : sum), 0)
  }
  return {
    pick(phrases) {
      if (phrases.length === 0) return undefined
      const rated = phrases.map((phrase) => ({ phrase, rank: worn(phrase) + random() * 0.9 }))
      return rated.reduce((best, next) => (next.rank < best.rank ? next : best)).phrase
    },
    chance: (probability) => random() < probability,
    draw: (odds) => chooseByOdds(odds, random()),
  }
}

export function fold(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The longest stretch of a phrase without a slot. */
function coreOf(phrase: string): string {
  return phrase
    .split(/\{[^}]*\}/u)
    .map(fold)
    .reduce((longest, part) => (part.length > longest.length ? part : longest), '')
}
