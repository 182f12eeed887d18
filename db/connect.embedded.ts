import { fileURLToPath } from 'node:url'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import * as authSchema from './auth-schema.ts'
import type { Connected } from './connect.node.ts'
import type { Db } from './db.ts'
import { inOneMessage } from './embedded-message.ts'
import * as schema from './schema.ts'
import { speakInOneMessage } from './statements.ts'

/** One process, one connection: the sizes of a server would only cost 300 MB of memory. */
const SMALL = ['shared_buffers=16MB', 'wal_buffers=1MB', 'max_connections=5']

/** Postgres inside this process. @param place a folder, or `memory` @param snapshot a migrated database to begin from */
export async function connectEmbedded(place: string, snapshot?: Blob): Promise<Connected & { pglite: PGlite }> {
  const pglite = await PGlite.create({
    ...(place === 'memory' ? {} : { dataDir: place }),
    ...(snapshot ? { loadDataDir: snapshot } : {}),
    postgresqlconf: SMALL,
  })
  speakInOneMessage(pglite, inOneMessage)
  const db = drizzle(pglite, { schema: { ...schema, ...authSchema } })
  await migrate(db, { migrationsFolder: fileURLToPath(new URL('./migrations', import.meta.url)) })
  return { db: db as unknown as Db, pglite, close: () => pglite.close() }
}
