import { and, count, desc, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { newId } from './ids.ts'
import { chatPulls, troubles } from './schema.ts'

export type Trouble = typeof troubles.$inferSelect
export type TroubleStage =
  | 'draft'
  | 'delivery'
  | 'card'
  | 'connection'
  | 'model'
  | 'learning'
  | 'audit'
  | 'erasure'
  | 'queue'

/** Notes that something in the background went wrong; the same again only counts. */
export async function noteTrouble(
  { tx, tenantId }: Scope,
  trouble: { stage: TroubleStage; subjectId: string; problem: string; now: Date },
): Promise<void> {
  const { now, ...row } = trouble
  await tx
    .insert(troubles)
    .values({ ...row, id: newId(), tenantId, firstAt: now, lastAt: now })
    .onConflictDoUpdate({
      target: [troubles.tenantId, troubles.stage, troubles.subjectId],
      targetWhere: isNull(troubles.resolvedAt),
      set: { problem: row.problem, lastAt: now, times: sql`${troubles.times} + 1` },
    })
}

export async function resolveTrouble(
  { tx, tenantId }: Scope,
  { stage, subjectId, now }: { stage: TroubleStage; subjectId: string; now: Date },
): Promise<void> {
  await tx
    .update(troubles)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(troubles.tenantId, tenantId),
        eq(troubles.stage, stage),
        eq(troubles.subjectId, subjectId),
        isNull(troubles.resolvedAt),
      ),
    )
}

/** What was wrong with a connection, and with fetching from any conversation by it: it is there no more. */
export async function resolveTroublesOfConnection(
  { tx, tenantId }: Scope,
  { connectionId, now }: { connectionId: string; now: Date },
): Promise<void> {
  const pulled = tx
    .select({ id: sql<string>`${chatPulls.conversationId}::text` })
    .from(chatPulls)
    .where(and(eq(chatPulls.tenantId, tenantId), eq(chatPulls.connectionId, connectionId)))
  await tx
    .update(troubles)
    .set({ resolvedAt: now })
    .where(
      and(
        eq(troubles.tenantId, tenantId),
        eq(troubles.stage, 'connection'),
        or(eq(troubles.subjectId, connectionId), inArray(troubles.subjectId, pulled)),
        isNull(troubles.resolvedAt),
      ),
    )
}

export async function openTroubles({ tx, tenantId }: Scope, limit: number): Promise<Trouble[]> {
  return tx
    .select()
    .from(troubles)
    .where(and(eq(troubles.tenantId, tenantId), isNull(troubles.resolvedAt)))
    .orderBy(desc(troubles.lastAt))
    .limit(limit)
}

/** How many stand open, in every workspace together. */
export async function openTroublesOfAll(tx: Db): Promise<{ stage: string; count: number }[]> {
  return tx
    .select({ stage: troubles.stage, count: count() })
    .from(troubles)
    .where(isNull(troubles.resolvedAt))
    .groupBy(troubles.stage)
}
