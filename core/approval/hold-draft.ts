import { NO_LEASE } from '../../db/draft-leases.ts'
import { type Draft, moveDraft } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type Busy, freeDraft } from './free-draft.ts'

const DAY_MS = 24 * 3_600_000

export type HoldOutcome =
  | { kind: 'held'; draft: Draft }
  | Busy
  | { kind: 'closed'; draft: Draft }
  | { kind: 'not-found' }

/** Puts a draft aside. It comes back to the queue at that time, or as soon as the fan writes: it is never sent by itself. @param until undefined: only when the fan writes */
export async function holdDraft(
  { store, events, wake, now }: Pick<Deps, 'store' | 'events' | 'wake' | 'now'>,
  { tenantId, draftId, until, actor }: { tenantId: string; draftId: string; until: Date | undefined; actor: Actor },
): Promise<HoldOutcome> {
  return settle(
    { store, events, wake, now },
    { tenantId, draftId, actor },
    {
      status: 'held',
      heldUntil: until ?? null,
      // Held until tomorrow is not "nobody answered": the clock starts again when it comes back.
      expiresAt: new Date((until ?? now()).getTime() + DAY_MS),
      ...NO_LEASE,
      decidedByName: actor.name,
      decidedVia: actor.via,
      decidedAt: now(),
    },
  )
}

/** Back to the queue before its time. */
export async function unholdDraft(
  { store, events, wake, now }: Pick<Deps, 'store' | 'events' | 'wake' | 'now'>,
  { tenantId, draftId, actor }: { tenantId: string; draftId: string; actor: Actor },
): Promise<HoldOutcome> {
  return settle(
    { store, events, wake, now },
    { tenantId, draftId, actor },
    {
      status: 'pending',
      heldUntil: null,
      expiresAt: new Date(now().getTime() + DAY_MS),
      decidedByName: null,
    },
  )
}

async function settle(
  { store, events, wake, now }: Pick<Deps, 'store' | 'events' | 'wake' | 'now'>,
  { tenantId, draftId, actor }: { tenantId: string; draftId: string; actor: Actor },
  change: Parameters<typeof moveDraft>[3],
): Promise<HoldOutcome> {
  const outcome = await inTenant(store, tenantId, async (scope): Promise<HoldOutcome> => {
    const found = await freeDraft(scope, draftId, actor, now())
    if (found.kind !== 'open') return found
    const moved = await moveDraft(scope, draftId, ['pending', 'held'], change)
    return moved ? { kind: 'held', draft: moved } : { kind: 'closed', draft: found.draft }
  })
  if (outcome.kind === 'held') {
    const { id, conversationId, fanId, heldUntil } = outcome.draft
    events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
    wake(now())
    if (heldUntil) wake(heldUntil)
  }
  return outcome
}
