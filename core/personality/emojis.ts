const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const PICTURE = /\p{Extended_Pictographic}/u
const NOT_ALONE = /^[\d#*©®™]/u

/** The emojis of a text as people see them, each time it is used. */
export function emojisIn(text: string): string[] {
  if (!PICTURE.test(text)) return []
  return [...graphemes.segment(text)]
    .map(({ segment }) => segment)
    .filter((segment) => PICTURE.test(segment) && !NOT_ALONE.test(segment))
}

/** A favourite is used so much more often than it would be as one of several equals (MEM-2.3). */
export const FAVOURITE_MORE = 1.3

/**
 * How often each emoji is chosen. All that fit share equally, 1/n each; a favourite gets 30 % more, 1.3/n, up to all there is,
 * and the others share what is left. The odds sum to 1.
 * @param own what the creator uses @param favourites what this fan uses most
 */
export function emojiOdds(own: readonly string[], favourites: readonly string[]): Map<string, number> {
  const liked = [...new Set(favourites)]
  const others = [...new Set(own)].filter((emoji) => !liked.includes(emoji))
  const equal = 1 / (liked.length + others.length)
  const each = others.length === 0 ? equal : Math.min(FAVOURITE_MORE * equal, 1 / liked.length)
  const rest = others.length === 0 ? 0 : Math.max(0, 1 - liked.length * each) / others.length
  return new Map([...liked.map((emoji) => [emoji, each] as const), ...others.map((emoji) => [emoji, rest] as const)])
}

/** @param chance a number in [0, 1) @returns undefined when there is nothing to choose from */
export function chooseByOdds(odds: ReadonlyMap<string, number>, chance: number): string | undefined {
  let left = chance
  for (const [emoji, share] of odds) {
    left -= share
    if (left < 0) return emoji
  }
  return [...odds.keys()].at(-1)
}
