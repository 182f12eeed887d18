import { sql } from 'drizzle-orm'
import type { Db, Scope, Store } from './db.ts'

const hasRole = new WeakMap<Db, boolean>()

/**
 * Runs work as one tenant, in one transaction: row-level security shows nothing else. Everything in it commits together
 * or not at all. Never wait for the network inside: the embedded database has one connection.
 */
export async function inTenant<T>(store: Store, tenantId: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  if (!tenantId || tenantId === '*') throw new Error(`"${tenantId}" is no tenant.`)
  const withRole = await mayTakeRole(store.db)
  return store.db.transaction(async (tx) => {
    await (withRole
      ? tx.execute(sql`select set_config('role', 'souvenir_app', true), set_config('app.tenant', ${tenantId}, true)`)
      : tx.execute(sql`select set_config('app.tenant', ${tenantId}, true)`))
    return work({ tx: tx as Db, tenantId, vault: store.vault })
  })
}

/** Runs work across tenants: only for finding what is due, and for the platform's own records. */
export async function acrossTenants<T>({ db }: Pick<Store, 'db'>, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant', '*', true)`)
    return work(tx as Db)
  })
}

/** Reads across tenants as everything was at one moment, however long the reading takes. */
export async function inOneSnapshot<T>({ db }: Pick<Store, 'db'>, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(
    async (tx) => {
      await tx.execute(sql`select set_config('app.tenant', '*', true)`)
      return work(tx as Db)
    },
    { isolationLevel: 'repeatable read', accessMode: 'read only' },
  )
}

/** Of two processes that do `what` for this tenant, one waits until the other's transaction ends. */
export async function lockTenant({ tx, tenantId }: Scope, what: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`${tenantId}/${what}`}))`)
}

/** Whether this login may act as the application's own role, which row-level security binds. Asked once. */
export async function mayTakeRole(db: Db): Promise<boolean> {
  const known = hasRole.get(db)
  if (known !== undefined) return known
  const found = rowsOf(
    await db.execute(
      sql`select 1 from pg_roles where rolname = 'souvenir_app' and pg_has_role(current_user, oid, 'member')`,
    ),
  )
  hasRole.set(db, found.length > 0)
  return found.length > 0
}

/** Both drivers answer a raw statement with rows, PGlite and pg alike wrapped in an object. */
export function rowsOf(result: unknown): Record<string, unknown>[] {
  return (result as { rows: Record<string, unknown>[] }).rows
}
