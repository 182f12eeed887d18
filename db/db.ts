import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import type * as authSchema from './auth-schema.ts'
import type * as schema from './schema.ts'
import type { Vault } from './vault.ts'

type Schema = typeof schema & typeof authSchema

/** Postgres, whichever driver: `pg` on servers and Workers, PGlite when embedded. A transaction is one too. */
export type Db = PgDatabase<PgQueryResultHKT, Schema>

/** What a process holds: the database, and the keys that open what is sealed in it. */
export interface Store {
  readonly db: Db
  readonly vault: Vault
}

/** One tenant's transaction: every query function takes it, and sees that tenant's rows alone. */
export interface Scope {
  readonly tx: Db
  readonly tenantId: string
  readonly vault: Vault
}
