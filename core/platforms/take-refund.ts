import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { notedBelow, noteUpdate } from '../../db/inbox.ts'
import { deletePurchaseOf, lowerPurchaseOf } from '../../db/purchases.ts'
import { reopenOffers } from '../tastes/remove-purchase.ts'

export interface Refund {
  /** The platform's id of the refund: told twice, it counts once. */
  externalId: string
  /** Of the payment that it gives back. */
  paymentId: string
  /** Undefined: all of it. */
  amountMinor: number | undefined
}

/** What is noted of a payment, so that one of which the refund was told first is not counted when it comes. */
export const paymentSource = (source: string) => `${source}/payment`

const earlySource = (source: string) => `${source}/refunded-early`

/** How much of a payment was given back in part before it was told itself. */
export async function refundedBefore(scope: Scope, source: string, paymentId: string): Promise<number> {
  const noted = await notedBelow(scope, earlySource(source), paymentId)
  return noted.map((one) => Number(one.slice(paymentId.length + 1).split('/')[0])).reduce((a, b) => a + b, 0)
}

/**
 * A fan got money back: given back whole, it is no purchase any more; in part, it counts for what is left.
 * @returns the fan; undefined when nothing here changes
 */
export async function takeRefund(
  scope: Scope,
  { channel, source, now }: { channel: string; source: string; now: Date },
  { externalId, paymentId, amountMinor }: Refund,
): Promise<string | undefined> {
  if (!(await noteUpdate(scope, { source: `${source}/refund`, externalId, receivedAt: now }))) return undefined
  const purchase = `${channel}/${paymentId}`
  const lowered = amountMinor === undefined ? undefined : await lowerPurchaseOf(scope, purchase, amountMinor)
  const changed = lowered ?? (await deletePurchaseOf(scope, purchase))
  if (!changed) {
    const told =
      amountMinor === undefined
        ? { source: paymentSource(source), externalId: paymentId }
        : { source: earlySource(source), externalId: `${paymentId}/${amountMinor}/${externalId}` }
    await noteUpdate(scope, { ...told, receivedAt: now })
    return undefined
  }
  const { id: subjectId, fanId } = changed
  if (lowered) await touchFan(scope, fanId)
  else await reopenOffers(scope, changed)
  await noteAudit(scope, { actor: 'souvenir', action: 'purchase.refund', fanId, subjectId, happenedAt: now })
  return fanId
}
