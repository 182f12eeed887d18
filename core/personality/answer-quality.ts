import { ANSWER_WITHIN_MS, type Exchange } from './exchanges.ts'

const HOUR_MS = 3_600_000
/** An answer of so many characters is a long one. */
const LONG_ANSWER = 80
/** From here on an answer counts as a good one. */
const GOOD = 0.6

/**
 * How well a fan answered one reply, 0 to 1:
 * `0.35 + 0.30 soon + 0.15 long + 0.20 feel` when answered, 0 when not, where
 * soon is 1 up to an hour and falls with the logarithm of the delay to 0 at 48 hours, long is characters / 80 up to 1, and
 * feel is 1 for positive, 0.5 for neutral, 0 for negative. The weights are ours: an answer at all counts most.
 */
export function answerQuality({ answer }: Pick<Exchange, 'answer'>): number {
  if (!answer) return 0
  const hours = Math.max(1, answer.delayMs / HOUR_MS)
  const soon = Math.max(0, 1 - Math.log(hours) / Math.log(ANSWER_WITHIN_MS / HOUR_MS))
  const long = Math.min(1, [...answer.text].length / LONG_ANSWER)
  const feel = answer.feel === 'positive' ? 1 : answer.feel === 'negative' ? 0 : 0.5
  return 0.35 + 0.3 * soon + 0.15 * long + 0.2 * feel
}

export const isGoodAnswer = (exchange: Pick<Exchange, 'answer'>): boolean => answerQuality(exchange) >= GOOD

/** How many of so many replies got a good answer. */
export interface Tally {
  good: number
  of: number
}

export function tally(exchanges: readonly Exchange[]): Tally {
  return { good: exchanges.filter(isGoodAnswer).length, of: exchanges.length }
}
