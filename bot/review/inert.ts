const MOST_MARKS = 6
const BIDI = /[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROLS = /[\u0000-\u0008\u000B-\u001F\u007F-\u009F]/gu
const JOINER = '\u2060'

/** What a fan wrote, as it can do no harm in a chat of ours: nothing turns the line round, piles up, links or calls anybody. */
export function inertText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?/g, '\n')
    .replace(BIDI, '')
    .replace(CONTROLS, '')
    .replace(new RegExp(`(\\p{M}{${MOST_MARKS}})\\p{M}+`, 'gu'), '$1')
    .replace(/\n{3,}/g, '\n\n')
    .replace(/(^|[\s(])([@#/$])(?=\w)/gu, `$1$2${JOINER}`)
    .replace(/:\/\//g, `:${JOINER}//`)
    .replace(/(\w)\.(?=[a-z]{2,}(?:\W|$))/giu, `$1.${JOINER}`)
}

/** A draft is shown letter for letter; only what would deceive the eye is written out. */
export function plainText(text: string): string {
  return text
    .replace(BIDI, (mark) =>
      mark === '\u200E' || mark === '\u200F' ? mark : `[U+${mark.codePointAt(0)?.toString(16).toUpperCase()}]`,
    )
    .replace(CONTROLS, '\uFFFD')
}

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** Beginning and end of a long text, cut between graphemes, with `between(left out)` where something is missing. */
export function shorten(text: string, longest: number, between: (count: number) => string): string {
  if (text.length <= longest) return text
  const head = cutAt(text, Math.floor(longest * 0.7))
  const tailWindow = text.slice(-Math.floor(longest * 0.3)).toWellFormed()
  const firstWhole = [...graphemes.segment(tailWindow)][1]?.index ?? 0
  const tail = tailWindow.slice(firstWhole)
  return `${head}\n${between(text.length - head.length - tail.length)}\n${tail}`
}

function cutAt(text: string, longest: number): string {
  let end = 0
  // Beyond a window a little larger than what is kept there is nothing to look at.
  for (const { index, segment } of graphemes.segment(text.slice(0, longest + 64))) {
    if (index + segment.length > longest) break
    end = index + segment.length
  }
  return text.slice(0, end || longest).toWellFormed()
}
