import type { Both } from '../personality/calibration.ts'
import type { Exchange } from '../personality/exchanges.ts'
import { median } from './median.ts'

const HOUR_MS = 3_600_000
/** The latest answers, against those before. */
const LATEST = 4
const EARLIER = 20
/** Half as long as before, and short. */
const SHORTER = 0.5
const SHORT = 40
/** Two and a half times as late as before, and hours. */
const LATER = 2.5
const LATE_MS = 3 * HOUR_MS
/** So much of one of them needs no other sign. */
const FAR_SHORTER = 0.25
const FAR_LATER = 6

/**
 * Whether a fan drifts away, and why (MEM-4.2). Compares the last four answers with up to twenty before, at least four, by their
 * medians: answers half as long and of 40 characters at most together with answers 2.5 times as late and of three hours at
 * least; or a quarter as long; or six times as late; or the last two replies got no answer within two days.
 * @param exchanges oldest first @returns undefined when nothing says so
 */
export function driftOf(exchanges: readonly Exchange[]): Both | undefined {
  const lastTwo = exchanges.slice(-2)
  if (exchanges.length > 2 && lastTwo.every(({ answer }) => !answer)) {
    return { en: 'The last two replies got no answer.', fr: 'Les deux dernières réponses sont restées sans réponse.' }
  }
  const answers = exchanges.flatMap(({ answer }) => answer ?? [])
  const latest = answers.slice(-LATEST)
  const earlier = answers.slice(-LATEST - EARLIER, -LATEST)
  if (latest.length < LATEST || earlier.length < LATEST) return undefined
  const length = (some: typeof answers) => median(some.map(({ text }) => [...text].length)) ?? 0
  const delay = (some: typeof answers) => median(some.map(({ delayMs }) => delayMs)) ?? 0
  const [long, short] = [length(earlier), length(latest)]
  const [soon, late] = [delay(earlier), delay(latest)]
  const isShort = short <= SHORT && short <= long * SHORTER
  const isLate = late >= LATE_MS && late >= soon * LATER
  const isFar = (isShort && short <= long * FAR_SHORTER) || (isLate && late >= soon * FAR_LATER)
  if (!(isShort && isLate) && !isFar) return undefined
  const en = [
    isShort ? `shorter (${Math.round(short)} characters, before ${Math.round(long)})` : '',
    isLate ? `later (after ${hours(late)} h, before ${hours(soon)} h)` : '',
  ].filter(Boolean)
  const fr = [
    isShort ? `plus courtes (${Math.round(short)} caractères, avant ${Math.round(long)})` : '',
    isLate ? `plus tardives (après ${hours(late)} h, avant ${hours(soon)} h)` : '',
  ].filter(Boolean)
  return { en: `Answers come ${en.join(' and ')}.`, fr: `Les réponses sont ${fr.join(' et ')}.` }
}

const hours = (ms: number) => Math.max(0.1, Math.round((ms / HOUR_MS) * 10) / 10)
