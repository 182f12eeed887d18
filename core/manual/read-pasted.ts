import type { ParsedComponents } from 'chrono-node'
import * as en from 'chrono-node/en'
import * as fr from 'chrono-node/fr'
import { cleanText } from '../inbound/clean-text.ts'
import { minutesEast } from '../learning/dates.ts'

/** One message of what a person copied out of a chat. */
export interface Pasted {
  body: string
  /** Who says it, as the block names them before the words; undefined when it does not. */
  speaker: string | undefined
  /** Undefined: the block names no time for it. */
  sentAt: Date | undefined
}

interface Reading {
  now: Date
  /** How 3/4 is read. */
  dayFirst: boolean
  /** Of the clock that the stamps are by; without one the clock of this machine. */
  timeZone?: string | undefined
}

const MINUTE_MS = 60_000
const LONGEST_STAMP = 60
/** “Tomorrow at five” is something a fan says; a stamp has its day in figures. */
const IN_FIGURES = /^(?:\d|\p{L}{3,9}\.? \d)/u
const SPEAKER = /^([\p{L}\p{N}_ .'-]{1,40}): /u
const CERTAIN = ['day', 'month', 'hour'] as const

/**
 * Reads a copied chat: each line that begins with a date and a time (`[12 Nov 2026, 18:35] Tom: hi`) begins a message; what stands
 * before the first is a message of its own.
 */
export function readPasted(text: string, reading: Reading): Pasted[] {
  const messages: { lines: string[]; speaker: string | undefined; sentAt: Date | undefined }[] = []
  for (const line of cleanText(text).split(/\r?\n/)) {
    const stamp = stampOf(line, reading)
    if (stamp) messages.push({ lines: [stamp.words], speaker: stamp.speaker, sentAt: stamp.at })
    else if (messages.length > 0) messages.at(-1)?.lines.push(line)
    else messages.push({ lines: [line], speaker: undefined, sentAt: undefined })
  }
  return messages
    .map(({ lines, ...message }) => ({ ...message, body: lines.join('\n').trim() }))
    .filter(({ body }) => body !== '')
}

function stampOf(line: string, { now, dayFirst, timeZone }: Reading) {
  const rest = line.replace(/^\s*\[?\s*/, '')
  if (!IN_FIGURES.test(rest)) return undefined
  const [found] = (dayFirst ? [en.GB, fr.strict] : [en.strict])
    .flatMap((reader) => reader.parse(rest.slice(0, LONGEST_STAMP), now))
    .filter(({ index, start }) => index === 0 && CERTAIN.every((part) => start.isCertain(part)))
    .toSorted((a, b) => b.text.length - a.text.length)
  if (!found) return undefined
  const at = momentOf(found.start, timeZone)
  const after = rest.slice(found.text.length).replace(/^\s*\]?\s*[-–—:]?\s*/, '')
  const [named = '', speaker] = SPEAKER.exec(after) ?? []
  return { at, speaker: speaker?.trim(), words: after.slice(named.length) }
}

function momentOf(stamp: ParsedComponents, timeZone: string | undefined): Date {
  if (!timeZone || stamp.isCertain('timezoneOffset')) return stamp.date()
  const [year, month, day] = [stamp.get('year') ?? 0, stamp.get('month') ?? 1, stamp.get('day') ?? 1]
  const wall = Date.UTC(
    year,
    month - 1,
    day,
    stamp.get('hour') ?? 0,
    stamp.get('minute') ?? 0,
    stamp.get('second') ?? 0,
  )
  const near = new Date(wall - minutesEast(timeZone, new Date(wall)) * MINUTE_MS)
  // On the day the clocks change the first guess may lie on the other side of it.
  return new Date(wall - minutesEast(timeZone, near) * MINUTE_MS)
}
