import { type ReviewCard, reviewCard } from '../../core/approval/review-card.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { inTenant } from '../../core/tenant.ts'
import type { Session } from './session.ts'

/** A review card as the console gets it: whose lease it is, and nothing about tenants. */
export function toCard({ tenantId: _, lease, halfWritten, ...card }: ReviewCard, { actor }: Session) {
  return {
    ...card,
    messages: card.messages.map((message) => ({
      ...message,
      media: message.media.map(({ kind, label, seconds }) => ({ kind, label, seconds })),
    })),
    lease: lease && {
      name: lease.name,
      via: lease.via,
      until: lease.until,
      takenFrom: lease.takenFrom,
      isMine: lease.by === actor.id,
    },
    halfWritten: halfWritten.map(({ personId, name, via, text, at }) => ({
      name,
      via,
      text,
      at,
      isMine: personId === actor.id,
    })),
  }
}

/** The card as it stands now. */
export async function cardNow(deps: Pick<Deps, 'store' | 'now'>, session: Session, draftId: string) {
  const card = await inTenant(deps, session.tenantId, (scope) => reviewCard(scope, draftId, deps.now()))
  if (!card) throw new CoreError('not-found', 'This draft is gone: its fan was erased, or it never was.', { draftId })
  await noteReads(deps, session, { action: 'draft.read', fanIds: [card.fan.id] })
  return toCard(card, session)
}
