import type { Scope } from '../../db/db.ts'
import { type Draft, lockDraft } from '../../db/drafts.ts'
import type { Actor } from '../actor.ts'

/** Somebody else has it open: who, where, and until when at the latest. */
export interface Busy {
  kind: 'busy'
  draft: Draft
  name: string
  via: string
  until: Date
}

export type FreeDraft =
  | { kind: 'open'; draft: Draft }
  | Busy
  /** Decided, overtaken or expired. */
  | { kind: 'closed'; draft: Draft }
  | { kind: 'not-found' }

/**
 * A draft that this person may change now; it is locked until the transaction ends. Whatever a person does to a draft asks here
 * first, so that nothing changes under the hands of whoever has it open.
 */
export async function freeDraft(scope: Scope, draftId: string, actor: Actor, now: Date): Promise<FreeDraft> {
  const draft = await lockDraft(scope, draftId)
  if (!draft) return { kind: 'not-found' }
  if (!isOpen(draft)) return { kind: 'closed', draft }
  return busyFor(draft, actor, now) ?? { kind: 'open', draft }
}

/** Undefined when nobody else holds it. */
export function busyFor(draft: Draft, actor: Actor, now: Date): Busy | undefined {
  const { leaseBy, leaseName, leaseVia, leaseUntil } = draft
  if (!leaseUntil || leaseUntil <= now || leaseBy === actor.id) return undefined
  return { kind: 'busy', draft, name: leaseName ?? '', via: leaseVia ?? '', until: leaseUntil }
}

export const isOpen = ({ status }: Pick<Draft, 'status'>) => status === 'pending' || status === 'held'
