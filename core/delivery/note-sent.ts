import { updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import type { Delivery } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { settleAnswered } from '../../db/fan-requests.ts'
import { touchFan } from '../../db/fans.ts'
import { updateMessage } from '../../db/messages.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import { tellOfReply } from './tell-of-reply.ts'

/**
 * Everything that shows this reply says so.
 * @param sentAt when the platform says that it was said, where it does; else it is now
 * @param isAnswered false when the fan has said something since then
 */
export async function noteSent(
  scope: Scope,
  delivery: Delivery,
  { by, now, sentAt = now, isAnswered = true }: { by: string; now: Date; sentAt?: Date; isAnswered?: boolean },
): Promise<void> {
  await updateMessage(scope, delivery.messageId, { status: 'sent', sentAt })
  if (isAnswered) await updateConversation(scope, delivery.conversationId, { lastMessageAt: sentAt, unread: 0 })
  await touchFan(scope, delivery.fanId)
  await settleAnswered(scope, delivery.conversationId, { by, now })
  await touchDraft(scope, delivery.draftId)
  await tellOfReply(scope, delivery, { event: 'reply.sent', now })
  await resolveTrouble(scope, { stage: 'delivery', subjectId: delivery.id, now })
}
