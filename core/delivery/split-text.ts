const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/**
 * Cuts a text into parts a platform takes: at a paragraph, else a sentence, else a word, else between two graphemes, so that
 * no emoji or accent is torn. Joined again, the parts are the text but for white space at the cuts.
 * @param longest in UTF-16 units, as Telegram and Discord count
 */
export function splitText(text: string, longest: number): string[] {
  const parts: string[] = []
  let rest = text.trim()
  while (rest.length > longest) {
    const cut = cutPosition(rest, longest)
    parts.push(rest.slice(0, cut).trimEnd())
    rest = rest.slice(cut).trimStart()
  }
  if (rest) parts.push(rest)
  return parts
}

function cutPosition(text: string, longest: number): number {
  const window = text.slice(0, longest + 1)
  for (const boundary of [/\n\s*\n/g, /\n/g, /[.!?…]["'»”)]*\s/g, /\s/g]) {
    const last = [...window.matchAll(boundary)].at(-1)
    const position = last ? last.index + last[0].length : 0
    // A cut in the first third would send a crumb ahead of a wall.
    if (position > longest / 3 && position <= longest) return position
  }
  let end = 0
  for (const { index, segment } of graphemes.segment(text)) {
    if (index + segment.length > longest) break
    end = index + segment.length
  }
  // One grapheme longer than a message (thousands of combining marks): between two code points, then.
  return end > 0 ? end : isHighSurrogate(text, longest - 1) ? longest - 1 : longest
}

function isHighSurrogate(text: string, position: number): boolean {
  const unit = text.charCodeAt(position)
  return unit >= 0xd800 && unit <= 0xdbff
}
