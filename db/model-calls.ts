import { and, desc, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { newId } from './ids.ts'
import { modelCalls } from './schema.ts'

export type ModelCall = typeof modelCalls.$inferSelect

export async function noteModelCall({ tx, tenantId }: Scope, call: Omit<ModelCall, 'id' | 'tenantId'>): Promise<void> {
  await tx.insert(modelCalls).values({ ...call, id: newId(), tenantId })
}

/** Latest first. */
export async function recentModelCalls(
  { tx, tenantId }: Scope,
  creatorId: string,
  limit: number,
): Promise<ModelCall[]> {
  return tx
    .select()
    .from(modelCalls)
    .where(and(eq(modelCalls.tenantId, tenantId), eq(modelCalls.creatorId, creatorId)))
    .orderBy(desc(modelCalls.calledAt))
    .limit(limit)
}
