import type { WordChange } from '../../core/approval/word-changes.ts'
import { literal } from './markdown.ts'

/** What changed, word by word: added underlined, taken out struck through. Empty when it is too much to be of use. */
export function changesIn(parts: WordChange[], longest: number): string {
  const drawn = parts
    .map(({ value, added, removed }) => (added ? marked(value, '__') : removed ? marked(value, '~~') : literal(value)))
    .join('')
  return drawn.length > longest ? '' : drawn
}

/** Marks must hug the words, or they are shown as signs. */
function marked(value: string, sign: string): string {
  const [, before = '', words = '', after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(value) ?? []
  return words ? `${before}${sign}${literal(words)}${sign}${after}` : value
}
