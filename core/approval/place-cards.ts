import { cardsOfDraft, placeCard } from '../../db/cards.ts'
import { draftsByStatus } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import type { Deps, ReviewDesk } from '../deps.ts'

const MOST = 200

/**
 * A desk works again, or stands somewhere else now: every draft that waits gets a card there, and a card that was lost with a
 * channel is no trouble any more. Asking twice changes nothing.
 */
export async function placeCards(
  { store, desks, now, wake }: Pick<Deps, 'store' | 'desks' | 'now' | 'wake'>,
  { tenantId, creatorId, desk }: { tenantId: string; creatorId: string; desk: ReviewDesk['name'] },
): Promise<void> {
  const here = (await desks.desksFor({ tenantId, creatorId })).filter(({ name }) => name === desk)
  const places = here.flatMap((one) => one.places)
  if (places.length === 0) return
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    const waiting = (await draftsByStatus(scope, ['pending', 'held'], MOST)).filter(
      (draft) => draft.creatorId === creatorId,
    )
    for (const { id: draftId, fanId } of waiting) {
      for (const place of places) await placeCard(scope, { id: newId(), fanId, draftId, desk, place, now: at })
      const lost = (await cardsOfDraft(scope, draftId)).filter((card) => card.desk === desk && card.isGone)
      for (const { id } of lost) await resolveTrouble(scope, { stage: 'card', subjectId: id, now: at })
    }
  })
  wake(at)
}
