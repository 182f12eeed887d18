import { and, eq, inArray, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { type Draft, OPEN, openDraft } from './drafts.ts'
import { drafts } from './schema.ts'

/**
 * Takes or renews the lease. Undefined when another person holds it and `takeOver` is not set.
 * @param lease `enough`: one of ours that lasts longer than this stays as it is
 */
export async function leaseDraft(
  scope: Scope,
  id: string,
  lease: { by: string; name: string; via: string; until: Date; enough: Date; now: Date; takeOver: boolean },
): Promise<Draft | undefined> {
  const free = or(isNull(drafts.leaseUntil), lte(drafts.leaseUntil, lease.now), eq(drafts.leaseBy, lease.by))
  const time = (at: Date) => sql`${at.toISOString()}::timestamptz`
  const isOurs = sql`${drafts.leaseBy} = ${lease.by} and ${drafts.leaseUntil} > ${time(lease.now)}`
  const isEnough = sql`${isOurs} and ${drafts.leaseUntil} > ${time(lease.enough)}`
  // Cards say where somebody writes, and offer what they typed elsewhere. They count down what was opened in a chat; in the console
  // every word renews it, and no card could follow.
  const isHere = sql`${isOurs} and ${drafts.leaseVia} = ${lease.via} and (${drafts.leaseVia} = 'console' or ${isEnough})`
  const [row] = await scope.tx
    .update(drafts)
    .set({
      leaseBy: lease.by,
      leaseName: lease.name,
      leaseVia: lease.via,
      leaseUntil: sql`case when ${isEnough} then ${drafts.leaseUntil} else ${time(lease.until)} end`,
      leaseTakenFrom: sql`case when ${isOurs} then ${drafts.leaseTakenFrom} when ${drafts.leaseUntil} > ${time(lease.now)} then ${drafts.leaseName} end`,
      rev: sql`${drafts.rev} + (case when ${isHere} then 0 else 1 end)`,
    })
    .where(
      and(
        eq(drafts.tenantId, scope.tenantId),
        eq(drafts.id, id),
        inArray(drafts.status, OPEN),
        lease.takeOver ? undefined : free,
      ),
    )
    .returning()
  return row && openDraft(scope, row)
}

/** Nobody has it open any more. */
export const NO_LEASE = { leaseBy: null, leaseName: null, leaseVia: null, leaseUntil: null, leaseTakenFrom: null }

/** Undefined when this person did not hold it. */
export async function releaseLease(scope: Scope, id: string, by: string): Promise<Draft | undefined> {
  const [row] = await scope.tx
    .update(drafts)
    .set({ ...NO_LEASE, rev: sql`${drafts.rev} + 1` })
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.id, id), eq(drafts.leaseBy, by)))
    .returning()
  return row && openDraft(scope, row)
}

/** Ends leases that ran out, in every tenant, and says so to the cards. */
export async function endLapsedLeases(
  tx: Db,
  now: Date,
): Promise<{ id: string; tenantId: string; conversationId: string; fanId: string }[]> {
  return tx
    .update(drafts)
    .set({ ...NO_LEASE, rev: sql`${drafts.rev} + 1` })
    .where(and(lte(drafts.leaseUntil, now), inArray(drafts.status, OPEN)))
    .returning({
      id: drafts.id,
      tenantId: drafts.tenantId,
      conversationId: drafts.conversationId,
      fanId: drafts.fanId,
    })
}
