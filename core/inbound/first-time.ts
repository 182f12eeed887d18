import { noteUpdate } from '../../db/inbox.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'

/** False when the platform told us this before. For updates that are no message of a fan; those are told apart as they are stored. */
export async function firstTime(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, source, externalId }: { tenantId: string; source: string; externalId: string },
): Promise<boolean> {
  return inTenant(store, tenantId, (scope) => noteUpdate(scope, { source, externalId, receivedAt: now() }))
}
