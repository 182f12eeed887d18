import { lt, sql } from 'drizzle-orm'
import { rateLimit } from './auth-schema.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'

const KEPT_MS = 24 * 3_600_000

/**
 * Takes one try from a budget. One statement, so tries at the same moment cannot slip through together.
 * @returns milliseconds to wait; 0 when this try is within the budget
 */
export async function takeTry(
  db: Db,
  { key, most, perMs, now }: { key: string; most: number; perMs: number; now: number },
): Promise<number> {
  const isOver = sql`${rateLimit.lastRequest} <= ${now - perMs}`
  const [row] = await db
    .insert(rateLimit)
    .values({ id: newId(), key, count: 1, lastRequest: now })
    .onConflictDoUpdate({
      target: rateLimit.key,
      set: {
        count: sql`case when ${isOver} then 1 else ${rateLimit.count} + 1 end`,
        lastRequest: sql`case when ${isOver} then ${now} else ${rateLimit.lastRequest} end`,
      },
    })
    .returning({ count: rateLimit.count, since: rateLimit.lastRequest })
  if (!row || row.count <= most) {
    if (row?.count === 1) await db.delete(rateLimit).where(lt(rateLimit.lastRequest, now - KEPT_MS))
    return 0
  }
  return row.since + perMs - now
}
