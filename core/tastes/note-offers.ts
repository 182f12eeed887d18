import type { OfferRow } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import type { Message } from '../../db/messages.ts'
import { insertOfferMade, type OfferMade, offersMadeTo, settleOfferMade } from '../../db/offers-made.ts'
import { fold } from '../draft/offline/pick.ts'
import { MACHINE } from '../learning/remember-fact.ts'
import type { PaidMedia } from '../paid-media/paid-media.ts'
import { isMeant } from './is-meant.ts'
import { offersInReply } from './offers-in-reply.ts'
import { saysNo } from './says-no.ts'

/** A "not now" so long after an offer is about something else. */
const ANSWER_WITHIN_MS = 48 * 3_600_000

/** Remembers what a reply that was sent has offered, in words or as media. */
export async function noteOffersMade(
  scope: Scope,
  of: {
    fanId: string
    conversationId: string
    draftId: string
    text: string
    attached: PaidMedia | undefined
    menu: readonly OfferRow[]
    madeAt: Date
  },
): Promise<void> {
  const { fanId, conversationId, draftId, madeAt, attached } = of
  if (attached) {
    const { offerId, title, category } = attached
    await insertOfferMade(scope, { id: newId(), fanId, conversationId, draftId, offerId, title, category, madeAt })
  }
  for (const { id: offerId, title, category } of offersInReply(of.text, of.menu)) {
    await insertOfferMade(scope, { id: newId(), fanId, conversationId, draftId, offerId, title, category, madeAt })
  }
}

/**
 * The fan answers an offer with no: it counts as declined when it was in the last reply. Of several offers only the one that is
 * named, when one is.
 * @returns how many were declined
 */
export async function noteDeclines(
  scope: Scope,
  { fanId, messages, lastReply }: { fanId: string; messages: readonly Message[]; lastReply: Message | undefined },
): Promise<number> {
  const no = messages.find(({ body }) => saysNo(body))
  if (!no || !lastReply?.draftId) return 0
  const open = (await offersMadeTo(scope, fanId)).filter(
    ({ draftId, status, madeAt }) =>
      draftId === lastReply.draftId && status === 'open' && no.sentAt.getTime() - madeAt.getTime() <= ANSWER_WITHIN_MS,
  )
  const named = open.filter((offer: OfferMade) => isMeant(offer, fold(no.body)))
  const declined = named.length > 0 ? named : open
  for (const { id } of declined) {
    await settleOfferMade(scope, id, { status: 'declined', settledBy: MACHINE, settledAt: no.sentAt })
  }
  return declined.length
}
