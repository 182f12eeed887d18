import type { Conversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { decisionById } from '../../db/decisions.ts'
import { moveDelivery, noteSentAs } from '../../db/deliveries.ts'
import { touchFan } from '../../db/fans.ts'
import { noteExternalId, updateMessage } from '../../db/messages.ts'
import type { OurReply, StandsThere } from './find-our-reply.ts'
import { noteSent } from './note-sent.ts'

/**
 * A reply of ours stands in the chat: whoever carried it over, or lost its answer, need not say so any more, and it is known by
 * the platform's id from now on. Of a reply in several parts one alone settles nothing.
 */
export async function replyCameBack(
  scope: Scope,
  { delivery, message, isWhole }: OurReply,
  { conversation, said, now }: { conversation: Conversation; said: StandsThere; now: Date },
): Promise<void> {
  if (!isWhole) return
  await noteExternalId(scope, message, said.externalId)
  await noteSentAs(scope, delivery, [said.externalId])
  const sentAt = said.sentAt < now ? said.sentAt : now
  const change = { status: 'sent', problem: null, settledAt: now } as const
  const settled = await moveDelivery(scope, delivery.id, ['by-hand', 'unknown', 'failed', 'sending', 'ready'], change)
  if (settled) {
    const by = (await decisionById(scope, delivery.decisionId))?.decidedBy ?? 'souvenir'
    const isAnswered = !conversation.lastInboundAt || conversation.lastInboundAt <= sentAt
    await noteSent(scope, settled, { by, now, sentAt, isAnswered })
    return
  }
  await updateMessage(scope, message.id, { sentAt })
  await touchFan(scope, delivery.fanId)
}
