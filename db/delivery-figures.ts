import { and, count, eq, inArray, min } from 'drizzle-orm'
import type { Scope } from './db.ts'
import type { DeliveryStatus } from './deliveries.ts'
import { conversations, deliveries } from './schema.ts'

/** What has not come to its end. */
const OPEN: DeliveryStatus[] = ['ready', 'sending', 'by-hand', 'unknown', 'failed']

export interface DeliveryFigure {
  creatorId: string
  channel: string
  status: DeliveryStatus
  count: number
  oldest: Date | null
}

/** How many deliveries of each account are where, and since when the oldest of them. */
export async function deliveryFigures({ tx, tenantId }: Scope): Promise<DeliveryFigure[]> {
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
    .where(and(eq(deliveries.tenantId, tenantId), inArray(deliveries.status, OPEN)))
    .groupBy(conversations.creatorId, deliveries.channel, deliveries.status)
  return rows as DeliveryFigure[]
}
