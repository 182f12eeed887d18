/** Above this a message is cut, visibly: no chat platform sends more, and no reader reads it. */
export const LONGEST_MESSAGE = 100_000

/** Postgres refuses NUL and changes lone surrogates silently; everything else a fan can type is kept. */
export function cleanText(text: string): string {
  const whole = text.toWellFormed().replaceAll('\u0000', '')
  return whole.length <= LONGEST_MESSAGE ? whole : `${whole.slice(0, LONGEST_MESSAGE - 1).toWellFormed()}…`
}
