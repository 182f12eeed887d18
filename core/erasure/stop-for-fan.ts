import { cardsOfFan } from '../../db/cards.ts'
import { type Erasure, updateErasure } from '../../db/erasures.ts'
import { topicsOfFan } from '../../db/fan-topics.ts'
import { inTenant } from '../../db/scope.ts'
import { detachConversations, isInHand, stopWaiting } from '../../db/stop-fan.ts'
import type { Deps } from '../deps.ts'
import type { StepResult } from './erase-fan.ts'

/** What is being sent or drawn at this moment settles first; then its platform ids are known. */
const IN_HAND_MS = 1_000

/**
 * Nothing is drafted, sent or drawn for this fan any more, and whatever arrives from their addresses is a stranger's. What the
 * later steps need of the rows is noted on the erasure itself, in the same transaction.
 */
export async function stopForFan(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, id, fanId, addressHashes }: Erasure,
): Promise<StepResult> {
  return inTenant(store, tenantId, async (scope): Promise<StepResult> => {
    if (!fanId) return { erasure: await updateErasure(scope, id, {}) }
    const cut = await detachConversations(scope, fanId, 'They asked to be forgotten.')
    await stopWaiting(scope, fanId, now())
    const standing = (await cardsOfFan(scope, fanId)).filter(({ externalIds }) => externalIds.length > 0)
    const topics = await topicsOfFan(scope, fanId)
    const erasure = await updateErasure(scope, id, {
      addressHashes: [...new Set([...addressHashes, ...cut])],
      // The topic goes last: with it goes whatever people wrote there about the fan.
      cardsLeft: [
        ...standing.map(({ desk, place, externalIds }) => ({ desk, place, externalIds })),
        ...topics.map(({ desk, place, topicId }) => ({ desk, place, externalIds: [], topicId })),
      ],
    })
    return (await isInHand(scope, fanId, now())) ? { laterMs: IN_HAND_MS } : { erasure }
  })
}
