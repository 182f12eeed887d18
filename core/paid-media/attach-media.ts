import { conversationById } from '../../db/conversations.ts'
import { offerById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { type Draft, draftVersion } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { freeDraft } from '../approval/free-draft.ts'
import { addVersion, publishRevised, type ReviseOutcome } from '../approval/revise-draft.ts'
import type { Deps } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { type NoMedia, whyNoMedia } from './may-carry.ts'
import { mediaOfOffer, type PaidMedia } from './paid-media.ts'

export type AttachOutcome = ReviseOutcome | { kind: 'refused'; draft: Draft; problem: NoMedia }

/**
 * A person puts priced media to the reply that waits, or takes them off. That is a version of its own, so that no older yes is a
 * yes to it. Nothing is sent: that is one more yes.
 * @param offerId undefined takes off what is there
 */
export async function attachMedia(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  {
    tenantId,
    draftId,
    offerId,
    actor,
  }: { tenantId: string; draftId: string; offerId: string | undefined; actor: Actor },
): Promise<AttachOutcome> {
  const outcome = await inTenant(store, tenantId, async (scope): Promise<AttachOutcome> => {
    const found = await freeDraft(scope, draftId, actor, now())
    if (found.kind !== 'open') return found
    const { draft } = found
    const media = offerId === undefined ? undefined : await mediaHere(scope, draft, offerId)
    if (offerId !== undefined && !media) return { kind: 'refused', draft, problem: 'media-gone' }
    const conversation = await conversationById(scope, draft.conversationId)
    const shown = await draftVersion<DraftNotes>(scope, draft, draft.version)
    if (!conversation || !shown) return { kind: 'not-found' }
    const problem = media && (await whyNoMedia(scope, { media, conversation, now: now() }))
    if (problem) return { kind: 'refused', draft, problem }
    const { paidMedia: _, ...notes } = shown.notes
    const revised = await addVersion(scope, draft, {
      text: shown.text,
      origin: shown.origin,
      ...(shown.authorName ? { authorName: shown.authorName } : {}),
      notes: { ...notes, ...(media ? { paidMedia: media } : {}) },
      now: now(),
    })
    return { kind: 'revised', draft: revised, before: shown.text, after: shown.text }
  })
  if (outcome.kind !== 'refused') publishRevised({ events, wake, now }, tenantId, outcome)
  return outcome
}

async function mediaHere(scope: Scope, { creatorId }: Draft, offerId: string): Promise<PaidMedia | undefined> {
  const offer = await offerById(scope, offerId)
  return offer?.creatorId === creatorId ? mediaOfOffer(scope, offer) : undefined
}
