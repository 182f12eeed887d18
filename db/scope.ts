import { sql } from 'drizzle-orm'
import type { Db, Scope, Store } from './db.ts'
import { beginsOnServer } from './driver.ts'

const hasRole = new WeakMap<Db, boolean>()

/**
 * A process that stands still in the midst of a transaction (its machine was moved, or swaps) would keep its rows from everybody
 * for as long: the server ends that transaction then. Far longer than any of ours pauses, and shorter than the lease of a send.
 */
const STANDS_STILL = '20s'
/**
 * Nor may one wait longer for another's rows: the server hears a process that stands still only when it is that one's turn, and all
 * that it waits for would be held by it, one after the other.
 */
const WAITS = '10s'
const CLAIMS_WAIT = '1s'

/**
 * Runs work as one tenant, in one transaction: row-level security shows nothing else. Everything in it commits together
 * or not at all. Never wait for the network inside: the embedded database has one connection.
 */
export async function inTenant<T>(store: Store, tenantId: string, work: (scope: Scope) => Promise<T>): Promise<T> {
  if (!tenantId || tenantId === '*') throw new Error(`"${tenantId}" is no tenant.`)
  const withRole = await mayTakeRole(store.db)
  return store.db.transaction(async (tx) => {
    const asTenant = sql`set_config('app.tenant', ${tenantId}, true)${patience(store.db)}`
    await tx.execute(
      withRole ? sql`select set_config('role', 'souvenir_app', true), ${asTenant}` : sql`select ${asTenant}`,
    )
    return work({ tx: tx as Db, tenantId, vault: store.vault })
  })
}

/** Runs work across tenants: only for finding what is due, and for the platform's own records. */
export async function acrossTenants<T>({ db }: Pick<Store, 'db'>, work: (tx: Db) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    await tx.execute(sql`select set_config('app.tenant', '*', true)${patience(db)}`)
    return work(tx as Db)
  })
}

/**
 * For this transaction alone, so that it holds behind a pooler, too. The embedded database has nobody who could wait, and a
 * transaction within another one lives by that one's settings.
 */
const patience = (db: Db) =>
  beginsOnServer(db)
    ? sql`, set_config('idle_in_transaction_session_timeout', ${STANDS_STILL}, true), set_config('lock_timeout', ${WAITS}, true)`
    : sql``

/**
 * From here to its end this transaction waits a second for a row that somebody else holds, and then fails (`isHeldElsewhere`).
 * For what is tried again anyway: whoever waits holds one of few connections.
 */
export async function waitBriefly({ tx }: Scope): Promise<void> {
  await tx.execute(sql`select set_config('lock_timeout', ${CLAIMS_WAIT}, true)`)
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
