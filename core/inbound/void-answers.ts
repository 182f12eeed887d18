import type { Scope } from '../../db/db.ts'
import { undispatchedOf } from '../../db/deliveries.ts'
import { NO_LEASE } from '../../db/draft-leases.ts'
import { moveDraft, openDraftOf } from '../../db/drafts.ts'
import { type ClosedBecause, withdrawReply } from '../approval/withdraw-reply.ts'

/**
 * What answers this conversation has not read what just happened in it: the open draft is void, and so is a yes that has not
 * left. A half-written edit stays with the draft and moves to the next one. @param because left out: the fan wrote
 */
export async function voidAnswers(
  scope: Scope,
  conversationId: string,
  { because, now }: { because?: ClosedBecause; now: Date },
): Promise<void> {
  const open = await openDraftOf(scope, conversationId)
  if (open) {
    await moveDraft(scope, open.id, ['pending', 'held'], {
      status: 'superseded',
      ...NO_LEASE,
      ...(because ? { reason: { fanId: open.fanId, words: because } } : {}),
    })
  }
  for (const delivery of await undispatchedOf(scope, conversationId)) {
    await withdrawReply(scope, delivery, { becomes: 'superseded', now, ...(because ? { because } : {}) })
  }
}
