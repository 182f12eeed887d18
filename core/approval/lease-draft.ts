import type { Scope } from '../../db/db.ts'
import { leaseDraft, releaseLease } from '../../db/draft-leases.ts'
import { type Draft, lockDraft } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { type Busy, busyFor, isOpen } from './free-draft.ts'

/** Long enough to write a reply, short enough that a forgotten phone holds nobody up. Every keystroke renews it. */
export const LEASE_MS = 120_000
/** A lease that has more left than this short of the whole is not renewed: every desk hears of each renewal. */
const RENEW_STEP_MS = 5_000

export type LeaseOutcome =
  /** @see takenFrom the name of whoever had it open until now */
  { kind: 'leased'; draft: Draft; takenFrom?: string } | Busy | { kind: 'closed'; draft: Draft } | { kind: 'not-found' }

/**
 * One draft, one person at a time, wherever they work.
 * @param takeOver the holder loses it and every desk says so; what they wrote stays, as theirs
 */
export async function takeDraft(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  {
    tenantId,
    draftId,
    actor,
    takeOver = false,
  }: { tenantId: string; draftId: string; actor: Actor; takeOver?: boolean },
): Promise<LeaseOutcome> {
  const at = deps.now()
  const leased = await inTenant(deps.store, tenantId, async (scope): Promise<Leasing | LeaseOutcome> => {
    const before = await lockDraft(scope, draftId)
    return before ? holdOpen(scope, { before, actor, now: at, takeOver }) : { kind: 'not-found' }
  })
  if (leased.kind !== 'leasing') return leased
  tellOfLease(deps, tenantId, leased)
  const { before, draft } = leased
  const from = before.leaseBy !== actor.id && draft.leaseTakenFrom
  return { kind: 'leased', draft, ...(from ? { takenFrom: from } : {}) }
}

export async function releaseDraft(
  { store, now, events, wake }: Pick<Deps, 'store' | 'now' | 'events' | 'wake'>,
  { tenantId, draftId, actor }: { tenantId: string; draftId: string; actor: Actor },
): Promise<void> {
  const released = await inTenant(store, tenantId, (scope) => releaseLease(scope, draftId, actor.id))
  if (!released) return
  const { id, conversationId, fanId } = released
  events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
  wake(now())
}

/** A lease as it was before and is now. */
export interface Leasing {
  kind: 'leasing'
  before: Draft
  draft: Draft
}

/** Takes or renews the lease of a locked draft. */
export async function holdOpen(
  scope: Scope,
  { before, actor, now, takeOver }: { before: Draft; actor: Actor; now: Date; takeOver: boolean },
): Promise<Leasing | Busy | { kind: 'closed'; draft: Draft }> {
  if (!isOpen(before)) return { kind: 'closed', draft: before }
  const draft = await leaseDraft(scope, before.id, {
    by: actor.id,
    name: actor.name,
    via: actor.via,
    until: new Date(now.getTime() + LEASE_MS),
    enough: new Date(now.getTime() + LEASE_MS - RENEW_STEP_MS),
    now,
    takeOver,
  })
  if (draft) return { kind: 'leasing', before, draft }
  return busyFor(before, actor, now) ?? { kind: 'closed', draft: before }
}

/** Says to every desk that the lease began, changed hands or goes on. Cards are drawn anew only for the first two. */
export function tellOfLease(
  { now, events, wake }: Pick<Deps, 'now' | 'events' | 'wake'>,
  tenantId: string,
  { before, draft }: Leasing,
): void {
  const { id, conversationId, fanId, leaseUntil } = draft
  if (draft.rev !== before.rev) {
    events.publish(tenantId, { kind: 'draft', id, conversationId, fanId })
    wake(now())
  } else if (leaseUntil && leaseUntil.getTime() !== before.leaseUntil?.getTime()) {
    events.publish(tenantId, { kind: 'lease', id, conversationId, fanId, until: leaseUntil.toISOString() })
  }
  if (leaseUntil) wake(leaseUntil)
}
