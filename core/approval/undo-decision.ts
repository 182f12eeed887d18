import { noteAudit } from '../../db/audit.ts'
import { type Conversation, lockConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { decisionOfDraft, undoDecisionRow } from '../../db/decisions.ts'
import { deliveryOfDraft } from '../../db/deliveries.ts'
import { type Draft, draftById, lockDraft, moveDraft, openDraftOf } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { withdrawReply } from './withdraw-reply.ts'

export type UndoOutcome =
  | { kind: 'undone'; draft: Draft }
  /** It left, or the fan wrote since: nothing changed. */
  | { kind: 'too-late'; draft: Draft }
  | { kind: 'not-found' }

/** Takes back a yes before it left, or a no while nothing has happened since. The draft waits again, with the words it had, unless another one does by now. */
export async function undoDecision(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, actor }: { tenantId: string; draftId: string; actor: Actor },
): Promise<UndoOutcome> {
  const outcome = await inTenant(store, tenantId, (scope) => undo(scope, { draftId, actor, now: now() }))
  if (outcome.kind === 'undone') {
    const { id, conversationId, fanId } = outcome.draft
    events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
    wake(now())
  }
  return outcome
}

async function undo(
  scope: Scope,
  { draftId, actor, now }: { draftId: string; actor: Actor; now: Date },
): Promise<UndoOutcome> {
  // The conversation first, as a message of the fan takes it: the two then wait for each other instead of passing by.
  const known = await draftById(scope, draftId)
  if (!known) return { kind: 'not-found' }
  const conversation = await lockConversation(scope, known.conversationId)
  const draft = await lockDraft(scope, draftId)
  if (!draft || !conversation) return { kind: 'not-found' }
  const undone =
    draft.status === 'approved'
      ? await undoYes(scope, { draft, conversation, now })
      : await undoNo(scope, { draft, conversation, now })
  const after = (await lockDraft(scope, draftId)) ?? draft
  if (!undone) return { kind: 'too-late', draft: after }
  await noteAudit(scope, {
    actor,
    action: 'draft.undo',
    fanId: draft.fanId,
    subjectId: draft.id,
    happenedAt: now,
  })
  return { kind: 'undone', draft: after }
}

interface Undoing {
  draft: Draft
  conversation: Conversation
  now: Date
}

/** What must not leave does not leave, whatever else waits by now: only one draft waits at a time, and the newer one stays. */
async function undoYes(scope: Scope, { draft, conversation, now }: Undoing): Promise<boolean> {
  const delivery = await deliveryOfDraft(scope, draft.id)
  if (!delivery) return false
  const isOvertaken =
    conversation.version !== draft.conversationVersion || (await openDraftOf(scope, draft.conversationId)) !== undefined
  return withdrawReply(scope, delivery, { becomes: isOvertaken ? 'superseded' : 'pending', now })
}

async function undoNo(scope: Scope, { draft, conversation, now }: Undoing): Promise<boolean> {
  if (draft.status !== 'rejected') return false
  if (conversation.version !== draft.conversationVersion || (await openDraftOf(scope, draft.conversationId)))
    return false
  const decision = await decisionOfDraft(scope, draft.id)
  if (decision) await undoDecisionRow(scope, decision.id, now)
  const reopened = await moveDraft(scope, draft.id, ['rejected'], {
    status: 'pending',
    reason: null,
    decidedBy: null,
    decidedByName: null,
    decidedVia: null,
    decidedAt: null,
  })
  return reopened !== undefined
}
