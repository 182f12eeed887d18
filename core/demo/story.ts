import type { FanProfile } from '../../db/fans.ts'
import type { Slot } from '../learning/slots.ts'

/** One fan of the demo, told in days before now. */
export interface Story {
  name: string
  language: 'en' | 'fr'
  profile?: FanProfile
  inCare?: boolean
  /** See `readHistory`. */
  history: string
  /** Said last, and not answered yet: goes through the real door. */
  waiting: { minutesAgo: number; says: string[] }
  purchases?: { daysAgo: number; offer: string }[]
  /** What a person noted by hand; the rest is learned from the history by the product itself. */
  notes?: { slot: Slot; fact: string; author: string; daysAgo: number; isPinned?: boolean; isPrivate?: boolean }[]
  promises?: { text: string; daysAgo: number; dueInDays: number; status?: 'open' | 'kept' }[]
  preferences?: {
    kind: string
    rule: string
    status: 'active' | 'proposed'
    author: string
    daysAgo: number
    evidence?: unknown
    isPinned?: boolean
  }[]
  /** Puts the draft aside until tomorrow morning. */
  isHeld?: boolean
  /** Somebody here has begun to rewrite the draft in these words. */
  rewrite?: string
}

export interface Line {
  direction: 'inbound' | 'outbound'
  body: string
  sentAt: Date
}

const DAY_MS = 24 * 3_600_000
const MINUTE_MS = 60_000

/**
 * Reads a history. "-34 21:05" begins an evening, 34 days ago by the fan's clock; "<" is the fan, ">" the creator; each line
 * comes a little after the one before, as long as it takes to write it. "{+3}" is the weekday three days after the line.
 */
export function readHistory(
  history: string,
  { now, minutesEast, language }: { now: Date; minutesEast: number; language: 'en' | 'fr' },
): Line[] {
  const lines: Line[] = []
  let time = now.getTime()
  for (const raw of history.split('\n')) {
    const line = raw.trim()
    const begins = /^-(\d+) (\d\d):(\d\d)$/.exec(line)
    if (begins) {
      const [, days, hours, minutes] = begins.map(Number)
      const there = new Date(now.getTime() + minutesEast * MINUTE_MS - (days ?? 0) * DAY_MS)
      there.setUTCHours(hours ?? 0, minutes ?? 0, 0, 0)
      time = there.getTime() - minutesEast * MINUTE_MS
      continue
    }
    const said = /^([<>]) (.+)$/.exec(line)
    if (!said) continue
    const body = withWeekdays(said[2] ?? '', new Date(time + minutesEast * MINUTE_MS), language)
    lines.push({ direction: said[1] === '<' ? 'inbound' : 'outbound', body, sentAt: new Date(time) })
    time += MINUTE_MS + body.length * 700
  }
  return lines.filter(({ sentAt }) => sentAt < now)
}

function withWeekdays(text: string, there: Date, language: 'en' | 'fr'): string {
  const weekday = new Intl.DateTimeFormat(language, { weekday: 'long', timeZone: 'UTC' })
  return text.replace(/\{\+(\d+)\}/g, (_, days) => weekday.format(new Date(there.getTime() + Number(days) * DAY_MS)))
}
