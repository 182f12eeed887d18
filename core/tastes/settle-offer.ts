import { noteAudit } from '../../db/audit.ts'
import { settleOfferMade } from '../../db/offers-made.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

export const OFFER_ANSWERS = ['declined', 'open', 'bought'] as const

/** A person says what became of an offer: declined, it rests for 7 days; open takes that back. */
export async function settleOffer(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  of: { tenantId: string; offerMadeId: string; status: (typeof OFFER_ANSWERS)[number]; actor: Actor },
): Promise<void> {
  const { tenantId, offerMadeId, status, actor } = of
  const isOpen = status === 'open'
  const fanId = await inTenant(store, tenantId, async (scope) => {
    const settled = { status, settledBy: isOpen ? null : actor.name, settledAt: isOpen ? null : now() }
    const fan = await settleOfferMade(scope, offerMadeId, settled)
    if (!fan) throw new CoreError('not-found', 'This offer is gone. Reload the page.', { offerMadeId })
    await noteAudit(scope, { actor, action: `offer.${status}`, fanId: fan, subjectId: offerMadeId, happenedAt: now() })
    return fan
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
