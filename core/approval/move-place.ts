import { moveCards } from '../../db/cards.ts'
import { dropTopicsAt } from '../../db/fan-topics.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'

/**
 * A chat got another id: what still waits there is drawn anew under the new one, for nobody can reach the old messages. What was
 * settled stays behind as it is, and topics are made anew with the next card.
 */
export async function movePlace(
  { store, now, wake }: Pick<Deps, 'store' | 'now' | 'wake'>,
  { tenantId, ...move }: { tenantId: string; desk: 'telegram' | 'discord'; from: string; to: string },
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    await moveCards(scope, { ...move, now: now() })
    await dropTopicsAt(scope, { desk: move.desk, place: move.from })
  })
  wake(now())
}
