import { and, asc, desc, eq, exists, gt, gte, inArray, isNotNull, isNull, lt, lte, not, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Db, Scope } from './db.ts'
import { webhookEvents } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

type Row = typeof webhookEvents.$inferSelect
export type ArrivalStatus = 'taken' | 'ignored' | 'refused'
export type DepartureStatus = 'waiting' | 'sending' | 'delivered' | 'dead'
export type WebhookEventRow = Omit<Row, 'bodySealed' | 'externalHash' | 'status' | 'direction'> & {
  direction: 'in' | 'out'
  status: ArrivalStatus | DepartureStatus
}

const bodyPlace = (id: string) => ({ column: 'webhook_events.body', row: id }) as const
const hashOf = ({ vault, tenantId }: Scope, externalId: string) => vault.fingerprint(tenantId, externalId)

type Noted = Pick<Row, 'id' | 'creatorId' | 'event' | 'happenedAt'> &
  Partial<Pick<Row, 'fanId' | 'answerCode' | 'problem' | 'notBefore' | 'settledAt'>> & {
    direction: 'in' | 'out'
    externalId: string
    status: ArrivalStatus | DepartureStatus
  }

/** Notes something that came or went. The same one again is one attempt more, and says how it went this time. */
export async function noteWebhookEvent(scope: Scope, { externalId, ...event }: Noted): Promise<void> {
  const { fanId, status, answerCode = null, problem = null, settledAt = null } = event
  await scope.tx
    .insert(webhookEvents)
    .values({ ...event, tenantId: scope.tenantId, externalHash: hashOf(scope, externalId) })
    .onConflictDoUpdate({
      target: [webhookEvents.tenantId, webhookEvents.creatorId, webhookEvents.direction, webhookEvents.externalHash],
      set: {
        attempts: sql`${webhookEvents.attempts} + 1`,
        status,
        answerCode,
        problem,
        settledAt,
        ...(fanId ? { fanId } : {}),
      },
    })
}

/** Puts an event in line for a creator's endpoint, in the caller's transaction. @param body sealed with the tenant's key */
export async function queueWebhookEvent(
  scope: Scope,
  { body, externalId, ...event }: Omit<Noted, 'status' | 'direction'> & { body: unknown },
): Promise<void> {
  await scope.tx
    .insert(webhookEvents)
    .values({
      ...event,
      tenantId: scope.tenantId,
      direction: 'out',
      status: 'waiting',
      attempts: 0,
      externalHash: hashOf(scope, externalId),
      bodySealed: sealJson(scope.vault.tenantKey(scope.tenantId), bodyPlace(event.id), body),
    })
    .onConflictDoNothing()
}

/** An event that is being posted by whoever claimed it; `attempts` counts this time, and tells claims apart. */
export type ClaimedEvent = Pick<Row, 'id' | 'event' | 'fanId' | 'attempts'> & { body: unknown }

const isOpen = and(eq(webhookEvents.direction, 'out'), inArray(webhookEvents.status, ['waiting', 'sending']))

/**
 * Something is just being posted there, or the endpoint did not work a moment ago: then nothing else is tried before that one
 * is. One that refused an event for what it says works, and holds up nothing.
 */
function isHeldUp(tx: Db, now: Date) {
  const other = alias(webhookEvents, 'other')
  const didNotWork = or(isNull(other.answerCode), inArray(other.answerCode, [408, 429]), gte(other.answerCode, 500))
  return exists(
    tx
      .select({ one: sql`1` })
      .from(other)
      .where(
        and(
          sql`${other.tenantId} = ${webhookEvents.tenantId}`,
          sql`${other.creatorId} = ${webhookEvents.creatorId}`,
          gt(other.notBefore, now),
          or(eq(other.status, 'sending'), and(eq(other.status, 'waiting'), gt(other.attempts, 0), didNotWork)),
        ),
      ),
  )
}

/** Creators whose endpoint is to be told something now. */
export async function dueEndpoints(
  tx: Db,
  now: Date,
  limit: number,
): Promise<{ tenantId: string; creatorId: string }[]> {
  return tx
    .selectDistinct({ tenantId: webhookEvents.tenantId, creatorId: webhookEvents.creatorId })
    .from(webhookEvents)
    .where(and(isOpen, lte(webhookEvents.notBefore, now), not(isHeldUp(tx, now))))
    .limit(limit)
}

/** When the next event is to be posted, or its lease ends. */
export async function nextWebhookPost(tx: Db, now: Date): Promise<Date | undefined> {
  const [row] = await tx
    .select({ at: webhookEvents.notBefore })
    .from(webhookEvents)
    .where(and(isOpen, or(gt(webhookEvents.notBefore, now), not(isHeldUp(tx, now)))))
    .orderBy(asc(webhookEvents.notBefore))
    .limit(1)
  return row?.at ?? undefined
}

