import { asc, desc, eq, gt, sql } from 'drizzle-orm'
import type { Range } from './audit-ranges.ts'
import type { AuditEntry } from './audit-seal.ts'
import type { Db } from './db.ts'
import { auditLinks } from './schema.ts'
import { rowsOf } from './scope.ts'

export type StoredLink = typeof auditLinks.$inferSelect
/** @see mac: null in an entry that is older than the chain */
export type StoredEntry = AuditEntry & { seq: number; mac: Buffer | null }

/** No limit. */
const MOST = 1_000_000_000

/** Of several processes one makes links; the others see that they are made. */
export async function mayLink(tx: Db): Promise<boolean> {
  const [row] = rowsOf(await tx.execute(sql`select pg_try_advisory_xact_lock(hashtext('audit links')) as mine`))
  return row?.mine === true
}

export async function lastLink(tx: Db): Promise<StoredLink | undefined> {
  const [last] = await tx.select().from(auditLinks).orderBy(desc(auditLinks.number)).limit(1)
  return last
}

export async function newestDrop(tx: Db): Promise<StoredLink | undefined> {
  const [drop] = await tx
    .select()
    .from(auditLinks)
    .where(eq(auditLinks.kind, 'drop'))
    .orderBy(desc(auditLinks.number))
    .limit(1)
  return drop
}

export async function linksAfter(tx: Db, number: number, limit: number): Promise<StoredLink[]> {
  return tx.select().from(auditLinks).where(gt(auditLinks.number, number)).orderBy(asc(auditLinks.number)).limit(limit)
}

export async function insertLink(tx: Db, link: StoredLink): Promise<void> {
  await tx.insert(auditLinks).values(link)
}

/** Entries in the ranges, in order. */
export async function entriesIn(tx: Db, ranges: Range[], limit = MOST): Promise<StoredEntry[]> {
  const found = await tx.execute(sql`
    select e.seq, e.id, e.tenant_id, e.actor, e.action, e.purpose, e.fan_hash, e.subject_id, e.request_id, e.count,
      (extract(epoch from e.happened_at) * 1000)::bigint as at, encode(e.mac, 'base64') as mac
    from jsonb_to_recordset(${asJson(ranges)}::jsonb) as r(a bigint, b bigint)
    join audit_events e on e.seq between r.a and r.b order by e.seq limit ${limit}`)
  return rowsOf(found).map((row) => ({
    seq: Number(row.seq),
    id: String(row.id),
    tenantId: String(row.tenant_id),
    actor: String(row.actor),
    action: String(row.action),
    purpose: String(row.purpose),
    fanHash: textOrNull(row.fan_hash),
    subjectId: textOrNull(row.subject_id),
    requestId: textOrNull(row.request_id),
    count: Number(row.count),
    happenedAt: new Date(Number(row.at)),
    mac: bytesOrNull(row.mac),
  }))
}

/** Only place and seal: what a link is made of. */
export async function macsIn(tx: Db, ranges: Range[], limit: number): Promise<{ seq: number; mac: Buffer | null }[]> {
  const found = await tx.execute(sql`
    select e.seq, encode(e.mac, 'base64') as mac
    from jsonb_to_recordset(${asJson(ranges)}::jsonb) as r(a bigint, b bigint)
    join audit_events e on e.seq between r.a and r.b order by e.seq limit ${limit}`)
  return rowsOf(found).map(({ seq, mac }) => ({
    seq: Number(seq),
    mac: bytesOrNull(mac),
  }))
}

/** The place of an entry whose id another one has too. */
export async function repeatedEntry(tx: Db): Promise<number | undefined> {
  const found = await tx.execute(sql`select max(seq) as seq from audit_events group by id having count(*) > 1 limit 1`)
  const [row] = rowsOf(found)
  return row === undefined ? undefined : Number(row.seq)
}

const textOrNull = (value: unknown) => (typeof value === 'string' ? value : null)
const bytesOrNull = (value: unknown) => (typeof value === 'string' ? Buffer.from(value, 'base64') : null)
const asJson = (ranges: Range[]) => JSON.stringify(ranges.map(([a, b]) => ({ a, b })))
