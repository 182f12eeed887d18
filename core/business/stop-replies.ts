import { businessAccountById, undispatchedOfAccount } from '../../db/business-accounts.ts'
import type { Conversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import type { Delivery } from '../../db/deliveries.ts'
import { openDraftOf } from '../../db/drafts.ts'
import { withdrawReply } from '../approval/withdraw-reply.ts'
import { type NoReply, whyNoReply } from './reply-window.ts'

/** Why nothing may leave in this conversation now, where it is answered from a business account. */
export async function noReplyIn(
  scope: Scope,
  conversation: Pick<Conversation, 'businessAccountId' | 'lastInboundAt'>,
  now: Date,
): Promise<NoReply | undefined> {
  if (!conversation.businessAccountId) return undefined
  return whyNoReply(await businessAccountById(scope, conversation.businessAccountId), conversation, now)
}

/** A reply that may not leave after all goes back to its card, which says why. False when it is on its way already. */
export async function backToCard(scope: Scope, delivery: Delivery, now: Date): Promise<boolean> {
  const open = await openDraftOf(scope, delivery.conversationId)
  return withdrawReply(scope, delivery, { becomes: open ? 'superseded' : 'pending', now })
}

/** Everything that waits to leave from this account goes back to its card. @returns the replies taken back */
export async function backToCards(scope: Scope, accountId: string, now: Date): Promise<Delivery[]> {
  const taken: Delivery[] = []
  for (const delivery of await undispatchedOfAccount(scope, accountId)) {
    if (await backToCard(scope, delivery, now)) taken.push(delivery)
  }
  return taken
}
