import type { Label } from './read-labelled.ts'

export interface Judged {
  gold: Label
  /** Positive, negative, neutral. */
  odds: [number, number, number]
}

/** Fewer said than this prove nothing. */
const FEWEST_SAID = 15

/** The lowest odds from which a side may be said so that, among these messages, at least `wanted` of what is said is right. */
export function sureFrom(judged: Judged[], side: 'positive' | 'negative', wanted: number): number {
  const at = side === 'positive' ? 0 : 1
  const leaning = judged
    .filter(({ odds }) => odds[at] > odds[(1 - at) as 0 | 1])
    .toSorted((a, b) => b.odds[at] - a.odds[at])
  let right = 0
  let lowest = 0.99
  leaning.forEach(({ gold, odds }, position) => {
    if (gold === side) right += 1
    if (position + 1 >= FEWEST_SAID && right / (position + 1) >= wanted) lowest = odds[at]
  })
  // Lower still, two labels in three are likelier to be something else.
  return Math.max(0.4, Math.floor(lowest * 1_000) / 1_000)
}

/** With thresholds, as `readSentiment` says it. */
export function said({ odds: [positive, negative] }: Judged, from: { positive: number; negative: number }): Label {
  if (positive >= from.positive && positive > negative) return 'positive'
  return negative >= from.negative && negative > positive ? 'negative' : 'neutral'
}
