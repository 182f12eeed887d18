import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import * as authSchema from './auth-schema.ts'
import type { Connected } from './connect.node.ts'
import type { Db } from './db.ts'
import * as schema from './schema.ts'

/** How these connections are named in `pg_stat_activity`. */
export const WORKER_CONNECTION = 'souvenir-worker'

/**
 * Connections for one request on Workers: a socket belongs to the request that opened it. Nothing is opened before the
 * first query; three leave room for calls to platforms among the six a request may have open. The pool that outlives requests is Hyperdrive's.
 */
export function connectHyperdrive(url: string, onError: (error: Error) => void): Connected {
  const pool = new pg.Pool({
    connectionString: url,
    max: 3,
    connectionTimeoutMillis: 10_000,
    application_name: WORKER_CONNECTION,
  })
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return { db: drizzle(pool, { schema: { ...schema, ...authSchema } }) as unknown as Db, close: () => pool.end() }
}
