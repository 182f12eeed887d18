import type { PGlite } from '@electric-sql/pglite'
import type pg from 'pg'
import type { Db } from './db.ts'

type Driver = pg.Pool | PGlite

const driverIn = (db: Db) => (db as Db & { $client?: Driver }).$client

/** drizzle keeps the driver it was made with. @throws for a transaction, which has none of its own */
export function driverOf(db: Db): Driver {
  const driver = driverIn(db)
  if (!driver) throw new Error('A transaction has no driver of its own.')
  return driver
}

/** True for connections to a server; false for the database inside this process. */
export const isPool = (driver: Driver): driver is pg.Pool => 'totalCount' in driver

/** Whether a transaction begun here is one of its own on a server: not the embedded database, nor one within another one. */
export function beginsOnServer(db: Db): boolean {
  const driver = driverIn(db)
  return driver !== undefined && isPool(driver)
}
