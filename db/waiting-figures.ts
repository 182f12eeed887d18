import { and, count, isNull, lte, min, or, sql } from 'drizzle-orm'
import type { Db } from './db.ts'
import { conversations } from './schema.ts'
import { rowsOf } from './scope.ts'

/** Drafts that wait for a person, in every workspace. Asked workspace by workspace, so that it costs what waits and not what was. */
export async function waitingDraftsOfAll(tx: Db): Promise<{ status: string; count: number; oldest: Date }[]> {
  const rows = rowsOf(
    await tx.execute(sql`
      select waiting.status, count(*)::int as count, min(waiting.waiting_since)::text as oldest
      from (select distinct tenant_id from creators) t
      cross join lateral (
        select d.status, d.waiting_since from drafts d where d.tenant_id = t.tenant_id and d.status in ('pending', 'held')
      ) waiting
      group by waiting.status`),
  )
  return rows.map(({ status, count, oldest }) => ({
    status: String(status),
    count: Number(count),
    oldest: new Date(String(oldest)),
  }))
}

/** Turns whose time has come, and which nobody answers yet. */
export async function waitingTurnsOfAll(tx: Db, now: Date): Promise<{ count: number; oldest: Date | undefined }> {
  const { draftDueAt, draftLeaseUntil } = conversations
  const [row] = await tx
    .select({ count: count(), oldest: min(draftDueAt) })
    .from(conversations)
    .where(and(lte(draftDueAt, now), or(isNull(draftLeaseUntil), lte(draftLeaseUntil, now))))
  return { count: row?.count ?? 0, oldest: row?.oldest ?? undefined }
}
