import { sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import journal from './migrations/meta/_journal.json' with { type: 'json' }
import { rowsOf } from './scope.ts'

/** The newest migration this program was written for. */
export const NEWEST_MIGRATION = journal.entries.at(-1)?.tag ?? 'none'

/** Whether every migration this program needs was applied. A database that is ahead is fine: migrations only add. */
export async function isSchemaCurrent(db: Db): Promise<boolean> {
  const needed = journal.entries.at(-1)?.when ?? 0
  const [table] = rowsOf(await db.execute(sql`select to_regclass('drizzle.__drizzle_migrations') is not null as found`))
  if (!table?.found) return false
  const [newest] = rowsOf(await db.execute(sql`select max(created_at)::text as at from drizzle.__drizzle_migrations`))
  return Number(newest?.at ?? 0) >= needed
}