/** Takes the oldest event that is due for this endpoint. Whoever posts it settles it before `leaseUntil`. */
export async function claimWebhookEvent(
  { tx, tenantId, vault }: Scope,
  creatorId: string,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<ClaimedEvent | undefined> {
  const isDue = and(
    eq(webhookEvents.tenantId, tenantId),
    eq(webhookEvents.creatorId, creatorId),
    isOpen,
    lte(webhookEvents.notBefore, now),
    not(isHeldUp(tx, now)),
  )
  // Compared, not searched in: a list may be worked out once for each row, and would take more than one.
  const oldest = tx
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(isDue)
    .orderBy(asc(webhookEvents.happenedAt), asc(webhookEvents.id))
    .limit(1)
    .for('update', { skipLocked: true })
  const [row] = await tx
    .update(webhookEvents)
    .set({ status: 'sending', notBefore: leaseUntil, attempts: sql`${webhookEvents.attempts} + 1` })
    .where(and(isDue, sql`${webhookEvents.id} = (${oldest})`))
    .returning()
  if (!row?.bodySealed) return undefined
  const body = openJson<unknown>(vault.tenantKey(tenantId), bodyPlace(row.id), row.bodySealed)
  return { id: row.id, event: row.event, fanId: row.fanId, attempts: row.attempts, body }
}

/** Says what became of a post, unless somebody else took the event over meanwhile. */
export async function settleWebhookEvent(
  { tx, tenantId }: Scope,
  { id, attempts }: Pick<Row, 'id' | 'attempts'>,
  became: Pick<Row, 'answerCode' | 'problem' | 'notBefore' | 'settledAt'> & { status: DepartureStatus },
): Promise<void> {
  await tx
    .update(webhookEvents)
    .set(became)
    .where(
      and(
        eq(webhookEvents.tenantId, tenantId),
        eq(webhookEvents.id, id),
        eq(webhookEvents.status, 'sending'),
        eq(webhookEvents.attempts, attempts),
      ),
    )
}

/** Puts an event that was delivered or given up in line again, with the id it had and its tries counted anew. */
export async function replayWebhookEvent(
  { tx, tenantId }: Scope,
  { id, creatorId, now }: { id: string; creatorId: string; now: Date },
): Promise<'replayed' | 'not-here' | 'not-now'> {
  const isIt = and(
    eq(webhookEvents.tenantId, tenantId),
    eq(webhookEvents.creatorId, creatorId),
    eq(webhookEvents.id, id),
  )
  const moved = await tx
    .update(webhookEvents)
    .set({ status: 'waiting', attempts: 0, notBefore: now, settledAt: null })
    .where(
      and(
        isIt,
        eq(webhookEvents.direction, 'out'),
        inArray(webhookEvents.status, ['delivered', 'dead']),
        isNotNull(webhookEvents.bodySealed),
      ),
    )
    .returning({ id: webhookEvents.id })
  if (moved.length > 0) {
    // Somebody looks after it: what waited behind a failure need not wait any longer.
    await tx
      .update(webhookEvents)
      .set({ notBefore: now })
      .where(
        and(
          eq(webhookEvents.tenantId, tenantId),
          eq(webhookEvents.creatorId, creatorId),
          eq(webhookEvents.direction, 'out'),
          eq(webhookEvents.status, 'waiting'),
        ),
      )
    return 'replayed'
  }
  const [known] = await tx.select({ id: webhookEvents.id }).from(webhookEvents).where(isIt)
  return known ? 'not-now' : 'not-here'
}

/** Newest first. */
export async function webhookEventsOf(
  { tx, tenantId }: Scope,
  { creatorId, limit }: { creatorId: string; limit: number },
): Promise<WebhookEventRow[]> {
  const rows = await tx
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.tenantId, tenantId), eq(webhookEvents.creatorId, creatorId)))
    .orderBy(desc(webhookEvents.happenedAt), desc(webhookEvents.id))
    .limit(limit)
  return rows.map(bare)
}

/** Everything that came or went about a fan, oldest first, with what we said of them. */
export async function webhookEventsOfFan(
  { tx, tenantId, vault }: Scope,
  fanId: string,
): Promise<(WebhookEventRow & { body: unknown })[]> {
  const rows = await tx
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.tenantId, tenantId), eq(webhookEvents.fanId, fanId)))
    .orderBy(asc(webhookEvents.happenedAt))
  const key = vault.tenantKey(tenantId)
  return rows.map((row) => ({
    ...bare(row),
    body: row.bodySealed ? openJson<unknown>(key, bodyPlace(row.id), row.bodySealed) : null,
  }))
}

/** Takes away what settled before `before`. @returns how many rows went */
export async function dropOldWebhookEvents(tx: Db, before: Date): Promise<number> {
  const rows = await tx
    .delete(webhookEvents)
    .where(
      and(
        lt(webhookEvents.happenedAt, before),
        inArray(webhookEvents.status, ['taken', 'ignored', 'refused', 'delivered', 'dead']),
      ),
    )
    .returning({ id: webhookEvents.id })
  return rows.length
}

function bare({ bodySealed, externalHash, ...row }: Row): WebhookEventRow {
  return { ...row, direction: row.direction as 'in' | 'out', status: row.status as WebhookEventRow['status'] }
}
