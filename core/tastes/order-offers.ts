import type { OfferRow } from '../../db/creators.ts'
import { UNKNOWN } from './taste-score.ts'
import { kindsIn, type Taste } from './tastes-of.ts'

/**
 * The menu as this fan may be offered it: kinds with purchases behind them first, then by score, then the cheaper one. Left out
 * is what was declined in the last 7 days and what a person set to 0, unless the fan asks for that very thing now.
 */
export function orderOffers(
  menu: readonly OfferRow[],
  { tastes, asked, now }: { tastes: readonly Taste[]; asked: (offer: OfferRow) => boolean; now: Date },
): OfferRow[] {
  const rated = menu.map((offer) => {
    const kinds = kindsIn(offer.category)
    const known = tastes.filter(({ name }) => kinds.includes(name))
    return {
      offer,
      rests: known.some(({ restsUntil, score }) => score === 0 || (restsUntil !== undefined && restsUntil > now)),
      hasBought: known.some(({ bought }) => bought > 0),
      score: known.length > 0 ? Math.max(...known.map(({ score }) => score)) : UNKNOWN,
    }
  })
  return rated
    .filter(({ offer, rests }) => !rests || asked(offer))
    .toSorted(
      (a, b) =>
        Number(b.hasBought) - Number(a.hasBought) || b.score - a.score || a.offer.priceMinor - b.offer.priceMinor,
    )
    .map(({ offer }) => offer)
}
