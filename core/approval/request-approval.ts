import { placeCard } from '../../db/cards.ts'
import { finishTurn } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { draftsOfConversation, insertDraft, insertDraftVersion, moveDraft, openDraftOf } from '../../db/drafts.ts'
import { moveHalfWritten } from '../../db/half-written.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { type Turn, traceOf } from '../draft/turn.ts'
import { tellEndpoint } from '../webhooks/tell-endpoint.ts'

/** Words proposed for a turn, checked, with all that a person should know about them. */
export interface Proposal {
  text: string
  /** model:<provider>/<id>, or offline */
  origin: string
  notes: DraftNotes
}

/**
 * Puts a proposal before the people who decide: a row in the queue, and a card on every review desk.
 * @returns the draft's id; undefined when the fan wrote meanwhile, so that this proposal would answer too little
 */
export async function requestApproval(
  { store, desks, now, wake, events, log }: Pick<Deps, 'store' | 'desks' | 'now' | 'wake' | 'events' | 'log'>,
  { turn, proposal }: { turn: Turn; proposal: Proposal },
): Promise<string | undefined> {
  const places = (await desks.desksFor({ tenantId: turn.tenantId, creatorId: turn.creator.id })).flatMap((desk) =>
    desk.places.map((place) => ({ desk: desk.name, place })),
  )
  const draftId = await inTenant(store, turn.tenantId, (scope) => storeDraft(scope, turn, proposal, places, now()))
  const ids = { trace: traceOf(turn), tenantId: turn.tenantId, conversationId: turn.conversation.id }
  if (!draftId) {
    log.info('draft overtaken', ids)
    wake(now())
    return undefined
  }
  log.info('waiting for approval', { ...ids, draftId, origin: proposal.origin })
  events.publish(turn.tenantId, {
    kind: 'draft',
    id: draftId,
    conversationId: turn.conversation.id,
    fanId: turn.fan.id,
  })
  wake(now())
  return draftId
}

async function storeDraft(
  scope: Scope,
  turn: Turn,
  proposal: Proposal,
  places: { desk: string; place: string }[],
  now: Date,
): Promise<string | undefined> {
  const { conversation, fan, creator, unanswered } = turn
  if (!(await finishTurn(scope, conversation.id, conversation.version))) return undefined
  const first = unanswered[0]
  const last = unanswered.at(-1)
  if (!first || !last) return undefined

  const [before] = await draftsOfConversation(scope, conversation.id, 1)
  const overtaken = before?.status === 'superseded' && !before.supersededBy ? before : undefined
  // A person began an answer of their own meanwhile: theirs stands, if it has read what this one has.
  const open = await openDraftOf(scope, conversation.id)
  if (open?.conversationVersion === conversation.version) return undefined
  const draftId = newId()
  if (open) await moveDraft(scope, open.id, ['pending', 'held'], { status: 'superseded', supersededBy: draftId })
  await insertDraft(scope, {
    id: draftId,
    fanId: fan.id,
    creatorId: creator.id,
    conversationId: conversation.id,
    conversationVersion: conversation.version,
    answersMessageId: last.id,
    status: 'pending',
    waitingSince: first.createdAt,
    expiresAt: new Date(now.getTime() + creator.expireHours * 3_600_000),
    createdAt: now,
  })
  await insertDraftVersion(scope, {
    draftId,
    version: 1,
    fanId: fan.id,
    text: proposal.text,
    origin: proposal.origin,
    notes: proposal.notes,
    createdAt: now,
  })
  // What somebody had begun to write is theirs, whatever the fan or the clock did meanwhile.
  const begun = open ?? (before?.status === 'expired' ? before : overtaken)
  if (begun) await moveHalfWritten(scope, begun.id, draftId)
  if (overtaken) await moveDraft(scope, overtaken.id, ['superseded'], { supersededBy: draftId })
  for (const { desk, place } of places) {
    await placeCard(scope, { id: newId(), fanId: fan.id, draftId, desk, place, now })
  }
  await tellEndpoint(scope, {
    event: 'draft.waiting',
    creatorId: creator.id,
    fanId: fan.id,
    conversationId: conversation.id,
    channel: conversation.channel,
    ids: { draftId },
    now,
  })
  return draftId
}
