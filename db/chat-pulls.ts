import { and, asc, eq, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { chatPulls } from './schema.ts'

export type ChatPull = typeof chatPulls.$inferSelect

const its = ({ tenantId }: Scope, conversationId: string) =>
  and(eq(chatPulls.tenantId, tenantId), eq(chatPulls.conversationId, conversationId))

/** Something happened in this conversation: fetch it now. @param since for one that was never fetched from */
export async function noteChatNews(
  { tx, tenantId }: Scope,
  news: Pick<ChatPull, 'conversationId' | 'fanId' | 'connectionId'> & { since: Date; now: Date },
): Promise<void> {
  const { since, now, ...row } = news
  await tx
    .insert(chatPulls)
    .values({ ...row, tenantId, notices: 1, dueAt: now, fetchedThrough: since })
    .onConflictDoUpdate({
      target: chatPulls.conversationId,
      set: { notices: sql`${chatPulls.notices} + 1`, dueAt: now, connectionId: row.connectionId },
    })
}

export async function chatPullOf(scope: Scope, conversationId: string): Promise<ChatPull | undefined> {
  const [row] = await scope.tx.select().from(chatPulls).where(its(scope, conversationId))
  return row
}

export async function duePulls(
  tx: Db,
  now: Date,
  limit: number,
): Promise<Pick<ChatPull, 'conversationId' | 'tenantId'>[]> {
  return tx
    .select({ conversationId: chatPulls.conversationId, tenantId: chatPulls.tenantId })
    .from(chatPulls)
    .where(and(lte(chatPulls.dueAt, now), leaseIsFree(now)))
    .orderBy(asc(chatPulls.dueAt))
    .limit(limit)
}

/** Of two processes that see the same news, one gets it. */
export async function claimPull(
  scope: Scope,
  conversationId: string,
  { now, until }: { now: Date; until: Date },
): Promise<ChatPull | undefined> {
  const [row] = await scope.tx
    .update(chatPulls)
    .set({ leaseUntil: until, attempts: sql`${chatPulls.attempts} + 1` })
    .where(and(its(scope, conversationId), lte(chatPulls.dueAt, now), leaseIsFree(now)))
    .returning()
  return row
}

/** Everything was fetched. What came while we fetched keeps it due. */
export async function finishPull(scope: Scope, pull: ChatPull, fetchedThrough: Date): Promise<void> {
  await scope.tx
    .update(chatPulls)
    .set({
      dueAt: sql`case when ${chatPulls.notices} = ${pull.notices} then null else ${chatPulls.dueAt} end`,
      leaseUntil: null,
      attempts: 0,
      fetchedThrough: sql`greatest(${chatPulls.fetchedThrough}, ${fetchedThrough.toISOString()}::timestamptz)`,
    })
    .where(its(scope, pull.conversationId))
}

/** Gives a claimed pull back, to be tried again at `dueAt`; null: there is nothing to be fetched. */
export async function releasePull(scope: Scope, conversationId: string, dueAt: Date | null): Promise<void> {
  await scope.tx
    .update(chatPulls)
    .set({ leaseUntil: null, dueAt, ...(dueAt ? {} : { attempts: 0 }) })
    .where(its(scope, conversationId))
}

/** A person signed in again, or the platform's pause is over: what waited for that is due at once. */
export async function hastenPulls({ tx, tenantId }: Scope, connectionId: string, now: Date): Promise<void> {
  await tx
    .update(chatPulls)
    .set({ dueAt: now, leaseUntil: null, attempts: 0 })
    .where(and(eq(chatPulls.tenantId, tenantId), eq(chatPulls.connectionId, connectionId), isNotNull(chatPulls.dueAt)))
}

/** How many conversations of a connection have news that were not fetched yet. */
export async function countWaitingPulls({ tx, tenantId }: Scope, connectionId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(chatPulls)
    .where(and(eq(chatPulls.tenantId, tenantId), eq(chatPulls.connectionId, connectionId), isNotNull(chatPulls.dueAt)))
  return row?.count ?? 0
}

/** When this database has one process (embedded), every lease at start was a dead one's. */
export async function expirePullLeases(tx: Db): Promise<void> {
  await tx.update(chatPulls).set({ leaseUntil: null }).where(isNotNull(chatPulls.leaseUntil))
}

/** When the next pull is due, for the timer. */
export async function nextPullDue(tx: Db): Promise<Date | undefined> {
  const at = sql`greatest(${chatPulls.dueAt}, ${chatPulls.leaseUntil})`.mapWith(chatPulls.dueAt)
  const [row] = await tx.select({ at }).from(chatPulls).where(isNotNull(chatPulls.dueAt)).orderBy(asc(at)).limit(1)
  return row?.at ?? undefined
}

const leaseIsFree = (now: Date) => or(isNull(chatPulls.leaseUntil), lte(chatPulls.leaseUntil, now))
