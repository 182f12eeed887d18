import { conversationById } from '../../db/conversations.ts'
import { type Draft, draftById, draftVersion } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { type Busy, busyFor, freeDraft, isOpen } from '../approval/free-draft.ts'
import { addVersion } from '../approval/revise-draft.ts'
import { noteRecall } from '../audit/note-recall.ts'
import type { Deps } from '../deps.ts'
import { recallMemories } from '../recall/recall-memories.ts'
import type { DraftNotes } from './draft-notes.ts'
import { draftReply } from './draft-reply.ts'
import type { Instruction } from './instruction.ts'
import { loadTurn } from './load-turn.ts'

export type OtherOutcome =
  | { kind: 'drafted'; draft: Draft }
  | Busy
  | { kind: 'closed'; draft: Draft }
  | { kind: 'not-found' }

/** Writes another proposal for the same turn, asked for by a person; the ones before it stay reachable. */
export async function otherDraft(
  deps: Pick<Deps, 'store' | 'models' | 'cache' | 'now' | 'log' | 'events' | 'wake'>,
  {
    tenantId,
    draftId,
    instruction,
    actor,
  }: { tenantId: string; draftId: string; instruction?: Instruction; actor: Actor },
): Promise<OtherOutcome> {
  const { store, now } = deps
  const found = await inTenant(store, tenantId, async (scope) => {
    const draft = await draftById(scope, draftId)
    const conversation = draft && (await conversationById(scope, draft.conversationId))
    const turn = conversation && (await loadTurn(scope, conversation, now()))
    if (turn) await noteRecall(scope, turn, actor)
    return { draft, turn }
  })
  if (!found.draft) return { kind: 'not-found' }
  if (!found.turn || !isOpen(found.draft)) return { kind: 'closed', draft: found.draft }
  const busy = busyFor(found.draft, actor, now())
  if (busy) return busy
  const recalled = await recallMemories(deps, found.turn)
  const proposal = await draftReply(deps, { turn: found.turn, recalled, ...(instruction ? { instruction } : {}) })
  const drafted = await inTenant(store, tenantId, async (scope): Promise<OtherOutcome> => {
    // Whoever opened it while the model wrote must not find other words under their hands.
    const current = await freeDraft(scope, draftId, actor, now())
    if (current.kind !== 'open') return current
    const shown = await draftVersion<DraftNotes>(scope, current.draft, current.draft.version)
    // What a person put to the reply goes with the other words too, unless nothing is to be offered.
    const paidMedia = instruction === 'no-offer' ? undefined : shown?.notes.paidMedia
    const notes = { ...proposal.notes, ...(paidMedia ? { paidMedia } : {}) }
    const added = { ...proposal, notes, ...(instruction ? { instruction } : {}), now: now() }
    return { kind: 'drafted', draft: await addVersion(scope, current.draft, added) }
  })
  if (drafted.kind !== 'drafted') return drafted
  const { draft } = drafted
  deps.events.publish(tenantId, {
    kind: 'draft',
    id: draftId,
    conversationId: draft.conversationId,
    fanId: draft.fanId,
  })
  deps.wake(now())
  return drafted
}
