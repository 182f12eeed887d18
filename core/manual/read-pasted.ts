import * as en from 'chrono-node/en'
import * as fr from 'chrono-node/fr'
import { cleanText } from '../inbound/clean-text.ts'

/** One message of what a person copied out of a chat. */
export interface Pasted {
  body: string
  /** Who says it, as the block names them before the words; undefined when it does not. */
  speaker: string | undefined
  /** Undefined: the block names no time for it. */
  sentAt: Date | undefined
}

const LONGEST_STAMP = 60
/** “Tomorrow at five” is something a fan says; a stamp has its day in figures. */
const IN_FIGURES = /^(?:\d|\p{L}{3,9}\.? \d)/u
const SPEAKER = /^([\p{L}\p{N}_ .'-]{1,40}): /u
const CERTAIN = ['day', 'month', 'hour'] as const

/**
 * Reads a copied chat: each line that begins with a date and a time (`[12 Nov 2026, 18:35] Tom: hi`) begins a message; what stands
 * before the first is a message of its own. @param dayFirst how 3/4 is read
 */
export function readPasted(text: string, { now, dayFirst }: { now: Date; dayFirst: boolean }): Pasted[] {
  const messages: { lines: string[]; speaker: string | undefined; sentAt: Date | undefined }[] = []
  for (const line of cleanText(text).split(/\r?\n/)) {
    const stamp = stampOf(line, { now, dayFirst })
    if (stamp) messages.push({ lines: [stamp.words], speaker: stamp.speaker, sentAt: stamp.at })
    else if (messages.length > 0) messages.at(-1)?.lines.push(line)
    else messages.push({ lines: [line], speaker: undefined, sentAt: undefined })
  }
  return messages
    .map(({ lines, ...message }) => ({ ...message, body: lines.join('\n').trim() }))
    .filter(({ body }) => body !== '')
}

function stampOf(line: string, { now, dayFirst }: { now: Date; dayFirst: boolean }) {
  const rest = line.replace(/^\s*\[?\s*/, '')
  if (!IN_FIGURES.test(rest)) return undefined
  const [found] = (dayFirst ? [en.GB, fr.strict] : [en.strict])
    .flatMap((reader) => reader.parse(rest.slice(0, LONGEST_STAMP), now))
    .filter(({ index, start }) => index === 0 && CERTAIN.every((part) => start.isCertain(part)))
    .toSorted((a, b) => b.text.length - a.text.length)
  if (!found) return undefined
  const at = found.start.date()
  const after = rest.slice(found.text.length).replace(/^\s*\]?\s*[-–—:]?\s*/, '')
  const [named = '', speaker] = SPEAKER.exec(after) ?? []
  return { at: at > now ? now : at, speaker: speaker?.trim(), words: after.slice(named.length) }
}
