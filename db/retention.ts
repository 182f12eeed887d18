import { and, asc, eq, isNotNull, isNull, lt, lte, ne, notExists, or, sql } from 'drizzle-orm'
import { session, verification } from './auth-schema.ts'
import type { Db } from './db.ts'
import { forgetHalfWritten } from './half-written.ts'
import { forgetPresences } from './presences.ts'
import { creators, erasures, fans, inbox, modelCalls, reviewerInvites, troubles } from './schema.ts'

/** From when a fan's silence counts: their last message, or the day a person kept them. */
const silentSince = sql`greatest(${fans.lastSeenAt}, ${fans.keptAt})`
const silenceEnds = sql`${silentSince} + make_interval(months => ${creators.retentionMonths})`

/**
 * Plans when silent fans are forgotten, and forgets the plan of those who wrote. Whoever appears on the list now stays on it for
 * the whole warning, also when the creator's months were only just shortened.
 */
export async function planForgetting(tx: Db, { now, warnDays }: { now: Date; warnDays: number }): Promise<void> {
  const warned = sql`${now.toISOString()}::timestamptz + make_interval(days => ${warnDays})`
  const ofCreator = and(eq(creators.id, fans.creatorId), eq(creators.tenantId, fans.tenantId))
  await tx
    .update(fans)
    .set({ forgetOn: null })
    .from(creators)
    .where(and(ofCreator, isNotNull(fans.forgetOn), sql`${silenceEnds} > ${warned}`))
  await tx
    .update(fans)
    .set({ forgetOn: sql`greatest(${silenceEnds}, ${warned})` })
    .from(creators)
    .where(and(ofCreator, isNull(fans.forgetOn), sql`${silenceEnds} <= ${warned}`))
}

/** Silent fans whose day has come, and whom nobody is forgetting yet. */
export async function fansPastSilence(tx: Db, now: Date, limit: number) {
  const open = tx
    .select({ one: sql`1` })
    .from(erasures)
    .where(and(eq(erasures.fanId, fans.id), ne(erasures.state, 'done')))
  return tx
    .select({ id: fans.id, tenantId: fans.tenantId, creatorId: fans.creatorId })
    .from(fans)
    .where(and(lte(fans.forgetOn, now), notExists(open)))
    .orderBy(asc(fans.forgetOn))
    .limit(limit)
}

/** What each kind of row is kept for, in days, before it is of no use to anybody. */
export interface Keeping {
  inboxDays: number
  modelCallDays: number
  resolvedTroubleDays: number
  spentInviteDays: number
  /** What was typed for a draft that is settled by now. */
  halfWrittenHours: number
}

/**
 * Takes away rows that would otherwise gather for ever, so many of a kind at once.
 * @returns how many rows went
 */
export async function pruneRows(tx: Db, { now, keeping, limit }: { now: Date; keeping: Keeping; limit: number }) {
  const ago = (days: number) => new Date(now.getTime() - days * 24 * 3_600_000)
  const gone = [
    await forgetHalfWritten(tx, new Date(now.getTime() - keeping.halfWrittenHours * 3_600_000)),
    await forgetPresences(tx, now),
    await tx
      .delete(inbox)
      .where(
        sql`(tenant_id, source, external_id) in (
          select tenant_id, source, external_id from inbox where received_at < ${ago(keeping.inboxDays).toISOString()} limit ${limit}
        )`,
      )
      .returning({ id: inbox.externalId }),
    await tx
      .delete(modelCalls)
      .where(
        sql`id in (select id from model_calls where called_at < ${ago(keeping.modelCallDays).toISOString()} limit ${limit})`,
      )
      .returning({ id: modelCalls.id }),
    await tx
      .delete(troubles)
      .where(lt(troubles.resolvedAt, ago(keeping.resolvedTroubleDays)))
      .returning({ id: troubles.id }),
    await tx
      .delete(reviewerInvites)
      .where(
        or(
          lt(reviewerInvites.usedAt, ago(keeping.spentInviteDays)),
          lt(reviewerInvites.expiresAt, ago(keeping.spentInviteDays)),
        ),
      )
      .returning({ id: reviewerInvites.id }),
    // What signs nobody in any more.
    await tx.delete(session).where(lt(session.expiresAt, now)).returning({ id: session.id }),
    await tx.delete(verification).where(lt(verification.expiresAt, now)).returning({ id: verification.id }),
  ]
  return gone.reduce((count, rows) => count + rows.length, 0)
}
