import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lte, ne, or, sql } from 'drizzle-orm'
import { pseudonymOf } from './audit-seal.ts'
import type { Db, Scope } from './db.ts'
import { conversations, erasures, fans } from './schema.ts'

export type Erasure = typeof erasures.$inferSelect
export type ErasureState = 'asked' | 'running' | 'failed' | 'done'

/** What a fan is known by after their id is gone, here as in the record: it tells them again in a backup, and nobody anything else. */
export const fanHash = pseudonymOf

/** @returns undefined when this fan's erasure was asked already, or this very one is known */
export async function insertErasure(
  { tx, tenantId }: Scope,
  row: Omit<typeof erasures.$inferInsert, 'tenantId'>,
): Promise<Erasure | undefined> {
  const [inserted] = await tx
    .insert(erasures)
    .values({ ...row, tenantId })
    .onConflictDoNothing()
    .returning()
  return inserted
}

export async function erasureById({ tx, tenantId }: Scope, id: string): Promise<Erasure | undefined> {
  const [row] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenantId, tenantId), eq(erasures.id, id)))
  return row
}

/** Those that still know whose they are: what was done does not. */
export async function erasuresOfFan(
  { tx, tenantId }: Scope,
  fanId: string,
): Promise<Omit<Erasure, 'fanHash' | 'addressHashes'>[]> {
  const rows = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenantId, tenantId), eq(erasures.fanId, fanId)))
  return rows.map(({ fanHash: _, addressHashes: __, ...row }) => row)
}

/** The one that is not done yet. */
export async function openErasureOf({ tx, tenantId }: Scope, fanId: string): Promise<Erasure | undefined> {
  const [row] = await tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenantId, tenantId), eq(erasures.fanId, fanId), ne(erasures.state, 'done')))
  return row
}

/** Of these fans, those who are to be forgotten. */
export async function openErasuresOf({ tx, tenantId }: Scope, fanIds: string[]): Promise<Erasure[]> {
  if (fanIds.length === 0) return []
  return tx
    .select()
    .from(erasures)
    .where(and(eq(erasures.tenantId, tenantId), inArray(erasures.fanId, fanIds), ne(erasures.state, 'done')))
}

/** Open ones first, the nearest end first; then what was done, latest first. */
export async function erasuresOf({ tx, tenantId }: Scope, limit: number): Promise<Erasure[]> {
  return tx
    .select()
    .from(erasures)
    .where(eq(erasures.tenantId, tenantId))
    .orderBy(
      sql`(${erasures.state} = 'done')`,
      sql`case when ${erasures.state} <> 'done' then ${erasures.dueAt} end`,
      desc(erasures.doneAt),
    )
    .limit(limit)
}

/**
 * What may begin or go on: its time has come, or the goodbye it waited for was decided. A "no" has ten seconds to be taken back.
 */
export async function dueErasures(tx: Db, now: Date, limit: number): Promise<Pick<Erasure, 'id' | 'tenantId'>[]> {
  return tx
    .select({ id: erasures.id, tenantId: erasures.tenantId })
    .from(erasures)
    .where(isDue(now))
    .orderBy(asc(erasures.dueAt))
    .limit(limit)
}

