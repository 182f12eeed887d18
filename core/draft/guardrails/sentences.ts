export interface Span {
  start: number
  end: number
}

/** The sentences of a text with their places, punctuation included. */
export function sentencesOf(text: string): (Span & { text: string })[] {
  return [
    ...text.matchAll(
      /(?:(?!\p{Extended_Pictographic}\ufe0f?\s\p{Lu})[^.!?…\n])+(?:[.!?…]+|\n|$|(?=\p{Extended_Pictographic}))(?:\s*(?:\p{Extended_Pictographic}|\ufe0f|\u200d)+)*/gu,
    ),
  ].map((match) => ({
    text: match[0],
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** The sentence that holds a place. */
export function sentenceAt(text: string, at: number): Span & { text: string } {
  return sentencesOf(text).find(({ start, end }) => start <= at && at < end) ?? { text, start: 0, end: text.length }
}

/** The text without some places; undefined when too little would be left to send. */
export function without(text: string, spans: Span[]): string | undefined {
  const kept = spans
    .toSorted((a, b) => b.start - a.start)
    .reduce((rest, { start, end }) => `${rest.slice(0, start)} ${rest.slice(end)}`, text)
    .replaceAll(/[ \t]+/gu, ' ')
    .replaceAll(/ ([.,!?])/gu, '$1')
    .trim()
  return (kept.match(/\p{L}/gu)?.length ?? 0) >= 12 ? kept : undefined
}

/** Every place where one of the patterns matches. */
export function findAll(text: string, patterns: RegExp[]): Span[] {
  return patterns.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern.source, `${pattern.flags.replace('g', '')}g`))]
      .filter((match) => match[0].length > 0)
      .map((match) => ({ start: match.index, end: match.index + match[0].length })),
  )
}

const NO =
  /(?<!\p{L})(?:don'?t|do not|doesn'?t|never|no|not|can'?t|cannot|won'?t|nope|only (?:here|online)|instead of|ne|n'|pas|jamais|non|aucune?|uniquement|sans)(?!\p{L})|n'/iu

/** Whether a sentence says no to something rather than yes. */
export function isDeclined(sentence: string): boolean {
  return NO.test(sentence.replaceAll('’', "'"))
}
