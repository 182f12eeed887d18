import { and, asc, eq, gt, isNotNull, isNull, lte, notExists, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { decisions, deliveries, troubles } from './schema.ts'
import { open, seal } from './seal.ts'

export type DecisionRow = Omit<typeof decisions.$inferSelect, 'reasonSealed'>
/** With the person's words, which may be about the fan. */
export type ExplainedDecision = DecisionRow & { reason: string | undefined }

const reasonPlace = (id: string) => ({ column: 'decisions.reason', row: id }) as const

export async function insertDecision(
  scope: Scope,
  decision: Omit<typeof decisions.$inferInsert, 'tenantId' | 'reasonSealed'> & { reason?: string | undefined },
): Promise<void> {
  const { reason, ...row } = decision
  const reasonSealed = reason ? seal(await fanKey(scope, row.fanId), reasonPlace(row.id), reason) : null
  await scope.tx.insert(decisions).values({ ...row, tenantId: scope.tenantId, reasonSealed })
}

export async function decisionById({ tx, tenantId }: Scope, id: string): Promise<DecisionRow | undefined> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.tenantId, tenantId), eq(decisions.id, id)))
  return row
}

/** The decision that stands: one that was undone does not. */
export async function decisionOfDraft({ tx, tenantId }: Scope, draftId: string): Promise<DecisionRow | undefined> {
  const [row] = await tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.tenantId, tenantId), eq(decisions.draftId, draftId), isNull(decisions.undoneAt)))
  return row
}

export async function undoDecisionRow({ tx, tenantId }: Scope, id: string, undoneAt: Date): Promise<void> {
  await tx
    .update(decisions)
    .set({ undoneAt })
    .where(and(eq(decisions.tenantId, tenantId), eq(decisions.id, id), isNull(decisions.undoneAt)))
}

/** Takes a decision for learning from it. Undefined when it has taught already, or no longer stands. */
export async function claimLesson(
  scope: Scope,
  draftId: string,
  learnedAt: Date,
): Promise<ExplainedDecision | undefined> {
  const [row] = await scope.tx
    .update(decisions)
    .set({ learnedAt })
    .where(
      and(
        eq(decisions.tenantId, scope.tenantId),
        eq(decisions.draftId, draftId),
        isNull(decisions.undoneAt),
        isNull(decisions.learnedAt),
      ),
    )
    .returning()
  if (!row) return undefined
  const { reasonSealed, ...plain } = row
  return {
    ...plain,
    reason: reasonSealed ? open(await fanKey(scope, row.fanId), reasonPlace(row.id), reasonSealed) : undefined,
  }
}

/** Decisions whose reply went out, or that were a no, and that have not taught yet: a process died in between. */
export async function unlearnedDecisions(tx: Db, before: Date, limit: number) {
  return tx
    .select({ tenantId: decisions.tenantId, draftId: decisions.draftId })
    .from(decisions)
    .leftJoin(deliveries, and(eq(deliveries.decisionId, decisions.id), eq(deliveries.status, 'sent')))
    .where(
      and(
        isNull(decisions.learnedAt),
        isNull(decisions.undoneAt),
        lte(decisions.decidedAt, before),
        or(isNotNull(deliveries.id), eq(decisions.verdict, 'reject')),
        // What failed a moment ago waits, or a few lessons that nobody can read would keep all others from being learned.
        notExists(
          tx
            .select({ one: sql`1` })
            .from(troubles)
            .where(
              and(
                eq(troubles.tenantId, decisions.tenantId),
                eq(troubles.stage, 'learning'),
                sql`${troubles.subjectId} = ${decisions.draftId}::text`,
                isNull(troubles.resolvedAt),
                gt(troubles.lastAt, before),
              ),
            ),
        ),
      ),
    )
    .orderBy(asc(decisions.decidedAt))
    .limit(limit)
}

/** Every decision about a fan's drafts, undone ones too, oldest first. */
export async function allDecisionsOfFan(scope: Scope, fanId: string): Promise<ExplainedDecision[]> {
  const rows = await scope.tx
    .select()
    .from(decisions)
    .where(and(eq(decisions.tenantId, scope.tenantId), eq(decisions.fanId, fanId)))
    .orderBy(asc(decisions.decidedAt))
  if (rows.length === 0) return []
  const key = await fanKey(scope, fanId)
  return rows.map(({ reasonSealed, ...row }) => ({
    ...row,
    reason: reasonSealed ? open(key, reasonPlace(row.id), reasonSealed) : undefined,
  }))
}
