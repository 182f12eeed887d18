import { expireCardLeases } from '../db/cards.ts'
import { expirePullLeases } from '../db/chat-pulls.ts'
import { expireTurnLeases } from '../db/conversations.ts'
import { expireAllLeases } from '../db/due-deliveries.ts'
import { expireErasureLeases } from '../db/erasures.ts'
import { expireAccountLeases } from '../db/platform-accounts.ts'
import { acrossTenants } from '../db/scope.ts'
import { endAllWatches } from '../db/watches.ts'
import type { Deps } from './deps.ts'

/**
 * For a database of one process, at its start: whatever is held is held by a process that is dead, so it is due at once.
 * With several processes on one database the leases run out by themselves instead.
 */
export async function resumeAfterCrash({ store, now }: Pick<Deps, 'store' | 'now'>): Promise<void> {
  await acrossTenants(store, async (tx) => {
    await expireAllLeases(tx, now())
    await expireTurnLeases(tx, now())
    await expireCardLeases(tx)
    await expireErasureLeases(tx)
    await expireAccountLeases(tx)
    await expirePullLeases(tx)
    await endAllWatches(tx)
  })
}
