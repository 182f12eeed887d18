import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import type { Delivery } from '../../db/deliveries.ts'
import { tellEndpoint } from '../webhooks/tell-endpoint.ts'

/** Tells the creator's own endpoint what became of a reply. */
export async function tellOfReply(
  scope: Scope,
  delivery: Delivery,
  { event, now }: { event: 'reply.sent' | 'reply.failed' | 'reply.unknown'; now: Date },
): Promise<void> {
  const { conversationId, fanId, channel, draftId, messageId, id: deliveryId } = delivery
  const conversation = await conversationById(scope, conversationId)
  if (!conversation) return
  await tellEndpoint(scope, {
    event,
    creatorId: conversation.creatorId,
    fanId,
    conversationId,
    channel,
    ids: { deliveryId, draftId, messageId },
    now,
  })
}
