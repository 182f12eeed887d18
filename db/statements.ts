import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import type { Store } from './db.ts'
import { driverOf, isPool } from './driver.ts'
import { mayTakeRole } from './scope.ts'

/**
 * A statement that runs so often that building it each time would cost more than running it. Its text never changes; on a
 * server its plan is kept under its name.
 */
export interface Statement {
  name: string
  text: string
}

export type Values = (string | number | boolean | Date | Uint8Array | null | string[])[]
export type Row = Record<string, unknown>

/** Settings and a statement as one message, inside a transaction. */
export type OneMessage = (driver: PGlite, settings: string, statement: Statement, values: Values) => Promise<Row[]>

const oneMessageOf = new WeakMap<PGlite, OneMessage>()

/** Said where the embedded database is opened, so that what runs without one need not carry it. */
export function speakInOneMessage(driver: PGlite, inOneMessage: OneMessage): void {
  oneMessageOf.set(driver, inOneMessage)
}

/** One statement as one tenant, in a transaction of its own; on a server in one round trip. */
export async function runInTenant(
  store: Store,
  tenantId: string,
  statement: Statement,
  values: Values,
): Promise<Row[]> {
  if (!tenantId || tenantId === '*') throw new Error(`"${tenantId}" is no tenant.`)
  const withRole = await mayTakeRole(store.db)
  // `set` takes no parameters.
  const asTenant = `set local app.tenant = '${tenantId.replaceAll("'", "''")}'${withRole ? '; set local role souvenir_app' : ''}`
  const driver = driverOf(store.db)
  if (!isPool(driver)) {
    const inOneMessage = oneMessageOf.get(driver)
    if (!inOneMessage) throw new Error('This embedded database was not opened by connectEmbedded.')
    return driver.transaction(() => inOneMessage(driver, asTenant, statement, values))
  }
  const client = await driver.connect()
  return client.pipeline ? inOneGo(client, asTenant, statement, values) : oneByOne(client, asTenant, statement, values)
}

/** One statement over rows that are no tenant's: people and their sessions. */
export async function runAlone({ db }: Pick<Store, 'db'>, statement: Statement, values: Values): Promise<Row[]> {
  const driver = driverOf(db)
  if (!isPool(driver)) return (await driver.query<Row>(statement.text, values)).rows
  return (await driver.query<Row>({ ...statement, values })).rows
}

/**
 * All three leave together. Nothing runs outside the tenant: `begin` fails only with the connection, and when the rest of the
 * first fails, the transaction is spoilt for the second.
 */
async function inOneGo(client: pg.PoolClient, asTenant: string, statement: Statement, values: Values): Promise<Row[]> {
  // One write to the socket, where three would cost more than all else here.
  const { stream } = client.connection
  stream.cork()
  const all = [
    client.query(`begin; ${asTenant}`),
    client.query<Row>({ ...statement, values }),
    client.query('commit'),
  ] as const
  stream.uncork()
  const [begun, done, ended] = await Promise.allSettled(all)
  // Nobody else gets a connection whose transaction may be open still.
  client.release(ended.status === 'rejected')
  for (const { status, reason } of [begun, done, ended] as PromiseRejectedResult[])
    if (status === 'rejected') throw reason
  return (done as PromiseFulfilledResult<pg.QueryResult<Row>>).value.rows
}

async function oneByOne(client: pg.PoolClient, asTenant: string, { text }: Statement, values: Values): Promise<Row[]> {
  try {
    await client.query(`begin; ${asTenant}`)
    const { rows } = await client.query<Row>(text, values)
    await client.query('commit')
    client.release()
    return rows
  } catch (error) {
    client.release(true)
    throw error
  }
}
