import type { Both } from '../personality/calibration.ts'
import { clockIn } from './clock-in.ts'
import { isOfferDay } from './weekend-buyer.ts'

const HOUR_MS = 3_600_000
const STEP_MS = 15 * 60_000
const DAY_MS = 24 * HOUR_MS
/** Looked for so far ahead: a Friday is never further. */
const AHEAD_MS = 9 * DAY_MS
/** Whoever left two replies unanswered is not written to before. */
const QUIET_DAYS = 7

export interface FollowUpMoment {
  lastOurs: Date | undefined
  lastTheirs: Date | undefined
  /** When the fan usually writes, by their clock; undefined while too little is known. */
  hour: number | undefined
  /** How long the fan usually takes to answer. */
  delayMs: number | undefined
  isWeekendBuyer: boolean
  /** So many of our replies in a row got no answer. */
  unanswered: number
  /** In care, quiet, unreachable or in a bad moment: a person decides without a plan. */
  isLeftAlone: boolean
  timeZone: string
  now: Date
}

export interface FollowUp {
  /** Undefined: none is planned, and `why` says why. */
  at: Date | undefined
  why: Both
}

/**
 * When to write again to a fan who has not answered: a suggestion for a person, nothing is written or sent by it. At the hour at
 * which the fan usually writes, not before the time they usually take to answer has passed since our last message, for weekend
 * buyers on a Friday or Saturday, and after two unanswered replies not within a week.
 */
export function planFollowUp(moment: FollowUpMoment): FollowUp {
  const { lastOurs, lastTheirs, hour, delayMs, isWeekendBuyer, unanswered, timeZone, now } = moment
  if (moment.isLeftAlone) {
    return none('This is no time for a follow-up.', 'Ce n’est pas le moment de relancer.')
  }
  if (!lastOurs || (lastTheirs && lastTheirs > lastOurs)) {
    return none('The fan waits for an answer of yours.', 'Le fan attend une réponse de votre part.')
  }
  if (hour === undefined || delayMs === undefined) {
    return none('Too little is known of when they answer.', 'On en sait trop peu sur ses heures de réponse.')
  }
  const rest = unanswered >= 2 ? Math.max(delayMs, QUIET_DAYS * DAY_MS) : delayMs
  const earliest = Math.max(now.getTime(), lastOurs.getTime() + rest)
  const from = Math.ceil(earliest / STEP_MS) * STEP_MS
  for (let time = from; time < from + AHEAD_MS; time += STEP_MS) {
    const at = new Date(time)
    if (clockIn(at, timeZone).hour !== hour || (isWeekendBuyer && !isOfferDay(at, timeZone))) continue
    return { at, why: whyThen(hour, delayMs, { isWeekendBuyer, unanswered }) }
  }
  return none('No hour suits.', 'Aucune heure ne convient.')
}

const none = (en: string, fr: string): FollowUp => ({ at: undefined, why: { en, fr } })

function whyThen(hour: number, delayMs: number, of: { isWeekendBuyer: boolean; unanswered: number }): Both {
  const minutes = Math.round(delayMs / 60_000)
  const [en, fr] =
    minutes >= 90
      ? [`${Math.round(minutes / 60)} hours`, `${Math.round(minutes / 60)} heures`]
      : [`${Math.max(1, minutes)} min`, `${Math.max(1, minutes)} min`]
  return {
    en: [
      `They usually write around ${hour}:00 and take ${en} to answer.`,
      of.isWeekendBuyer ? 'They buy at weekends.' : '',
      of.unanswered >= 2 ? 'Two replies are unanswered, so a week is left.' : '',
    ]
      .filter(Boolean)
      .join(' '),
    fr: [
      `Ce fan écrit d’habitude vers ${hour} h et met ${fr} à répondre.`,
      of.isWeekendBuyer ? 'Il achète le week-end.' : '',
      of.unanswered >= 2 ? 'Deux réponses sont restées sans suite : on laisse une semaine.' : '',
    ]
      .filter(Boolean)
      .join(' '),
  }
}
