import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import pg from 'pg'
import { afterAll } from 'vitest'
import { flushAccesses } from '../../db/audit-writer.ts'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import type { Db, Store } from '../../db/db.ts'
import { embeddedSnapshot } from '../../db/embedded-snapshot.ts'
import { rowsOf } from '../../db/scope.ts'
import { createVault } from '../../db/vault.ts'

export const MASTER_KEY = Buffer.alloc(32, 7)

/** Set by the `postgres` project of vitest.config.ts; without it the database is embedded. */
export const databaseUrl = process.env.SUITE_DATABASE_URL

let connected: Promise<Db> | undefined
let ofTheStoryBefore: Store | undefined

/** The one database of this worker, emptied. */
export async function emptyStore(): Promise<Store> {
  connected ??= databaseUrl ? connectServer(databaseUrl) : connectSnapshot()
  const db = await connected
  // A page that looked again and again leaves a number to be noted up to a minute later: not in the middle of this story.
  if (ofTheStoryBefore) await flushAccesses(ofTheStoryBefore).catch(() => undefined)
  const tables = rowsOf(await db.execute(sql`select tablename from pg_tables where schemaname = 'public'`))
  await truncate(
    db,
    tables.map(({ tablename }) => `"${tablename}"`),
  )
  ofTheStoryBefore = { db, vault: createVault(MASTER_KEY) }
  return ofTheStoryBefore
}

/** What the story before left running may still hold a row for a moment. */
async function truncate(db: Db, tables: string[]): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await db.transaction(async (tx) => {
        // The record of accesses refuses to be emptied, by triggers that do not fire for a replica.
        await tx.execute(sql`set local session_replication_role = replica`)
        await tx.execute(sql.raw(`truncate ${tables.join(', ')} restart identity cascade`))
      })
      return
    } catch (error) {
      const isDeadlock = ((error as Error).cause as { code?: string } | undefined)?.code === '40P01'
      if (!isDeadlock || attempt === 5) throw error
    }
  }
}

async function connectSnapshot(): Promise<Db> {
  return (await connectEmbedded('memory', await embeddedSnapshot())).db
}

/** A database of its own per worker, on the given server; dropped at the end. */
async function connectServer(url: string): Promise<Db> {
  const name = `souvenir_test_${process.pid}_${randomBytes(3).toString('hex')}`
  await asAdmin(url, `create database ${name}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  const { db, close } = await connectPostgres(own.href, () => undefined)
  afterAll(async () => {
    connected = undefined
    await close()
    await asAdmin(url, `drop database if exists ${name} with (force)`)
  })
  return db
}

async function asAdmin(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(statement)
  await client.end()
}
