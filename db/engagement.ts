import { and, asc, eq, lte } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { type Engagement, engagementPlace } from './fans.ts'
import { fans } from './schema.ts'
import { sealJson } from './seal.ts'

/** Fans of all tenants whose score is due, the longest overdue first. */
export async function dueEngagements(tx: Db, now: Date, limit: number): Promise<{ id: string; tenantId: string }[]> {
  return tx
    .select({ id: fans.id, tenantId: fans.tenantId })
    .from(fans)
    .where(lte(fans.engagementDueAt, now))
    .orderBy(asc(fans.engagementDueAt))
    .limit(limit)
}

export async function nextEngagementDue(tx: Db): Promise<Date | undefined> {
  const [next] = await tx.select({ at: fans.engagementDueAt }).from(fans).orderBy(asc(fans.engagementDueAt)).limit(1)
  return next?.at
}

/** @returns false when somebody else has it, or it is not due */
export async function claimEngagement(
  { tx, tenantId }: Scope,
  fanId: string,
  { now, nextAt }: { now: Date; nextAt: Date },
): Promise<boolean> {
  const rows = await tx
    .update(fans)
    .set({ engagementDueAt: nextAt })
    .where(and(eq(fans.tenantId, tenantId), eq(fans.id, fanId), lte(fans.engagementDueAt, now)))
    .returning({ id: fans.id })
  return rows.length > 0
}

/** What was worked out about a fan goes; the next refresh begins with no history. */
export async function forgetEngagement({ tx, tenantId }: Scope, fanId: string): Promise<void> {
  await tx
    .update(fans)
    .set({ engagementScore: null, isDrifting: false, engagementSealed: null })
    .where(and(eq(fans.tenantId, tenantId), eq(fans.id, fanId)))
}

export async function storeEngagement(
  scope: Scope,
  fanId: string,
  { score, isDrifting, engagement }: { score: number; isDrifting: boolean; engagement: Engagement },
): Promise<void> {
  const engagementSealed = sealJson(await fanKey(scope, fanId), engagementPlace(fanId), engagement)
  await scope.tx
    .update(fans)
    .set({ engagementScore: score, isDrifting, engagementSealed })
    .where(and(eq(fans.tenantId, scope.tenantId), eq(fans.id, fanId)))
}
