import type { Scope } from '../db/db.ts'
import { inTenant as inTenantOf } from '../db/scope.ts'
import type { Deps } from './deps.ts'

/** One tenant's transaction, for surfaces that may not name the database. @see db/scope.ts */
export function inTenant<T>(
  { store }: Pick<Deps, 'store'>,
  tenantId: string,
  work: (scope: Scope) => Promise<T>,
): Promise<T> {
  return inTenantOf(store, tenantId, work)
}
