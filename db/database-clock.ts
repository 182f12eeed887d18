import { sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import { rowsOf } from './scope.ts'

const EVERY_MS = 30_000
/** An answer that took longer is not believed; it is asked for again soon. */
const LATE_MS = 1_000
/** Before the first one is taken as it is: a database that is always so slow is better than none. */
const MOST_FIRST = 10

export interface DatabaseClock {
  now(): Date
  /** Asks again, now. */
  sync(): Promise<void>
  stop(): void
}

/** How far the database's clock is ahead of our count: surely between the two, and the nearer they are the better. */
interface Sample {
  least: number
  most: number
}

/**
 * The time of the database, for processes that share one: carried on by this process's steady count, so that whatever is done to
 * the clock of this machine changes nothing. While the database cannot be asked it goes on by the steady count alone, and so it
 * does when an answer comes late: after waiting for a connection, or because this process stood still before it read it.
 * @param steady milliseconds that only ever go forward
 */
export async function openDatabaseClock(db: Db, steady = () => performance.now()): Promise<DatabaseClock> {
  const ask = async (): Promise<Sample> => {
    const before = steady()
    const [row] = rowsOf(await db.execute(sql`select extract(epoch from clock_timestamp()) * 1000 as at`))
    const at = Number(row?.at)
    return { least: at - steady(), most: at - before }
  }
  let first = await ask()
  for (let asked = 1; isLate(first) && asked < MOST_FIRST; asked += 1) {
    const next = await ask()
    if (widthOf(next) < widthOf(first)) first = next
  }
  let ahead = middleOf(first)
  let again: ReturnType<typeof setTimeout> | undefined
  let isStopped = false
  const sync = async () => {
    const sample = await ask()
    // What a late answer rules out is ruled out all the same: the database's own clock may have been put right.
    ahead = isLate(sample) ? Math.min(sample.most, Math.max(sample.least, ahead)) : middleOf(sample)
    if (isLate(sample)) later(LATE_MS)
  }
  const later = (ms: number) => {
    clearTimeout(again)
    if (isStopped) return
    again = setTimeout(() => {
      later(EVERY_MS)
      void sync().catch(() => undefined)
    }, ms)
    again.unref?.()
  }
  later(EVERY_MS)
  return {
    now: () => new Date(steady() + ahead),
    sync,
    stop() {
      isStopped = true
      clearTimeout(again)
    },
  }
}

const widthOf = ({ least, most }: Sample) => most - least
const isLate = (sample: Sample) => widthOf(sample) > LATE_MS
/** The database looked at its clock somewhere between: in the middle is never further off than half the way. */
const middleOf = ({ least, most }: Sample) => (least + most) / 2
