import type { OfferRow } from '../../../db/creators.ts'
import { isMeant } from '../../tastes/is-meant.ts'
import type { OfferLeave } from '../may-offer.ts'
import type { DraftBrief } from '../prompt.ts'
import { sayPrice } from '../say-price.ts'
import { softOfferOf } from '../soft-offer-of.ts'
import type { Bank, Phrases } from './phrases.ts'
import { fold } from './pick.ts'

/** The menu, when the fan asked for it: what fits best, or the first few; what was bought before is not sold again. */
export function offerLines(
  { turn, language }: DraftBrief,
  leave: OfferLeave,
  { phrases, pick, mayAsk }: { phrases: Phrases; pick: (bank: Bank) => string | undefined; mayAsk: boolean },
): (string | undefined)[] {
  if (!leave.allowed) return leave.why === 'no-menu' ? [pick(phrases.noMenu)] : [pick(phrases.noOfferNow)]
  const bought = new Set(turn.purchases.map(({ title }) => fold(title)))
  const left = leave.offers.filter(({ title }) => !bought.has(fold(title)))
  if (left.length === 0) return [pick(phrases.noMenu)]
  const said = fold(turn.unanswered.map(({ body }) => body).join(' '))
  const wanted = left.filter((offer) => isMeant(offer, said))
  const shown = (wanted.length > 0 ? wanted : left).slice(0, 3)
  const end = mayAsk ? phrases.offerAsk : phrases.offerTell
  const price = (offer: OfferRow) => sayPrice(offer, language)
  const [only] = shown
  if (shown.length === 1 && only) {
    return [
      pick(phrases.offerOne)?.replace('{title}', only.title).replace('{price}', price(only)),
      pick(end.filter((line) => !/which|plus/iu.test(line))),
    ]
  }
  const list = listed(
    shown.map((offer) => `${offer.title} (${price(offer)})`),
    language === 'fr' ? 'et' : 'and',
  )
  return [pick(phrases.offerMany)?.replace('{list}', list), pick(end)]
}

/** One piece mentioned unasked, when this draft draws one. */
export function softOfferLine(
  { turn, language }: DraftBrief,
  phrases: Phrases,
  pick: (bank: Bank) => string | undefined,
): string | undefined {
  const offer = softOfferOf(turn)
  return offer && pick(phrases.softOffer)?.replace('{title}', offer.title).replace('{price}', sayPrice(offer, language))
}

function listed(items: string[], and: string): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${and} ${items.at(-1)}`
}
