import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import * as authSchema from './auth-schema.ts'
import { type ServerAddress, serverAddress } from './connect.secure.ts'
import type { Db } from './db.ts'
import * as schema from './schema.ts'

export interface Connected {
  db: Db
  close(): Promise<void>
}

/** A pool on a Postgres server, migrated. A restart of the server costs the queries in flight and nothing else. */
export async function connectPostgres(
  url: string,
  onError: (error: Error) => void,
  plainHosts: readonly string[] = [],
): Promise<Connected & { pool: pg.Pool }> {
  const pool = new pg.Pool({
    ...serverAddress(url, plainHosts),
    max: 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    // Statements that need no answer before the next one leave together: `statements.ts`.
    pipeline: true,
  })
  // Without these two listeners a restart of Postgres would end this process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  giveBackTheDead(pool)
  const db = drizzle(pool, { schema: { ...schema, ...authSchema } })
  try {
    await migrateAlone(pool, () =>
      migrate(db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) }),
    )
  } catch (error) {
    await pool.end()
    throw error
  }
  return { db: db as unknown as Db, pool, close: () => pool.end() }
}

/**
 * A connection that breaks while it is lent out goes back at once. drizzle does not give it back when the very first statement
 * of a transaction fails, and after ten of those nobody would get a connection any more.
 */
function giveBackTheDead(pool: pg.Pool): void {
  const lend = pool.connect.bind(pool)
  const guarded = (callback?: Parameters<typeof lend>[0]) => (callback ? lend(callback) : lend().then(returnedOnce))
  pool.connect = guarded as typeof pool.connect
}

function returnedOnce(client: pg.PoolClient): pg.PoolClient {
  const release = client.release
  const whenDead = () => client.release(true)
  let isBack = false
  client.release = (destroy) => {
    if (isBack) return
    isBack = true
    client.removeListener('end', whenDead)
    release.call(client, destroy)
  }
  client.once('end', whenDead)
  return client
}

/** Two processes that start together must not migrate together. */
async function migrateAlone(pool: pg.Pool, work: () => Promise<void>): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('select pg_advisory_lock(727465)')
    await work()
  } finally {
    await client.query('select pg_advisory_unlock(727465)').catch(() => undefined)
    client.release()
  }
}

/** What a server answers, or a network says, while the server is only just starting. */
const NOT_YET = new Set(['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'EHOSTUNREACH', '57P03'])
const OLDEST_SERVER = 15

/**
 * Waits until the server takes connections.
 * @throws when it does not within that time, refuses us (at once), or is older than what this is tested with
 */
export async function waitForPostgres(
  url: string,
  { forMs, onWait, plainHosts = [] }: { forMs: number; onWait: (why: string) => void; plainHosts?: readonly string[] },
): Promise<void> {
  const until = Date.now() + forMs
  let isFirst = true
  for (;;) {
    const problem = await problemOf(serverAddress(url, plainHosts))
    if (!problem) return
    const where = withoutPassword(url)
    if (!problem.mayPass) throw new Error(`Postgres at ${where} cannot be used: ${problem.words}`)
    if (Date.now() > until) {
      throw new Error(
        `Postgres at ${where} did not answer within ${Math.round(forMs / 1_000)} seconds: ${problem.words}. ` +
          'Start it, or check DATABASE_URL. Without DATABASE_URL an embedded database is used.',
      )
    }
    if (isFirst) onWait(problem.words)
    isFirst = false
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

async function problemOf(address: ServerAddress): Promise<{ words: string; mayPass: boolean } | undefined> {
  const client = new pg.Client({ ...address, connectionTimeoutMillis: 5_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    const { rows } = await client.query('show server_version_num')
    const version = Math.floor(Number(rows[0].server_version_num) / 10_000)
    if (version >= OLDEST_SERVER) return undefined
    return { words: `it is version ${version}, and ${OLDEST_SERVER} is the oldest that works.`, mayPass: false }
  } catch (error) {
    const { code, message } = error as Error & { code?: string }
    const words = message || code || String(error)
    return { words, mayPass: NOT_YET.has(code ?? '') || /timeout|terminated/i.test(message) }
  } finally {
    await client.end().catch(() => undefined)
  }
}

function withoutPassword(url: string): string {
  return url.replace(/^(\w+:\/\/)[^@/]*@/, '$1').replace(/\?.*$/, '')
}
