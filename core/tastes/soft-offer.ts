import { seeded } from '../draft/offline/pick.ts'

/** In a positive state a soft offer is 25 % more probable (MEM-4.4). */
const IN_GOOD_MOOD = 1.25
/** After an offer nothing is offered unasked for so long. */
const PAUSE_DAYS = 3
const DAY_MS = 86_400_000

export interface SoftOfferMoment {
  /** Set by the creator: how often a draft may mention a piece of the menu unasked, 0 to 1. */
  base: number
  state: 'positive' | 'negative' | 'neutral'
  isDrifting: boolean
  /** Buys at weekends, and today is neither Friday nor Saturday where they are. */
  waitsForWeekend: boolean
  lastOfferAt: Date | undefined
  now: Date
}

/**
 * How probable it is that a draft mentions a piece of the menu unasked: the creator's base, times 1.25 in a positive state, at
 * most 1. Zero in a negative state, to a fan who drifts away, within three days of an offer, and on the other days to somebody
 * who buys at weekends.
 */
export function softOfferChance(moment: SoftOfferMoment): number {
  const { base, state, isDrifting, waitsForWeekend, lastOfferAt, now } = moment
  if (state === 'negative' || isDrifting || waitsForWeekend) return 0
  if (lastOfferAt && now.getTime() - lastOfferAt.getTime() < PAUSE_DAYS * DAY_MS) return 0
  return Math.min(1, base * (state === 'positive' ? IN_GOOD_MOOD : 1))
}

/** The same turn always draws the same lot: it can be explained, and asking for another draft does not draw again. */
export function drawsSoftOffer(chance: number, turnId: string): boolean {
  return seeded(`${turnId}/soft-offer`)() < chance
}
