import { and, asc, desc, eq, inArray, lt, sql } from 'drizzle-orm'
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
        inArray(webhookEvents.status, ['taken', 'ignored', 'refused', 'delivered']),
      ),
    )
    .returning({ id: webhookEvents.id })
  return rows.length
}

function bare({ bodySealed, externalHash, ...row }: Row): WebhookEventRow {
  return { ...row, direction: row.direction as 'in' | 'out', status: row.status as WebhookEventRow['status'] }
}
