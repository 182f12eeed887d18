import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { insertOffer, updateOffer } from '../../db/creators.ts'
import { newId } from '../../db/ids.ts'
import { STARS } from '../../db/purchases.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { MOST_STARS } from '../paid-media/paid-media.ts'
import { creatorHere } from './edit-creator.ts'

/** One priced piece of the menu: the only prices a draft may name. */
export const OfferWords = z
  .object({
    title: z.string().trim().min(1, 'Name what is offered.').max(120),
    category: z.enum(['photos', 'videos', 'voice', 'custom', 'other']),
    /** In the currency's smallest unit; of `XTR`, Telegram's Stars, their number. */
    priceMinor: z.number().int().min(0).max(10_000_000),
    currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'CAD', STARS]).default('EUR'),
  })
  .refine(({ priceMinor, currency }) => currency !== STARS || (priceMinor >= 1 && priceMinor <= MOST_STARS), {
    path: ['priceMinor'],
    message: `Telegram takes a price of 1 to ${MOST_STARS} Stars.`,
  })
export type OfferWords = z.infer<typeof OfferWords>

type World = Pick<Deps, 'store' | 'now'>

/** @returns its id */
export async function addOffer(
  { store, now }: World,
  { tenantId, creatorId, offer, actor }: { tenantId: string; creatorId: string; offer: OfferWords; actor: Actor },
): Promise<string> {
  const id = newId()
  await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    await insertOffer(scope, { ...offer, id, creatorId, createdAt: now() })
    await noteAudit(scope, { actor, action: 'offer.write', subjectId: id, happenedAt: now() })
  })
  return id
}

/** @param change undefined takes the offer off the menu; what was bought stays bought */
export async function editOffer(
  { store, now }: World,
  {
    tenantId,
    offerId,
    change,
    actor,
  }: { tenantId: string; offerId: string; change: OfferWords | undefined; actor: Actor },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const isThere = await updateOffer(scope, offerId, change ?? { isActive: false })
    if (!isThere) throw new CoreError('not-found', 'This offer is gone. Reload the page.', { offerId })
    const action = change ? 'offer.edit' : 'offer.retire'
    await noteAudit(scope, { actor, action, subjectId: offerId, happenedAt: now() })
  })
}
