import type { Exchange } from '../personality/exchanges.ts'
import { clockIn } from './clock-in.ts'
import { median } from './median.ts'

/** Fewer messages have no usual hour, fewer answers no usual delay. */
const LEAST = 3

export interface UsualTimes {
  /** How often the fan wrote in each hour of the day, by their clock. */
  hours: number[]
  /** The hour around which they write most; undefined while too little is known. */
  hour: number | undefined
  /** The median time they take to answer, milliseconds. */
  delayMs: number | undefined
}

/** When a fan is usually there. The hours beside an hour count half, so that 20:58 and 21:02 are one evening. */
export function usualTimes(wroteAt: readonly Date[], exchanges: readonly Exchange[], timeZone: string): UsualTimes {
  const hours = Array.from({ length: 24 }, () => 0)
  for (const at of wroteAt) {
    const { hour } = clockIn(at, timeZone)
    hours[hour] = (hours[hour] ?? 0) + 1
  }
  const around = (hour: number) =>
    (hours[hour] ?? 0) + ((hours[(hour + 23) % 24] ?? 0) + (hours[(hour + 1) % 24] ?? 0)) / 2
  const best = hours.reduce((most, _, hour) => (around(hour) > around(most) ? hour : most), 0)
  const delays = exchanges.flatMap(({ answer }) => answer?.delayMs ?? [])
  return {
    hours,
    hour: wroteAt.length < LEAST ? undefined : best,
    delayMs: delays.length < LEAST ? undefined : median(delays),
  }
}