/** Of two processes that want to go on with an erasure, one gets undefined. */
export async function claimErasure(
  { tx, tenantId }: Scope,
  id: string,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<Erasure | undefined> {
  const [row] = await tx
    .update(erasures)
    .set({ leaseUntil, state: 'running', attempts: sql`${erasures.attempts} + 1` })
    .where(and(eq(erasures.tenantId, tenantId), eq(erasures.id, id), isDue(now)))
    .returning()
  return row
}

export async function updateErasure(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Omit<typeof erasures.$inferInsert, 'id' | 'tenantId'>>,
): Promise<Erasure> {
  const [row] = await tx
    .update(erasures)
    .set(change)
    .where(and(eq(erasures.tenantId, tenantId), eq(erasures.id, id)))
    .returning()
  if (!row) throw new Error(`There is no erasure ${id}.`)
  return row
}

/** For the timer. */
export async function nextErasureDue(tx: Db): Promise<Date | undefined> {
  const at = sql`greatest(${erasures.notBefore}, ${erasures.leaseUntil})`.mapWith(erasures.notBefore)
  const [row] = await tx.select({ at }).from(erasures).where(ne(erasures.state, 'done')).orderBy(asc(at)).limit(1)
  return row?.at ?? undefined
}

/** Whose rows and keys went since then, in every tenant. */
export async function erasedSince(tx: Db, since: Date): Promise<Erasure[]> {
  return tx.select().from(erasures).where(gt(erasures.erasedAt, since)).orderBy(asc(erasures.erasedAt))
}

/** Every erasure that removed something, of every tenant: for the ledger. */
export async function allErased(tx: Db): Promise<Erasure[]> {
  return tx.select().from(erasures).where(sql`${erasures.erasedAt} is not null`).orderBy(asc(erasures.erasedAt))
}

/** The erasures of which this database knows that they removed somebody. */
export async function erasedIds(tx: Db): Promise<Set<string>> {
  const rows = await tx.select({ id: erasures.id }).from(erasures).where(isNotNull(erasures.erasedAt))
  return new Set(rows.map(({ id }) => id))
}

/**
 * Fans who are here and should not be: by their fingerprint, or by an address from which they wrote before that time.
 * Goes through every fan of the tenant: one fingerprint each.
 */
export async function fansByHash(
  { tx, tenantId, vault }: Scope,
  { hashes, addresses }: { hashes: Set<string>; addresses: Map<string, Date> },
): Promise<{ id: string; creatorId: string }[]> {
  const all = await tx.select({ id: fans.id, creatorId: fans.creatorId }).from(fans).where(eq(fans.tenantId, tenantId))
  const found = new Map(
    all.filter(({ id }) => hashes.has(fanHash(vault, tenantId, id))).map((fan) => [fan.id, fan] as const),
  )
  const wanted = [...addresses.keys()]
  for (let from = 0; from < wanted.length; from += 1_000) {
    const rows = await tx
      .select({ id: fans.id, creatorId: fans.creatorId, since: fans.firstSeenAt, hash: conversations.addressHash })
      .from(conversations)
      .innerJoin(fans, eq(fans.id, conversations.fanId))
      .where(
        and(eq(conversations.tenantId, tenantId), inArray(conversations.addressHash, wanted.slice(from, from + 1_000))),
      )
    for (const { since, hash, ...fan } of rows) {
      const erasedAt = addresses.get(hash)
      if (erasedAt && since <= erasedAt) found.set(fan.id, fan)
    }
  }
  return [...found.values()]
}

/** Writes an erasure as the ledger tells it, new or over what stands here of it. */
export async function reopenErasure(
  { tx, tenantId }: Scope,
  row: Omit<typeof erasures.$inferInsert, 'tenantId'>,
): Promise<Erasure> {
  const again = { state: 'running', steps: {}, cardsLeft: [], erasedAt: null, doneAt: null, ...row }
  // An ask of the same fan that the backup still has becomes this one.
  await tx
    .delete(erasures)
    .where(
      and(
        eq(erasures.tenantId, tenantId),
        eq(erasures.fanHash, row.fanHash),
        ne(erasures.state, 'done'),
        ne(erasures.id, row.id),
      ),
    )
  const [stored] = await tx
    .insert(erasures)
    .values({ ...again, tenantId })
    .onConflictDoUpdate({ target: erasures.id, set: again })
    .returning()
  return stored as Erasure
}

/** In a database of one process, at its start: whoever was at it is dead. */
export async function expireErasureLeases(tx: Db): Promise<void> {
  await tx.update(erasures).set({ leaseUntil: null }).where(ne(erasures.state, 'done'))
}

const isDue = (now: Date) =>
  and(
    ne(erasures.state, 'done'),
    or(isNull(erasures.leaseUntil), lte(erasures.leaseUntil, now)),
    or(lte(erasures.notBefore, now), goodbyeIsDecided(now)),
  )

const goodbyeIsDecided = (now: Date) => sql`(
  ${erasures.state} = 'asked' and ${erasures.goodbyeDraftId} is not null and exists (
    select 1 from drafts d where d.id = ${erasures.goodbyeDraftId} and (
      d.status = 'expired'
      or (d.status = 'rejected' and d.decided_at <= ${new Date(now.getTime() - UNDO_MS).toISOString()}::timestamptz)
      or (d.status = 'approved' and not exists (
        select 1 from deliveries x where x.draft_id = d.id and x.status in ('ready', 'sending')
      ))
    )
  )
)`
const UNDO_MS = 10_000
