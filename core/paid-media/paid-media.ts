import { createHash } from 'node:crypto'
import { z } from 'zod'
import { type OfferRow, openOfferMedia } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import type { Media } from '../../db/messages.ts'
import { STARS } from '../../db/purchases.ts'

/** What Telegram takes: so many pieces in one message, for so many Stars. */
export const MOST_FILES = 10
export const MOST_STARS = 25_000

/** A picture or video that stays with the platform: we keep its name there. */
const PaidFile = z.object({ kind: z.enum(['photo', 'video']), reference: z.string().min(1).max(300) })
export type PaidFile = z.infer<typeof PaidFile>

/** What an offer of the menu holds. */
export const OfferMedia = z.object({
  /** Only the bot that a file was given to can send it. */
  botId: z.string(),
  /** Pieces sent together come one by one, under one name. */
  album: z.string().optional(),
  files: z.array(PaidFile).min(1).max(MOST_FILES),
})
export type OfferMedia = z.infer<typeof OfferMedia>

/** Media that a reply carries, and their price, as both were when a person attached them: a yes is a yes to these. */
export interface PaidMedia {
  offerId: string
  title: string
  category: string
  stars: number
  botId: string
  files: PaidFile[]
}

/** How much of it there is, for people: the files themselves are nobody's business. */
export interface MediaCount {
  photos: number
  videos: number
}

/** Undefined for an offer that cannot be sold so: it has no media, or its price is not in Stars. */
export function mediaOfOffer(scope: Scope, offer: OfferRow): PaidMedia | undefined {
  const media = OfferMedia.safeParse(openOfferMedia(scope, offer))
  if (!media.success || offer.currency !== STARS || !offer.isActive) return undefined
  const { id: offerId, title, category, priceMinor: stars } = offer
  return { offerId, title, category, stars, botId: media.data.botId, files: media.data.files }
}

export function countOf(files: readonly PaidFile[]): MediaCount {
  const photos = files.filter(({ kind }) => kind === 'photo').length
  return { photos, videos: files.length - photos }
}

/** Names media and price exactly: what changes either changes this. */
export const sealOfMedia = ({ offerId, title, stars, botId, files }: PaidMedia): string =>
  createHash('sha256')
    .update(JSON.stringify([offerId, title, stars, botId, files.map(({ kind, reference }) => [kind, reference])]))
    .digest('base64url')

/** How the conversation shows them among our messages. */
export function mediaShown(media: PaidMedia | undefined): Media[] {
  return (media?.files ?? []).map((file, index) => ({
    ...file,
    ...(index === 0 ? { label: `${media?.title} · ${media?.stars} ⭐` } : {}),
  }))
}
