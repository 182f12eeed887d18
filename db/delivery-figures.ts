import { and, count, eq, inArray, min, type SQL, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { type DeliveryStatus, isNotLeft } from './deliveries.ts'
import { conversations, deliveries } from './schema.ts'

/** What has not come to its end. */
const OPEN: DeliveryStatus[] = ['ready', 'sending', 'by-hand', 'unknown', 'failed']

/** How many deliveries of an account are in one state, and since when the oldest of them. */
export interface OpenDeliveries {
  creatorId: string
  channel: string
  status: DeliveryStatus
  count: number
  oldest: Date | null
}

/** What has not come to its end, by account and state. */
export async function openDeliveries({ tx, tenantId }: Scope): Promise<OpenDeliveries[]> {
  return grouped(tx, and(eq(deliveries.tenantId, tenantId), inArray(deliveries.status, OPEN)) as SQL)
}

/** The same for every workspace, by an index that holds only these. */
export async function openDeliveriesOfAll(tx: Db): Promise<OpenDeliveries[]> {
  return grouped(tx, isOpen)
}

async function grouped(tx: Db, where: SQL): Promise<OpenDeliveries[]> {
  const rows = await tx
    .select({
      creatorId: conversations.creatorId,
      channel: deliveries.channel,
      status: deliveries.status,
      count: count(),
      oldest: min(deliveries.createdAt),
    })
    .from(deliveries)
    .innerJoin(conversations, eq(conversations.id, deliveries.conversationId))
    .where(and(where, isNotLeft))
    .groupBy(conversations.creatorId, deliveries.channel, deliveries.status)
  return rows as OpenDeliveries[]
}

/** In the words of the index, so that the planner knows it again. */
const isOpen = sql`${deliveries.status} in ('ready', 'sending', 'by-hand', 'unknown', 'failed')`
