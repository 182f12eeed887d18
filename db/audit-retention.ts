import { and, asc, desc, eq, lt, lte, sql } from 'drizzle-orm'
import type { Range } from './audit-ranges.ts'
import type { Db } from './db.ts'
import { auditLinks } from './schema.ts'
import { rowsOf } from './scope.ts'

/** The last link of those, from the first one on, that were all made before then. */
export async function lastLinkBefore(tx: Db, before: Date): Promise<typeof auditLinks.$inferSelect | undefined> {
  const [kept] = await tx
    .select({ number: auditLinks.number })
    .from(auditLinks)
    .where(sql`${auditLinks.linkedAt} >= ${before.toISOString()}`)
    .orderBy(asc(auditLinks.number))
    .limit(1)
  const [last] = await tx
    .select()
    .from(auditLinks)
    .where(and(lt(auditLinks.linkedAt, before), kept ? lt(auditLinks.number, kept.number) : undefined))
    .orderBy(desc(auditLinks.number))
    .limit(1)
  return last
}

/** What the links up to this one cover. */
export async function coveredUpTo(tx: Db, number: number): Promise<string[]> {
  const links = await tx
    .select({ covers: auditLinks.covers })
    .from(auditLinks)
    .where(and(lte(auditLinks.number, number), eq(auditLinks.kind, 'entries')))
  return links.map(({ covers }) => covers)
}

/**
 * Takes away entries and links that are past their time: the one road there is. The triggers check the age of each row again,
 * and without this setting refuse every one. @returns how many entries are gone
 */
export async function deleteOldAudit(tx: Db, { ranges, upTo }: { ranges: Range[]; upTo: number }): Promise<number> {
  await tx.execute(sql`select set_config('app.audit_retention', 'on', true)`)
  const json = JSON.stringify(ranges.map(([a, b]) => ({ a, b })))
  const gone = rowsOf(
    await tx.execute(sql`
      with gone as (
        delete from audit_events e using jsonb_to_recordset(${json}::jsonb) as r(a bigint, b bigint)
        where e.seq between r.a and r.b returning 1
      ) select count(*)::int as count from gone`),
  )
  await tx.delete(auditLinks).where(lte(auditLinks.number, upTo))
  await tx.execute(sql`select set_config('app.audit_retention', '', true)`)
  return Number(gone[0]?.count ?? 0)
}
