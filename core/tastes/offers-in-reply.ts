import type { OfferRow } from '../../db/creators.ts'
import { amountsIn } from '../draft/guardrails/prices.ts'
import { fold } from '../draft/offline/pick.ts'

/** What of the menu a reply offers: it names the title, or a price that only one offer has. */
export function offersInReply(text: string, menu: readonly OfferRow[]): OfferRow[] {
  const words = fold(text)
  const amounts = amountsIn(text)
  return menu.filter((offer) => {
    const title = fold(offer.title)
    if (title.length > 4 && words.includes(title)) return true
    const alike = menu.filter(
      ({ priceMinor, currency }) => priceMinor === offer.priceMinor && currency === offer.currency,
    )
    return (
      alike.length === 1 &&
      amounts.some(({ minor, currency }) => minor === offer.priceMinor && currency === offer.currency)
    )
  })
}
