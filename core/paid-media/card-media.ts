import { offersWithMedia } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import type { NoMedia } from './may-carry.ts'
import { countOf, type MediaCount, mediaOfOffer, type PaidMedia } from './paid-media.ts'

/** Priced media, as people see them before they say yes: never the files. */
export interface CardMedia extends MediaCount {
  offerId: string
  title: string
  stars: number
  /** Why they may not leave as they are. */
  stopped: NoMedia | undefined
}

/** What of each creator's menu can be sold in a chat. */
export async function mediaForSale(scope: Scope): Promise<Map<string, PaidMedia[]>> {
  const offers = await offersWithMedia(scope)
  const byCreator = Map.groupBy(offers, ({ creatorId }) => creatorId)
  return new Map(
    [...byCreator].map(([creatorId, theirs]) => [
      creatorId,
      theirs.flatMap((offer) => mediaOfOffer(scope, offer) ?? []),
    ]),
  )
}

export function cardMedia({ offerId, title, stars, files }: PaidMedia, stopped?: NoMedia): CardMedia {
  return { offerId, title, stars, ...countOf(files), stopped }
}
