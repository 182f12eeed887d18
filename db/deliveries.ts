import { and, asc, desc, eq, inArray, isNull, ne, type SQL, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { deliveries, drafts, troubles } from './schema.ts'
import { openJson, seal } from './seal.ts'

export type DeliveryRow = typeof deliveries.$inferSelect
/** `by-hand`: a person copies the words into a platform that has no way in for programs, and says when it is done. */
export type DeliveryStatus = 'ready' | 'sending' | 'by-hand' | 'sent' | 'unknown' | 'failed' | 'undone'
export type Delivery = Omit<DeliveryRow, 'status'> & { status: DeliveryStatus }

export async function insertDelivery(
  { tx, tenantId }: Scope,
  row: Omit<typeof deliveries.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(deliveries).values({ ...row, tenantId })
}

export async function deliveryById({ tx, tenantId }: Scope, id: string): Promise<Delivery | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)))
  return row as Delivery | undefined
}

/** The delivery that counts: one that was undone does not. */
export async function deliveryOfDraft({ tx, tenantId }: Scope, draftId: string): Promise<Delivery | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.draftId, draftId), ne(deliveries.status, 'undone')))
  return row as Delivery | undefined
}

/** The delivery that carries this message of ours. */
export async function deliveryOfMessage({ tx, tenantId }: Scope, messageId: string): Promise<Delivery | undefined> {
  const [row] = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.messageId, messageId), ne(deliveries.status, 'undone')))
  return row as Delivery | undefined
}

/** Under which id the log tells of a delivery: that of the fan's message that it answers. */
export async function traceOfDelivery({ tx, tenantId }: Scope, id: string): Promise<string | undefined> {
  const [row] = await tx
    .select({ trace: drafts.answersMessageId })
    .from(deliveries)
    .innerJoin(drafts, eq(drafts.id, deliveries.draftId))
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id)))
  return row?.trace
}

/** Of many drafts at once, the deliveries that count, by draft. */
export async function deliveriesOfDrafts({ tx, tenantId }: Scope, draftIds: string[]): Promise<Map<string, Delivery>> {
  if (draftIds.length === 0) return new Map()
  const rows = await tx
    .select()
    .from(deliveries)
    .where(
      and(eq(deliveries.tenantId, tenantId), inArray(deliveries.draftId, draftIds), ne(deliveries.status, 'undone')),
    )
  return new Map(rows.map((row) => [row.draftId, row as Delivery]))
}

/** Nothing of it is with the fan, and nothing may be. */
const hasNotLeft = and(
  eq(deliveries.status, 'ready'),
  eq(deliveries.partsSent, 0),
  isNull(deliveries.inDoubtSince),
) as SQL

/** Replies that were approved and have not begun to leave. */
export async function undispatchedOf({ tx, tenantId }: Scope, conversationId: string): Promise<Delivery[]> {
  const rows = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.conversationId, conversationId), hasNotLeft))
  return rows as Delivery[]
}

/** A failed reply that a person decided to leave is at its end; the others wait for somebody to look. */
export const isNotLeft = sql`(${deliveries.status} <> 'failed' or exists (
  select 1 from ${troubles}
  where ${troubles.tenantId} = ${deliveries.tenantId} and ${troubles.stage} = 'delivery'
    and ${troubles.subjectId} = ${deliveries.id}::text and ${troubles.resolvedAt} is null))`

/** What a person has to look at: it may have arrived, or it was given up and nobody left it. Newest first. */
export async function stuckDeliveries({ tx, tenantId }: Scope, limit: number): Promise<Delivery[]> {
  const rows = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), inArray(deliveries.status, ['unknown', 'failed']), isNotLeft))
    .orderBy(desc(deliveries.createdAt))
    .limit(limit)
  return rows as Delivery[]
}

/** Of one conversation and without the undone ones, newest first. */
export async function latestDeliveries(
  { tx, tenantId }: Scope,
  conversationId: string,
  limit: number,
): Promise<Delivery[]> {
  const rows = await tx
    .select()
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.conversationId, conversationId),
        ne(deliveries.status, 'undone'),
      ),
    )
    .orderBy(desc(deliveries.createdAt), desc(deliveries.id))
    .limit(limit)
  return rows as Delivery[]
}

/** Newest first. */
export async function deliveriesByStatus(
  { tx, tenantId }: Scope,
  statuses: DeliveryStatus[],
  limit: number,
): Promise<Delivery[]> {
  const rows = await tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, tenantId), inArray(deliveries.status, statuses)))
    .orderBy(desc(deliveries.createdAt))
    .limit(limit)
  return rows as Delivery[]
}

