import type { OfferRow } from '../../db/creators.ts'
import type { Message } from '../../db/messages.ts'
import { offersRest } from '../moods/offer-pause.ts'
import { readMood } from '../moods/read-mood.ts'
import { isMeant } from '../tastes/is-meant.ts'
import { orderOffers } from '../tastes/order-offers.ts'
import { fold } from './offline/pick.ts'
import type { Turn } from './turn.ts'

const SELLING_OFF =
  /\b(no|never|stop|without|don'?t (make|send|push)?)\s*(any )?(offers?|sell\w*|upsell\w*|ppv|pitch\w*)\b|pas d'offres?|ne (rien )?(vends?|vendre|propose\w*)|jamais d'offres?|sans offre/iu

export type OfferLeave =
  | { allowed: true; offers: OfferRow[] }
  | { allowed: false; why: 'care' | 'bad-moment' | 'rule' | 'no-menu' | 'declined' }

/** Whether this reply may offer something from the menu. The prompt, the offline drafter and the guardrail all ask here. */
export function mayOffer(turn: Turn): OfferLeave {
  if (turn.fan.inCare || turn.unanswered.some(({ body }) => saysUnderAge(body))) return { allowed: false, why: 'care' }
  if (saidSomethingBadLately(turn)) return { allowed: false, why: 'bad-moment' }
  const rules = [...turn.preferences.map(({ rule }) => rule), turn.fan.profile.instruction ?? '']
  if (rules.some((rule) => SELLING_OFF.test(rule))) return { allowed: false, why: 'rule' }
  if (turn.offers.length === 0) return { allowed: false, why: 'no-menu' }
  const said = fold(turn.unanswered.map(({ body }) => body).join(' '))
  const offers = orderOffers(turn.offers, { ...turn, asked: (offer) => isMeant(offer, said) })
  return offers.length > 0 ? { allowed: true, offers } : { allowed: false, why: 'declined' }
}

function saidSomethingBadLately({ recent, unanswered, moods }: Turn): boolean {
  const spoken = [...recent, ...unanswered]
  const heard = spoken
    .filter(({ direction, deletedAt }) => direction === 'inbound' && !deletedAt)
    .map((message) => ({ reading: readingOf(message), saidAt: message.sentAt }))
  const replies = spoken
    .filter(({ direction }, index) => direction === 'outbound' && spoken[index + 1]?.direction !== 'outbound')
    .map(({ sentAt }) => sentAt)
  const readings = [...moods, ...heard].toSorted((a, b) => a.saidAt.getTime() - b.saidAt.getTime())
  return offersRest(readings, replies)
}

/** A draft asks many times about the same few messages. */
const readingOf = remembered((message: Message) => readMood(message.body))

function remembered<Key extends object, Value>(find: (key: Key) => Value): (key: Key) => Value {
  const known = new WeakMap<Key, Value>()
  return (key) => {
    const value = known.get(key) ?? find(key)
    known.set(key, value)
    return value
  }
}

const UNDER_AGE =
  /\b(?:i'?m|i am|im|i just turned) (?:only |just )?(?:1[0-7]|[89])(?: ?(?:years?|yrs?|yo|y\/o)| *(?:$|[.,!?]| and| but| so))|(?<!\p{L})j'?ai (?:seulement |que |tout juste )?(?:1[0-7]|[89]) ans(?!\p{L})|\bi'?m (?:underage|a minor)\b|je suis mineure?(?!\p{L})/iu

/** Whether somebody says to be under 18. */
export function saysUnderAge(text: string): boolean {
  return UNDER_AGE.test(text.replaceAll('’', "'"))
}
