import type { Scope } from '../../db/db.ts'
import { undoDecisionRow } from '../../db/decisions.ts'
import { type Delivery, undoDelivery } from '../../db/deliveries.ts'
import { type DraftStatus, moveDraft } from '../../db/drafts.ts'
import { deleteMessage } from '../../db/messages.ts'

/** Why a draft is void, where it is not that the fan wrote: kept as its reason. */
export type ClosedBecause = 'creator-wrote' | 'fan-took-back'

/** Undefined when a void draft was void because the fan wrote. @param reason as kept with it */
export const closedBecause = (reason: string | undefined): ClosedBecause | undefined =>
  reason === 'creator-wrote' || reason === 'fan-took-back' ? reason : undefined

/**
 * Takes an approved reply back before anything of it left: the decision no longer stands, the message is gone, the draft is
 * what `becomes` says. False when it is too late: sending has begun, or may have.
 */
export async function withdrawReply(
  scope: Scope,
  delivery: Delivery,
  { becomes, because, now }: { becomes: DraftStatus; because?: ClosedBecause; now: Date },
): Promise<boolean> {
  const withdrawn = await undoDelivery(scope, delivery.id, now)
  if (!withdrawn) return false
  await undoDecisionRow(scope, delivery.decisionId, now)
  await deleteMessage(scope, delivery.messageId)
  await moveDraft(scope, delivery.draftId, ['approved'], {
    status: becomes,
    decidedBy: null,
    decidedByName: null,
    decidedVia: null,
    decidedAt: null,
    ...(because ? { reason: { fanId: delivery.fanId, words: because } } : {}),
  })
  return true
}
