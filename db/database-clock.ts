import { sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import { rowsOf } from './scope.ts'

const EVERY_MS = 30_000

export interface DatabaseClock {
  now(): Date
  /** Asks again, now. */
  sync(): Promise<void>
  stop(): void
}

/**
 * The time of the database, for processes that share one: carried on by this process's steady count, so that whatever is done to
 * the clock of this machine changes nothing. While the database cannot be asked it goes on by the steady count alone.
 * @param steady milliseconds that only ever go forward
 */
export async function openDatabaseClock(db: Db, steady = () => performance.now()): Promise<DatabaseClock> {
  let ahead = 0
  const sync = async () => {
    const before = steady()
    const [row] = rowsOf(await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as at`))
    // The database looked at its clock somewhere between: in the middle is never further off than half the way.
    ahead = Number(row?.at) - (before + steady()) / 2
  }
  await sync()
  const timer = setInterval(() => void sync().catch(() => undefined), EVERY_MS)
  timer.unref?.()
  return { now: () => new Date(steady() + ahead), sync, stop: () => clearInterval(timer) }
}
