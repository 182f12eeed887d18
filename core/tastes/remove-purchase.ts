import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { offersMadeTo, settleOfferMade } from '../../db/offers-made.ts'
import { deletePurchaseByHand } from '../../db/purchases.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { kindsIn } from './tastes-of.ts'

/** Takes back a purchase that a person noted: it never was, and the offers that it settled are open again. */
export async function removePurchase(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, purchaseId, actor }: { tenantId: string; purchaseId: string; actor: Actor },
): Promise<void> {
  const fanId = await inTenant(store, tenantId, async (scope) => {
    const gone = await deletePurchaseByHand(scope, purchaseId)
    if (!gone) {
      const words = 'This purchase is gone already, or a platform told of it: then it stays. Reload the page.'
      throw new CoreError('not-found', words, { purchaseId })
    }
    await reopenOffers(scope, gone)
    await noteAudit(scope, {
      actor,
      action: 'purchase.remove',
      fanId: gone.fanId,
      subjectId: purchaseId,
      happenedAt: now(),
    })
    return gone.fanId
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}

/** What a purchase that is none any more had settled is open again. */
export async function reopenOffers(
  scope: Scope,
  { fanId, category, purchasedAt }: { fanId: string; category: string; purchasedAt: Date },
): Promise<void> {
  const kinds = kindsIn(category)
  for (const offer of await offersMadeTo(scope, fanId)) {
    const isOfIt = offer.status === 'bought' && offer.settledAt?.getTime() === purchasedAt.getTime()
    if (!isOfIt || !kindsIn(offer.category).some((kind) => kinds.includes(kind))) continue
    await settleOfferMade(scope, offer.id, { status: 'open', settledBy: null, settledAt: null })
  }
  await touchFan(scope, fanId)
}