/** Changes a delivery that this process holds. Undefined when the lease was lost: whatever is known now comes too late. */
export async function settleClaimed(
  { tx, tenantId }: Scope,
  { id, lease }: { id: string; lease: string },
  change: Partial<
    Pick<DeliveryRow, 'notBefore' | 'attempt' | 'partsSent' | 'problem' | 'settledAt' | 'leaseUntil' | 'inDoubtSince'>
  > & { status?: DeliveryStatus },
): Promise<Delivery | undefined> {
  const [row] = await tx
    .update(deliveries)
    .set(change)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.id, id),
        eq(deliveries.lease, lease),
        eq(deliveries.status, 'sending'),
      ),
    )
    .returning()
  return row as Delivery | undefined
}

/**
 * Changes a delivery that is still in one of `from`. Undefined to the one who came second.
 * @param since when it came to stand as it was seen: it may have left `from` and come back meanwhile
 */
export async function moveDelivery(
  { tx, tenantId }: Scope,
  id: string,
  from: DeliveryStatus[],
  change: Partial<
    Pick<DeliveryRow, 'notBefore' | 'attempt' | 'problem' | 'settledAt' | 'firstTriedAt' | 'inDoubtSince'>
  > & { status: DeliveryStatus },
  since?: Date | 'untimed',
): Promise<Delivery | undefined> {
  const [row] = await tx
    .update(deliveries)
    .set(change)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.id, id),
        inArray(deliveries.status, from),
        since === 'untimed' ? isNull(deliveries.settledAt) : since && eq(deliveries.settledAt, since),
      ),
    )
    .returning()
  return row as Delivery | undefined
}

/** Takes a delivery back of which surely nothing has left. Undefined when it is too late, or may be. */
export async function undoDelivery({ tx, tenantId }: Scope, id: string, now: Date): Promise<Delivery | undefined> {
  const [row] = await tx
    .update(deliveries)
    .set({ status: 'undone', settledAt: now })
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id), hasNotLeft))
    .returning()
  return row as Delivery | undefined
}

/** Something went wrong around a delivery: nobody looks at it again before `until`. Undefined when it is settled or gone. */
export async function putOffDelivery({ tx, tenantId }: Scope, id: string, until: Date): Promise<Delivery | undefined> {
  const later = sql`greatest(${deliveries.leaseUntil}, ${until.toISOString()}::timestamptz)`
  const [row] = await tx
    .update(deliveries)
    .set({
      notBefore: sql`case when ${deliveries.status} = 'ready' then ${until.toISOString()}::timestamptz else ${deliveries.notBefore} end`,
      leaseUntil: sql`case when ${deliveries.status} = 'sending' then ${later} else ${deliveries.leaseUntil} end`,
    })
    .where(
      and(eq(deliveries.tenantId, tenantId), eq(deliveries.id, id), inArray(deliveries.status, ['ready', 'sending'])),
    )
    .returning()
  return row as Delivery | undefined
}

/** Remembers the platform's id of what was sent, for looking it up later. */
export async function noteSentAs(scope: Scope, delivery: Delivery, externalIds: string[]): Promise<void> {
  const key = await fanKey(scope, delivery.fanId)
  await scope.tx
    .update(deliveries)
    .set({
      externalSealed: seal(key, { column: 'deliveries.external', row: delivery.id }, JSON.stringify(externalIds)),
    })
    .where(and(eq(deliveries.tenantId, scope.tenantId), eq(deliveries.id, delivery.id)))
}

/** Every delivery to a fan, undone ones too, oldest first, with the platform's ids of what was sent. */
export async function deliveriesOfFan(
  scope: Scope,
  fanId: string,
): Promise<(Omit<Delivery, 'externalSealed'> & { externalIds: string[] })[]> {
  const rows = await scope.tx
    .select()
    .from(deliveries)
    .where(and(eq(deliveries.tenantId, scope.tenantId), eq(deliveries.fanId, fanId)))
    .orderBy(asc(deliveries.createdAt))
  const key = await fanKey(scope, fanId)
  return rows.map(({ externalSealed, ...row }) => ({
    ...row,
    status: row.status as DeliveryStatus,
    externalIds: externalSealed
      ? openJson<string[]>(key, { column: 'deliveries.external', row: row.id }, externalSealed)
      : [],
  }))
}
