import { offersOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import type { Fan } from '../../db/fans.ts'
import { memoriesOf } from '../../db/memories.ts'
import { type OfferMade, offersMadeTo } from '../../db/offers-made.ts'
import { purchasesOf } from '../../db/purchases.ts'
import { tastesSetFor } from '../../db/tastes.ts'
import { type Taste, tastesOf } from './tastes-of.ts'

/** What a fan likes, and what was offered to them. Of a fan who said "/memory off" nothing that they told counts. */
export async function readTastes(
  scope: Scope,
  { id: fanId, creatorId, memoryOff }: Pick<Fan, 'id' | 'creatorId' | 'memoryOff'>,
): Promise<{ tastes: Taste[]; offersMade: OfferMade[] }> {
  const offersMade = await offersMadeTo(scope, fanId)
  const tastes = tastesOf({
    menu: await offersOf(scope, creatorId),
    purchases: await purchasesOf(scope, fanId),
    offersMade,
    memories: memoryOff ? [] : await memoriesOf(scope, fanId),
    set: await tastesSetFor(scope, fanId),
  })
  return { tastes, offersMade }
}
