import type { OfferRow } from '../../db/creators.ts'
import { isOfferDay, isWeekendBuyer } from '../engagement/weekend-buyer.ts'
import { emotionalState } from '../moods/emotional-state.ts'
import { drawsSoftOffer, softOfferChance } from '../tastes/soft-offer.ts'
import { mayOffer } from './may-offer.ts'
import { fold } from './offline/pick.ts'
import type { Turn } from './turn.ts'

/** The piece of the menu that this draft may mention unasked: the first that suits this fan and was not bought; mostly none. */
export function softOfferOf(turn: Turn): OfferRow | undefined {
  const leave = mayOffer(turn)
  if (!leave.allowed) return undefined
  const timeZone = turn.fan.profile.timeZone ?? turn.persona.timeZone
  const chance = softOfferChance({
    base: turn.persona.softOffers,
    state: emotionalState(turn.moods, turn.now),
    isDrifting: turn.style.isDrifting,
    waitsForWeekend: isWeekendBuyer(turn.purchases, timeZone) && !isOfferDay(turn.now, timeZone),
    lastOfferAt: turn.offersMade[0]?.madeAt,
    now: turn.now,
  })
  if (!drawsSoftOffer(chance, `${turn.conversation.id}/${turn.unanswered.at(-1)?.id}`)) return undefined
  const bought = new Set(turn.purchases.map(({ title }) => fold(title)))
  return leave.offers.find(({ title }) => !bought.has(fold(title)))
}
