import { and, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { NO_LEASE } from './draft-leases.ts'
import { cards, conversations, deliveries, drafts } from './schema.ts'

/**
 * Cuts a fan's conversations off from their addresses, for good: no draft is due, every approval given is void, and whoever
 * writes from there from now on is somebody new. Doing it again changes nothing.
 * @returns the fingerprints of the addresses that were cut off now
 */
export async function detachConversations({ tx, tenantId }: Scope, fanId: string, why: string): Promise<string[]> {
  const rows = await tx
    .select({ id: conversations.id, addressHash: conversations.addressHash })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.fanId, fanId)))
    .orderBy(conversations.id)
    .for('update')
  const detached = (id: string) => `erased-${id}`
  const attached = rows.filter(({ id, addressHash }) => addressHash !== detached(id))
  for (const { id } of attached) {
    await tx
      .update(conversations)
      .set({
        addressHash: detached(id),
        version: sql`${conversations.version} + 1`,
        draftDueAt: null,
        draftLeaseUntil: null,
        unreachable: why,
      })
      .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
  }
  return attached.map(({ addressHash }) => addressHash)
}

/** Nothing that waits for this fan leaves any more, no draft can be decided, and no card is drawn again. */
export async function stopWaiting({ tx, tenantId }: Scope, fanId: string, now: Date): Promise<void> {
  await tx
    .update(deliveries)
    .set({ status: 'undone', settledAt: now })
    .where(and(eq(deliveries.tenantId, tenantId), eq(deliveries.fanId, fanId), eq(deliveries.status, 'ready')))
  await tx
    .update(drafts)
    .set({ status: 'expired', ...NO_LEASE })
    .where(and(eq(drafts.tenantId, tenantId), eq(drafts.fanId, fanId), inArray(drafts.status, ['pending', 'held'])))
  await tx
    .update(cards)
    .set({ isGone: true })
    .where(and(eq(cards.tenantId, tenantId), eq(cards.fanId, fanId)))
}

/** True while somebody is sending to this fan, or drawing a card of theirs. */
export async function isInHand({ tx, tenantId }: Scope, fanId: string, now: Date): Promise<boolean> {
  const [sending] = await tx
    .select({ id: deliveries.id })
    .from(deliveries)
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(deliveries.fanId, fanId),
        eq(deliveries.status, 'sending'),
        gt(deliveries.leaseUntil, now),
      ),
    )
    .limit(1)
  const [drawing] = await tx
    .select({ id: cards.id })
    .from(cards)
    .where(and(eq(cards.tenantId, tenantId), eq(cards.fanId, fanId), gt(cards.leaseUntil, now)))
    .limit(1)
  return sending !== undefined || drawing !== undefined
}
