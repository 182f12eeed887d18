import type { Scope } from '../../db/db.ts'
import type { Delivery } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { updateMessage } from '../../db/messages.ts'
import { noteTrouble } from '../../db/troubles.ts'
import { tellOfReply } from './tell-of-reply.ts'

/** Everything that shows this reply says that it did not arrive, or that nobody knows. */
export async function noteNotSent(
  scope: Scope,
  delivery: Delivery,
  { status, problem, now }: { status: 'failed' | 'unknown'; problem: string; now: Date },
): Promise<void> {
  await updateMessage(scope, delivery.messageId, { status })
  await touchDraft(scope, delivery.draftId)
  await noteTrouble(scope, { stage: 'delivery', subjectId: delivery.id, problem, now })
  await tellOfReply(scope, delivery, { event: `reply.${status}`, now })
}
