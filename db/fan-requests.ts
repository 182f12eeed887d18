import { and, asc, eq, inArray, isNull, ne } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanRequests } from './schema.ts'

export type FanRequestKind = 'privacy' | 'data' | 'human' | 'memory-off' | 'memory-on'
export type FanRequest = Omit<typeof fanRequests.$inferSelect, 'kind'> & { kind: FanRequestKind }

/** Asked again while it is open, it is the same request. */
export async function insertFanRequest(
  { tx, tenantId }: Scope,
  row: Pick<FanRequest, 'id' | 'fanId' | 'conversationId' | 'kind' | 'askedAt' | 'dueAt'>,
): Promise<void> {
  await tx
    .insert(fanRequests)
    .values({ ...row, tenantId })
    .onConflictDoNothing()
}

/** Everything this fan ever asked, oldest first. */
export async function requestsOfFan({ tx, tenantId }: Scope, fanId: string): Promise<FanRequest[]> {
  const rows = await tx
    .select()
    .from(fanRequests)
    .where(and(eq(fanRequests.tenantId, tenantId), eq(fanRequests.fanId, fanId)))
    .orderBy(asc(fanRequests.askedAt))
  return rows as FanRequest[]
}

/** What nobody has seen to yet. @param fanIds everybody's when left out */
export async function openRequests({ tx, tenantId }: Scope, fanIds?: string[]): Promise<FanRequest[]> {
  if (fanIds?.length === 0) return []
  const rows = await tx
    .select()
    .from(fanRequests)
    .where(
      and(
        eq(fanRequests.tenantId, tenantId),
        isNull(fanRequests.settledAt),
        fanIds ? inArray(fanRequests.fanId, fanIds) : undefined,
      ),
    )
    .orderBy(asc(fanRequests.askedAt))
    .limit(500)
  return rows as FanRequest[]
}

/** @returns undefined when it was seen to already, or is gone */
export async function settleFanRequest(
  { tx, tenantId }: Scope,
  id: string,
  { by, now }: { by: string; now: Date },
): Promise<FanRequest | undefined> {
  const [row] = await tx
    .update(fanRequests)
    .set({ settledAt: now, settledBy: by })
    .where(and(eq(fanRequests.tenantId, tenantId), eq(fanRequests.id, id), isNull(fanRequests.settledAt)))
    .returning()
  return row as FanRequest | undefined
}

/** An answer reached the fan: what words can answer is answered. A copy of data is not; that takes a file. */
export async function settleAnswered(
  { tx, tenantId }: Scope,
  conversationId: string,
  { by, now }: { by: string; now: Date },
): Promise<void> {
  await tx
    .update(fanRequests)
    .set({ settledAt: now, settledBy: by })
    .where(
      and(
        eq(fanRequests.tenantId, tenantId),
        eq(fanRequests.conversationId, conversationId),
        isNull(fanRequests.settledAt),
        ne(fanRequests.kind, 'data'),
      ),
    )
}
