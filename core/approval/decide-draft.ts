import { noteAudit } from '../../db/audit.ts'
import type { Conversation } from '../../db/conversations.ts'
import { addressOf, conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { insertDecision } from '../../db/decisions.ts'
import { type Delivery, deliveryOfDraft, insertDelivery } from '../../db/deliveries.ts'
import { NO_LEASE } from '../../db/draft-leases.ts'
import {
  type Draft,
  type DraftVersion,
  draftVersion,
  insertDraftVersion,
  latestVersion,
  lockDraft,
  moveDraft,
} from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { insertMessage } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import { noReplyIn } from '../business/stop-replies.ts'
import type { Deps } from '../deps.ts'
import { checkWords } from '../draft/check-words.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { whyNoMedia } from '../paid-media/may-carry.ts'
import { mediaShown } from '../paid-media/paid-media.ts'
import { type ApprovedFacts, signDecision } from './approved-reply.ts'
import type { Decision, DecisionOutcome } from './decision.ts'
import { editShare } from './edit-share.ts'
import { busyFor, isOpen } from './free-draft.ts'
import { settleTyped } from './settle-typed.ts'

/** How long a yes can be taken back before anything leaves. */
export const UNDO_MS = 5_000
/** The longest reply a person may send, in UTF-16 units; it leaves in several messages. */
export const LONGEST_REPLY = 12_000

/**
 * Takes a person's yes or no, once. Decision, outgoing message and delivery commit together or not at all, so a yes that was
 * shown as taken is never lost, and of two people who tap at once one is told who was first.
 */
export async function decideDraft(
  { store, now, events, log }: Pick<Deps, 'store' | 'now' | 'events' | 'log'>,
  decision: Decision,
): Promise<DecisionOutcome> {
  const outcome = await inTenant(store, decision.tenantId, (scope) => decide(scope, decision, now()))
  log.info(`decision ${outcome.kind}`, {
    ...('draft' in outcome ? { trace: outcome.draft.answersMessageId } : {}),
    tenantId: decision.tenantId,
    draftId: decision.draftId,
    by: decision.actor.id,
  })
  if (outcome.kind === 'approved' || outcome.kind === 'rejected') {
    const { id, conversationId, fanId } = outcome.draft
    events.publish(decision.tenantId, { kind: 'draft', id, conversationId, fanId })
  }
  return outcome
}

async function decide(scope: Scope, decision: Decision, now: Date): Promise<DecisionOutcome> {
  const draft = await lockDraft(scope, decision.draftId)
  if (!draft) return { kind: 'not-found' }
  if (!isOpen(draft)) {
    return { kind: 'too-late', draft, delivery: await deliveryOfDraft(scope, draft.id) }
  }
  const busy = busyFor(draft, decision.actor, now)
  if (busy) return busy
  if (decision.verdict === 'reject') return reject(scope, draft, decision, now)
  if (decision.version !== draft.version) return { kind: 'void', draft, why: 'words-changed' }
  const conversation = await conversationById(scope, draft.conversationId)
  if (!conversation || conversation.version !== draft.conversationVersion) {
    return { kind: 'void', draft, why: 'fan-wrote' }
  }
  return approve(scope, { draft, conversation, decision, now })
}

async function approve(
  scope: Scope,
  { draft, conversation, decision, now }: { draft: Draft; conversation: Conversation; decision: Decision; now: Date },
): Promise<DecisionOutcome> {
  const shown = await draftVersion<DraftNotes>(scope, draft, draft.version)
  if (!shown) throw new CoreError('not-found', 'The words of this draft are gone.', { draftId: draft.id })
  const text = decision.text === undefined ? shown.text : cleanText(decision.text).trim()
  if (text.trim() === '') return { kind: 'refused', draft, problem: 'empty' }
  if (text.length > LONGEST_REPLY) return { kind: 'refused', draft, problem: 'too-long' }
  if (conversation.unreachable) return { kind: 'refused', draft, problem: 'unreachable' }
  const stopped = await noReplyIn(scope, conversation, now)
  if (stopped) return { kind: 'refused', draft, problem: stopped }
  const { paidMedia: media } = shown.notes
  const locked = media && (await whyNoMedia(scope, { media, conversation, now }))
  if (locked) return { kind: 'refused', draft, problem: locked }

  const warnings = text === shown.text ? shown.notes.warnings : await checkWords(scope, { conversation, text, now })
  const unread = warnings.filter(
    (warning) => warning.severity === 'stop' && !decision.acknowledged?.includes(warning.rule),
  )
  if (unread.length > 0) return { kind: 'confirm', draft, warnings: unread }

  const version = text === shown.text ? shown.version : await storeEdit(scope, { draft, shown, text, decision, now })
  const moved = await moveDraft(scope, draft.id, ['pending', 'held'], {
    status: 'approved',
    version,
    ...decidedBy(decision, now),
  })
  if (!moved) throw new Error(`Draft ${draft.id} moved while it was locked.`)
  const because = decision.reason ?? (text === shown.text ? shown.notes.why : undefined)
  const said = because === undefined ? decision : { ...decision, reason: because }
  const delivery = await queueReply(scope, { draft: moved, conversation, decision: said, text, shown, now })
  return { kind: 'approved', draft: moved, delivery, undoUntil: delivery.notBefore }
}

async function reject(scope: Scope, draft: Draft, decision: Decision, now: Date): Promise<DecisionOutcome> {
  const moved = await moveDraft(scope, draft.id, ['pending', 'held'], {
    status: 'rejected',
    reason: decision.reason ? { fanId: draft.fanId, words: cleanText(decision.reason).slice(0, 500) } : null,
    ...decidedBy(decision, now),
  })
  if (!moved) throw new Error(`Draft ${draft.id} moved while it was locked.`)
  await insertDecision(scope, { ...ledgerEntry(draft, decision, now), version: draft.version, binding: '' })
  await audit(scope, 'draft.reject', draft, decision, now)
  return { kind: 'rejected', draft: moved }
}

/** The words that leave are kept as they are, beside the model's own: learning is the difference of the two. */
async function storeEdit(
  scope: Scope,
  {
    draft,
    shown,
    text,
    decision,
    now,
  }: {
    draft: Draft
    shown: DraftVersion<DraftNotes>
    text: string
    decision: Decision
    now: Date
  },
): Promise<number> {
  const version = (await latestVersion(scope, draft.id)) + 1
  // Why somebody changed the words before says nothing about these.
  const { why: _, ...notes } = shown.notes
  await insertDraftVersion(scope, {
    draftId: draft.id,
    version,
    fanId: draft.fanId,
    text,
    origin: 'person',
    authorName: decision.actor.name,
    notes: { ...notes, claims: [], warnings: [] } satisfies DraftNotes,
    createdAt: now,
  })
  await settleTyped(scope, draft, { actor: decision.actor, words: text, now })
  return version
}

async function queueReply(
  scope: Scope,
  {
    draft,
    conversation,
    decision,
    text,
    shown,
    now,
  }: {
    draft: Draft
    conversation: Conversation
    decision: Decision
    text: string
    shown: DraftVersion<DraftNotes>
    now: Date
  },
): Promise<Delivery> {
  const facts: ApprovedFacts = {
    tenantId: scope.tenantId,
    fanId: draft.fanId,
    conversationId: conversation.id,
    channel: conversation.channel,
    address: await addressOf(scope, conversation),
    draftId: draft.id,
    version: draft.version,
    text,
    media: shown.notes.paidMedia,
    seenMessageId: draft.answersMessageId,
    conversationVersion: draft.conversationVersion,
    decidedBy: decision.actor.id,
    decidedAt: now,
  }
  const entry = ledgerEntry(draft, decision, now)
  await insertDecision(scope, {
    ...entry,
    version: draft.version,
    binding: signDecision(scope.vault, facts),
    editShare: editShare(shown.text, text),
  })
  const messageId = newId()
  await insertMessage(scope, {
    id: messageId,
    fanId: draft.fanId,
    conversationId: conversation.id,
    direction: 'outbound',
    status: 'ready',
    body: text,
    media: mediaShown(shown.notes.paidMedia),
    draftId: draft.id,
    sentAt: now,
    createdAt: now,
  })
  const deliveryId = newId()
  await insertDelivery(scope, {
    id: deliveryId,
    fanId: draft.fanId,
    conversationId: conversation.id,
    draftId: draft.id,
    decisionId: entry.id,
    messageId,
    channel: conversation.channel,
    status: 'ready',
    notBefore: new Date(now.getTime() + UNDO_MS),
    createdAt: now,
  })
  await audit(scope, 'draft.approve', draft, decision, now)
  return (await deliveryOfDraft(scope, draft.id)) as Delivery
}

function decidedBy({ actor }: Decision, now: Date) {
  return {
    decidedBy: actor.id,
    decidedByName: actor.name,
    decidedVia: actor.via,
    decidedAt: now,
    ...NO_LEASE,
  }
}

function ledgerEntry(draft: Draft, decision: Decision, now: Date) {
  return {
    id: newId(),
    fanId: draft.fanId,
    draftId: draft.id,
    verdict: decision.verdict,
    reason: decision.reason && cleanText(decision.reason).slice(0, 500),
    decidedBy: decision.actor.id,
    decidedByName: decision.actor.name,
    via: decision.actor.via,
    seenMessageId: draft.answersMessageId,
    conversationVersion: draft.conversationVersion,
    secondsOnCard: decision.secondsOnCard ?? null,
    decidedAt: now,
  }
}

async function audit(scope: Scope, action: string, draft: Draft, { actor }: Decision, now: Date): Promise<void> {
  await noteAudit(scope, { actor, action, fanId: draft.fanId, subjectId: draft.id, happenedAt: now })
}
