/** Signs that Discord reads as formatting wherever they stand. */
const SIGNS = /[\\*_~`|[\]]/g
/** What would become a mention, an emoji, a time, or a link without a face. */
const POINTED = /<(?=[@#:/!&a-z\d])/gi
/** Headings, small print, quotes and lists, at the beginning of a line. */
const LINE_START = /^(\s*)(#{1,3}(?=\s)|-(?=#?\s|#)|\+(?=\s)|>{1,3}(?=\s|$)|>)/gm
const NUMBERED = /^(\s*\d+)\.(?=\s)/gm
const ADDRESS = /(https?:\/\/[^\s<>]+)/gi

/** The same words with every sign of Discord's formatting written out, so that a reader sees them letter for letter. */
export function literal(text: string): string {
  return text
    .split(ADDRESS)
    .map((part, index) => (index % 2 === 1 ? part : escapeSigns(part)))
    .join('')
}

function escapeSigns(text: string): string {
  return text.replace(SIGNS, '\\$&').replace(POINTED, '\\<').replace(LINE_START, '$1\\$2').replace(NUMBERED, '$1\\.')
}
