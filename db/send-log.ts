import { and, asc, count, eq, gt, isNotNull, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { newId } from './ids.ts'
import { sendAccounts, sendLog } from './schema.ts'

/** What a platform counts sends for: one creator's account on one channel. */
export interface Account {
  creatorId: string
  channel: string
}
export type SendAccount = typeof sendAccounts.$inferSelect

/** No platform makes an account wait longer at a time: after that it is asked again. What seems longer was written by a wrong clock. */
export const LONGEST_PAUSE_MS = 3_600_000

/** Clocks of processes differ a little: what the one wrote as the longest is still believed by the other. */
export const CLOCKS_DIFFER_MS = 60_000
const longestFrom = (now: Date) => new Date(now.getTime() + LONGEST_PAUSE_MS + CLOCKS_DIFFER_MS)
export const isPaused = (now: Date) =>
  and(gt(sendAccounts.pausedUntil, now), lte(sendAccounts.pausedUntil, longestFrom(now)))

/** Until when an account rests because its platform asked for it; undefined: it does not. */
export function standingPause({ pausedUntil }: Pick<SendAccount, 'pausedUntil'>, now: Date): Date | undefined {
  return pausedUntil && pausedUntil > now && pausedUntil <= longestFrom(now) ? pausedUntil : undefined
}

/** Until when nothing leaves by an account: its platform asked for a pause, or its window is full. Undefined: it may send. */
export function restsUntil(account: SendAccount, now: Date): Date | undefined {
  const { fullFrom, fullUntil } = account
  const isFull = fullFrom && fullUntil && fullFrom <= now && fullUntil > now
  const times = [standingPause(account, now), isFull ? fullUntil : undefined].filter((time) => time !== undefined)
  return times.toSorted((a, b) => b.getTime() - a.getTime())[0]
}

/** Until this transaction ends nobody else claims a send of this account. */
export async function lockAccount({ tx, tenantId }: Scope, { creatorId, channel }: Account): Promise<SendAccount> {
  const [row] = await tx
    .insert(sendAccounts)
    .values({ tenantId, creatorId, channel })
    .onConflictDoUpdate({
      target: [sendAccounts.tenantId, sendAccounts.creatorId, sendAccounts.channel],
      set: { channel },
    })
    .returning()
  return row as SendAccount
}

/**
 * Looks back over a window that slides: a bucket refilled each minute would let twice as many through around its edge.
 * Only for whoever holds the account's lock.
 * @returns undefined when there is room for one more, else when there will be
 */
export async function roomAgainAt(
  scope: Scope,
  account: Account,
  { most, windowMs, now }: { most: number; windowMs: number; now: Date },
): Promise<Date | undefined> {
  const { tx } = scope
  const begin = new Date(now.getTime() - windowMs)
  await tx.delete(sendLog).where(and(of(scope, account), lte(sendLog.sentAt, begin)))
  // The clock was set back: what was sent before that was sent by now at the latest.
  await tx
    .update(sendLog)
    .set({ sentAt: now })
    .where(and(of(scope, account), gt(sendLog.sentAt, now)))
  const within = await tx
    .select({ sentAt: sendLog.sentAt })
    .from(sendLog)
    .where(of(scope, account))
    .orderBy(asc(sendLog.sentAt))
  const blocking = within.at(-most)
  return blocking && new Date(blocking.sentAt.getTime() + windowMs + 1)
}

export async function noteSend({ tx, tenantId }: Scope, account: Account, now: Date): Promise<void> {
  const { creatorId, channel } = account
  await tx.insert(sendLog).values({ id: newId(), tenantId, creatorId, channel, sentAt: now })
}

/** Nothing of this account is looked at while its window is full. */
export async function noteFull(scope: Scope, account: Account, { from, until }: { from: Date; until: Date }) {
  await change(scope, account, { fullFrom: from, fullUntil: until })
}

/** Nothing of this account goes out before `until`; an earlier word of longer patience stands. */
export async function pauseAccount(
  scope: Scope,
  account: Account,
  { until, because }: { until: Date; because: string },
): Promise<void> {
  await lockAccount(scope, account)
  await change(scope, account, {
    pausedUntil: sql`greatest(${sendAccounts.pausedUntil}, ${until.toISOString()}::timestamptz)` as never,
    pausedBecause: because,
  })
}

/** What stands there was written by a clock that was wrong, and would come true when its day comes. */
export async function endPause(scope: Scope, account: Account): Promise<void> {
  await change(scope, account, { pausedUntil: null, pausedBecause: null })
}

/** Every account of the tenant that ever had to wait or be counted. */
export async function accountsOf({ tx, tenantId }: Scope): Promise<SendAccount[]> {
  return tx.select().from(sendAccounts).where(eq(sendAccounts.tenantId, tenantId))
}

/** An account that sends: how much of its minute is used, and until when it rests. */
export interface SendWindow extends Account {
  used: number
  pausedUntil: Date | null
  fullUntil: Date | null
}

/** The accounts of every workspace that sent within the minute, or rest. */
export async function sendWindowsOfAll(tx: Db, { now, since }: { now: Date; since: Date }): Promise<SendWindow[]> {
  const used = tx.$with('used').as(
    tx
      .select({ creatorId: sendLog.creatorId, channel: sendLog.channel, used: count().as('used') })
      .from(sendLog)
      .where(gt(sendLog.sentAt, since))
      .groupBy(sendLog.creatorId, sendLog.channel),
  )
  const rows = await tx
    .with(used)
    .select({
      creatorId: sendAccounts.creatorId,
      channel: sendAccounts.channel,
      used: used.used,
      pausedUntil: sendAccounts.pausedUntil,
      fullUntil: sendAccounts.fullUntil,
    })
    .from(sendAccounts)
    .leftJoin(used, and(eq(used.creatorId, sendAccounts.creatorId), eq(used.channel, sendAccounts.channel)))
    .where(or(isNotNull(used.used), gt(sendAccounts.pausedUntil, now), gt(sendAccounts.fullUntil, now)))
  return rows.map((row) => ({ ...row, used: row.used ?? 0 }))
}

/** How much of each account's window is used. */
export async function usedSince({ tx, tenantId }: Scope, since: Date): Promise<(Account & { used: number })[]> {
  return tx
    .select({ creatorId: sendLog.creatorId, channel: sendLog.channel, used: count() })
    .from(sendLog)
    .where(and(eq(sendLog.tenantId, tenantId), gt(sendLog.sentAt, since)))
    .groupBy(sendLog.creatorId, sendLog.channel)
}

async function change(
  { tx, tenantId }: Scope,
  { creatorId, channel }: Account,
  values: Partial<Pick<SendAccount, 'pausedUntil' | 'pausedBecause' | 'fullFrom' | 'fullUntil'>>,
): Promise<void> {
  await tx
    .update(sendAccounts)
    .set(values)
    .where(
      and(
        eq(sendAccounts.tenantId, tenantId),
        eq(sendAccounts.creatorId, creatorId),
        eq(sendAccounts.channel, channel),
      ),
    )
}

const of = ({ tenantId }: Scope, { creatorId, channel }: Account) =>
  and(eq(sendLog.tenantId, tenantId), eq(sendLog.creatorId, creatorId), eq(sendLog.channel, channel))
