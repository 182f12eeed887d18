import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { offersMadeTo, settleOfferMade } from '../../db/offers-made.ts'
import { insertPurchase, type STARS } from '../../db/purchases.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { kindsIn } from './tastes-of.ts'

const words = (longest: number) =>
  z
    .string()
    .max(longest)
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1))

/** What a fan bought, as a person tells it. */
export const NewPurchase = z.object({
  title: words(200),
  /** Its kinds of content: "photos", or several: "videos, custom". */
  category: words(120),
  amountMinor: z.number().int().min(0).max(100_000_000),
  currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'CAD']).default('EUR'),
  /** Now, when it is left out. */
  purchasedAt: z.iso.datetime({ offset: true }).optional(),
})
export type NewPurchase = z.infer<typeof NewPurchase>

/** Records a purchase as a person tells it. @returns its id */
export async function recordPurchase(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, purchase, actor }: { tenantId: string; fanId: string; purchase: NewPurchase; actor: Actor },
): Promise<string> {
  const id = newId()
  const purchasedAt = purchase.purchasedAt ? new Date(purchase.purchasedAt) : now()
  await inTenant(store, tenantId, async (scope) => {
    await fanHere(scope, fanId)
    if (purchasedAt > now())
      throw new CoreError('invalid', 'This day is yet to come. Note a purchase once it was made.')
    await keepPurchase(scope, { ...purchase, id, fanId, purchasedAt, by: actor.name })
    await noteAudit(scope, { actor, action: 'purchase.record', fanId, subjectId: id, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  return id
}

/**
 * Keeps a purchase with its kinds and its time. Open offers of these kinds count as bought.
 * @returns false when the platform told of it before
 */
export async function keepPurchase(
  scope: Scope,
  { by, ...purchase }: Omit<NewPurchase, 'purchasedAt' | 'currency'> & KeptPurchase,
): Promise<boolean> {
  const { fanId, purchasedAt } = purchase
  const kinds = kindsIn(purchase.category)
  if (!(await insertPurchase(scope, { ...purchase, category: kinds.join(', ') }))) return false
  for (const offer of await offersMadeTo(scope, fanId)) {
    if (offer.status !== 'open' || !kindsIn(offer.category).some((kind) => kinds.includes(kind))) continue
    await settleOfferMade(scope, offer.id, { status: 'bought', settledBy: by, settledAt: purchasedAt })
  }
  await touchFan(scope, fanId)
  return true
}

interface KeptPurchase {
  id: string
  fanId: string
  /** The platform's id of it. */
  externalId?: string
  currency: NewPurchase['currency'] | typeof STARS
  purchasedAt: Date
  by: string
}
