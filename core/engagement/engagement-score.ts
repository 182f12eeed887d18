import type { MoodReading } from '../../db/moods.ts'
import type { Exchange } from '../personality/exchanges.ts'

const DAY_MS = 86_400_000
export const WINDOW_DAYS = 30
/** So often a score is refreshed (MEM-8.4). */
export const REFRESH_MS = DAY_MS
/** Silent for a week halves the first part. */
const HALF_LIFE_DAYS = 7
/** Writing on so many days of 30 is all one can wish for. */
const MANY_DAYS = 12
const BUYING_DAYS = 90
const HISTORY = 30
/** So many points in a week are a trend. */
const TREND = 5

const WEIGHTS = { recent: 0.3, often: 0.25, answering: 0.2, warm: 0.1, buying: 0.15 } as const
export type EngagementParts = Record<keyof typeof WEIGHTS, number>

export interface Seen {
  /** When the fan wrote, in the last 30 days or before. */
  wroteAt: readonly Date[]
  exchanges: readonly Exchange[]
  moods: readonly Pick<MoodReading, 'label'>[]
  purchasedAt: readonly Date[]
  now: Date
}

/**
 * How engaged a fan is, 0 to 100:
 * `100 (0.30 recent + 0.25 often + 0.20 answering + 0.10 warm + 0.15 buying)`, each part 0 to 1, where
 * recent is 2 to the power of minus the days since they wrote / 7, often is the days of the last 30 on which they wrote / 12 up
 * to 1, answering is the share of our replies of 30 days that got an answer within two days (0 without any), warm is
 * (1 + (positive - negative) / all readings of 30 days) / 2 (0.5 without any), buying is 1 - 2 to the power of minus the
 * purchases of 90 days / 2. The weights are ours; spending counts little on purpose.
 */
export function engagementOf({ wroteAt, exchanges, moods, purchasedAt, now }: Seen): {
  score: number
  parts: EngagementParts
} {
  const age = (at: Date) => Math.max(0, now.getTime() - at.getTime()) / DAY_MS
  const last = Math.min(...wroteAt.map(age))
  const days = new Set(wroteAt.filter((at) => age(at) <= WINDOW_DAYS).map((at) => Math.floor(age(at))))
  const recent = exchanges.filter(({ repliedAt }) => age(repliedAt) <= WINDOW_DAYS)
  const count = (label: MoodReading['label']) => moods.filter((mood) => mood.label === label).length
  const bought = purchasedAt.filter((at) => age(at) <= BUYING_DAYS).length
  const parts = {
    recent: wroteAt.length === 0 ? 0 : 2 ** (-last / HALF_LIFE_DAYS),
    often: Math.min(1, days.size / MANY_DAYS),
    answering: recent.length === 0 ? 0 : recent.filter(({ answer }) => answer).length / recent.length,
    warm: moods.length === 0 ? 0.5 : (1 + (count('positive') - count('negative')) / moods.length) / 2,
    buying: 1 - 2 ** (-bought / 2),
  }
  const names = Object.keys(WEIGHTS) as (keyof typeof WEIGHTS)[]
  return { score: Math.round(100 * names.reduce((sum, name) => sum + WEIGHTS[name] * parts[name], 0)), parts }
}

export type ScoreHistory = { at: string; score: number }[]

/** The scores of the last weeks with one more, oldest first. */
export const remember = (history: ScoreHistory, score: number, at: Date): ScoreHistory =>
  [...history, { at: at.toISOString(), score }].slice(-HISTORY)

/** Against the score of a week ago, or the oldest known: five points make a trend. */
export function trendOf(history: ScoreHistory): 'up' | 'down' | 'steady' {
  const last = history.at(-1)
  if (!last) return 'steady'
  const weekAgo = new Date(last.at).getTime() - 7 * DAY_MS
  const before = history.findLast(({ at }) => new Date(at).getTime() <= weekAgo) ?? history[0] ?? last
  const change = last.score - before.score
  return change >= TREND ? 'up' : change <= -TREND ? 'down' : 'steady'
}
