import { createHash } from 'node:crypto'
import { halfWrittenOf, keepHalfWritten } from '../../db/half-written.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { freeDraft } from './free-draft.ts'
import type { ReviewCard } from './review-card.ts'
import { publishRevised, type ReviseOutcome, storeRevision } from './revise-draft.ts'

/**
 * What people left half written, for whoever goes on: not what the holder of the draft is typing just now, but what they typed on
 * another desk. Latest first.
 */
export function wordsOnOffer({ halfWritten, lease, text }: ReviewCard): ReviewCard['halfWritten'] {
  return halfWritten.filter((one) => (one.personId !== lease?.by || one.via !== lease.via) && one.text !== text)
}

/** Names one person's words exactly, in ten letters: a button made for these words takes no others. */
export function sealOfWords({ personId, text }: { personId: string; text: string }): string {
  return createHash('sha256').update(`${personId}|${text}`).digest('base64url').slice(0, 10)
}

/**
 * Somebody's half-written words become the version that waits, under the name of whoever wrote them. Nothing is sent: that is
 * one more yes. `changed` when the words are no longer those that were seen.
 */
export async function useHalfWritten(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, seal, actor }: { tenantId: string; draftId: string; seal: string; actor: Actor },
): Promise<ReviseOutcome | { kind: 'changed' }> {
  const at = deps.now()
  const outcome = await inTenant(deps.store, tenantId, async (scope): Promise<ReviseOutcome | { kind: 'changed' }> => {
    const found = await freeDraft(scope, draftId, actor, at)
    if (found.kind !== 'open') return found
    const theirs = (await halfWrittenOf(scope, [draftId])).find((one) => sealOfWords(one) === seal)
    if (!theirs) return { kind: 'changed' }
    const revised = await storeRevision(scope, {
      draft: found.draft,
      words: theirs.text.trim(),
      author: { name: theirs.personName },
      now: at,
    })
    if (revised.kind === 'revised') {
      await keepHalfWritten(scope, found.draft, { ...theirs, text: '', now: at })
    }
    return revised
  })
  if (outcome.kind !== 'changed') publishRevised(deps, tenantId, outcome)
  return outcome
}
