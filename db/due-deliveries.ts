import { and, asc, eq, gt, inArray, lte, min, notExists, notInArray, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db, Scope } from './db.ts'
import type { Delivery, DeliveryRow, DeliveryStatus } from './deliveries.ts'
import { deliveries, sendAccounts } from './schema.ts'
import { CLOCKS_DIFFER_MS, isPaused } from './send-log.ts'

/** No lease is longer: one that seems to be was written before the clock was set back. */
const LONGEST_LEASE_MS = 120_000
/** Nor does a reply by itself wait longer for its time; an account that rests is another thing. */
export const LONGEST_WAIT_MS = 120_000

/** What holds back every later delivery of the same conversation, so that a fan reads replies in their order. */
const HOLDS_THE_LINE: DeliveryStatus[] = ['ready', 'sending', 'by-hand', 'unknown']

function lineIsFree(tx: Db) {
  const earlier = alias(deliveries, 'earlier')
  return notExists(
    tx
      .select({ one: sql`1` })
      .from(earlier)
      .where(
        and(
          sql`${earlier.tenantId} = ${deliveries.tenantId}`,
          sql`${earlier.conversationId} = ${deliveries.conversationId}`,
          inArray(earlier.status, HOLDS_THE_LINE),
          sql`(${earlier.createdAt}, ${earlier.id}) < (${deliveries.createdAt}, ${deliveries.id})`,
        ),
      ),
  )
}

/** True while the account a delivery would leave by was asked to wait, or its window is full. */
function accountRests(tx: Db, now: Date) {
  return tx
    .select({ one: sql`1` })
    .from(sendAccounts)
    .where(
      and(
        eq(sendAccounts.tenantId, deliveries.tenantId),
        eq(sendAccounts.channel, deliveries.channel),
        sql`${sendAccounts.creatorId} = ${creatorOf}`,
        or(isPaused(now), and(lte(sendAccounts.fullFrom, now), gt(sendAccounts.fullUntil, now))),
      ),
    )
}

const creatorOf = sql`(select creator_id from conversations where conversations.id = ${deliveries.conversationId})`

/** Its process is dead; or the clock was set back, and the lease means a time that is long over. */
const leaseIsOver = (now: Date) =>
  or(lte(deliveries.leaseUntil, now), gt(deliveries.leaseUntil, new Date(now.getTime() + LONGEST_LEASE_MS)))

/** Its time has come; or the clock was set back since that time was written. */
const isTime = (now: Date) =>
  or(
    lte(deliveries.notBefore, now),
    gt(deliveries.notBefore, new Date(now.getTime() + LONGEST_WAIT_MS + CLOCKS_DIFFER_MS)),
  )

/** The oldest replies whose time has come, and those whose sender is dead. @param but those that somebody here is about to claim */
export async function dueDeliveries(tx: Db, { now, limit, but }: { now: Date; limit: number; but: string[] }) {
  return tx
    .select({ id: deliveries.id, tenantId: deliveries.tenantId })
    .from(deliveries)
    .where(
      or(
        and(
          eq(deliveries.status, 'ready'),
          but.length > 0 ? notInArray(deliveries.id, but) : undefined,
          isTime(now),
          lineIsFree(tx),
          notExists(accountRests(tx, now)),
        ),
        and(eq(deliveries.status, 'sending'), leaseIsOver(now)),
      ),
    )
    .orderBy(asc(deliveries.createdAt))
    .limit(limit)
}

/**
 * Since when the oldest reply waits that nothing holds back: its account does not rest, and it stands behind no other. Undefined
 * when there is none.
 */
export async function oldestFreeToLeave(tx: Db, now: Date): Promise<Date | undefined> {
  const [row] = await tx
    .select({ at: min(deliveries.createdAt) })
    .from(deliveries)
    .where(and(inArray(deliveries.status, ['ready', 'sending']), lineIsFree(tx), notExists(accountRests(tx, now))))
  return row?.at ?? undefined
}

/** When the next reply may go out, or must be looked after, for the timer. */
export async function nextDeliveryDue(tx: Db): Promise<Date | undefined> {
  const rests = sql`(
    select greatest(a.paused_until, a.full_until) from send_accounts a
    where a.tenant_id = ${deliveries.tenantId} and a.channel = ${deliveries.channel} and a.creator_id = ${creatorOf})`
  const [row] = await tx
    .select({
      at: sql<Date | null>`min(case when ${deliveries.status} = 'sending' then ${deliveries.leaseUntil}
        else greatest(${deliveries.notBefore}, ${rests}) end)`.mapWith(deliveries.notBefore),
    })
    .from(deliveries)
    .where(or(and(eq(deliveries.status, 'ready'), lineIsFree(tx)), eq(deliveries.status, 'sending')))
  return row?.at ?? undefined
}

/**
 * Takes a due delivery for sending. Undefined when another process has it, when it is not due, or when an earlier reply of
 * the conversation has not settled.
 */
export async function claimDelivery(
  { tx, tenantId }: Scope,
  id: string,
  { now, lease, leaseUntil }: { now: Date; lease: string; leaseUntil: Date },
): Promise<Delivery | undefined> {
  const [row] = await tx
    .update(deliveries)
    .set({
      status: 'sending',
      lease,
      leaseUntil,
      attempt: sql`${deliveries.attempt} + 1`,
      firstTriedAt: sql`coalesce(${deliveries.firstTriedAt}, ${now.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.id, id),
        eq(deliveries.status, 'ready'),
        isTime(now),
        lineIsFree(tx),
      ),
    )
    .returning()
  return row as Delivery | undefined
}

/**
 * Takes over a delivery whose process died while sending, or whose answer was lost: what that process still says comes too
 * late from now on. Undefined to all but the first.
 */
export async function claimExpired(
  { tx, tenantId }: Scope,
  id: string,
  {
    now,
    ...change
  }: { now: Date } & Partial<Pick<DeliveryRow, 'notBefore' | 'problem' | 'lease' | 'leaseUntil' | 'settledAt'>> & {
      status: DeliveryStatus
    },
): Promise<Delivery | undefined> {
  const doubt = sql`coalesce(${deliveries.inDoubtSince}, ${now.toISOString()}::timestamptz)`
  const [row] = await tx
    .update(deliveries)
    .set({ lease: null, leaseUntil: null, ...change, inDoubtSince: doubt })
    .where(
      and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id), eq(deliveries.status, 'sending'), leaseIsOver(now)),
    )
    .returning()
  return row as Delivery | undefined
}

/** When this database has one process (embedded), every delivery that is `sending` at start belongs to a dead one. */
export async function expireAllLeases(tx: Db, now: Date): Promise<void> {
  await tx.update(deliveries).set({ leaseUntil: now }).where(eq(deliveries.status, 'sending'))
}
