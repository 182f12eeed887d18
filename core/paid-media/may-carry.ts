import type { Conversation } from '../../db/conversations.ts'
import { offerById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { fanById } from '../../db/fans.ts'
import { loadTurn } from '../draft/load-turn.ts'
import { mayOffer } from '../draft/may-offer.ts'
import { mediaOfOffer, type PaidMedia, sealOfMedia } from './paid-media.ts'

/** Why a reply may not carry these media now. */
export type NoMedia =
  /** The fan is in care: nothing is sold to them. */
  | 'media-care'
  /** They said something sad or angry: offers rest for two replies. */
  | 'media-moment'
  /** A rule says not to sell to them. */
  | 'media-rule'
  /** They declined this kind lately, or a person set it to nothing. */
  | 'media-declined'
  /** Where this fan writes nothing can be sold in the chat. */
  | 'media-elsewhere'
  /** It is off the menu. */
  | 'media-gone'
  /** Its price or its pieces are not those that were attached. */
  | 'media-changed'

/** What can change under a yes, and is looked at once more before anything leaves. */
export function whyNoMediaNow(
  media: PaidMedia,
  { onSale, inCare }: { onSale: readonly PaidMedia[]; inCare: boolean },
): NoMedia | undefined {
  if (inCare) return 'media-care'
  const now = onSale.find(({ offerId }) => offerId === media.offerId)
  if (!now) return 'media-gone'
  return sealOfMedia(now) === sealOfMedia(media) ? undefined : 'media-changed'
}

/** Undefined when nothing speaks against it. By the same rules as an offer in words. */
export async function whyNoMedia(
  scope: Scope,
  { media, conversation, now }: { media: PaidMedia; conversation: Conversation; now: Date },
): Promise<NoMedia | undefined> {
  if (conversation.channel !== 'telegram') return 'media-elsewhere'
  const changed = await whyNoMediaLeaves(scope, { media, conversation })
  if (changed) return changed
  const turn = await loadTurn(scope, conversation, now)
  const leave = turn && mayOffer(turn)
  if (!leave) return undefined
  if (leave.allowed) return leave.offers.some(({ id }) => id === media.offerId) ? undefined : 'media-declined'
  return WHY[leave.why]
}

/** The same of a reply that was approved: its yes stands, but for what changed since. */
export async function whyNoMediaLeaves(
  scope: Scope,
  { media, conversation }: { media: PaidMedia; conversation: Pick<Conversation, 'fanId'> },
): Promise<NoMedia | undefined> {
  const [offer, fan] = [await offerById(scope, media.offerId), await fanById(scope, conversation.fanId)]
  const now = offer && mediaOfOffer(scope, offer)
  return whyNoMediaNow(media, { onSale: now ? [now] : [], inCare: fan?.inCare === true })
}

const WHY = {
  care: 'media-care',
  'bad-moment': 'media-moment',
  rule: 'media-rule',
  declined: 'media-declined',
  'no-menu': 'media-gone',
} as const satisfies Record<string, NoMedia>
