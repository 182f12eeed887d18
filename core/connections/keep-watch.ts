import { acrossTenants } from '../../db/scope.ts'
import { endWatches, keepWatches, type Watch } from '../../db/watches.ts'
import type { Deps } from '../deps.ts'

export type { Watch }

/** Of several processes on one database one listens for each connection. @returns the connections that are this holder's now */
export async function keepWatch(
  { store }: Pick<Deps, 'store'>,
  of: { ids: string[]; holder: string; leaseMs: number },
): Promise<Watch[]> {
  return of.ids.length === 0 ? [] : acrossTenants(store, (tx) => keepWatches(tx, of))
}

/** Gives them back, so that another process listens at once. */
export async function endWatch({ store }: Pick<Deps, 'store'>, of: { ids: string[]; holder: string }): Promise<void> {
  if (of.ids.length > 0) await acrossTenants(store, (tx) => endWatches(tx, of))
}
