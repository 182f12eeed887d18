import { and, asc, eq, gt, isNull } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { reviewerInvites, reviewers } from './schema.ts'

export type Reviewer = typeof reviewers.$inferSelect
export type ReviewerInvite = typeof reviewerInvites.$inferSelect

/** The person who may decide on this channel; undefined when this one may not. */
export async function reviewerAt(
  { tx, tenantId }: Scope,
  at: { channel: string; externalId: string },
): Promise<Reviewer | undefined> {
  const [row] = await tx
    .select()
    .from(reviewers)
    .where(
      and(
        eq(reviewers.tenantId, tenantId),
        eq(reviewers.channel, at.channel),
        eq(reviewers.externalId, at.externalId),
        eq(reviewers.isActive, true),
      ),
    )
  return row
}

export async function reviewersOf({ tx, tenantId }: Scope, channel?: string): Promise<Reviewer[]> {
  return tx
    .select()
    .from(reviewers)
    .where(and(eq(reviewers.tenantId, tenantId), channel ? eq(reviewers.channel, channel) : undefined))
    .orderBy(asc(reviewers.createdAt))
}

/** Adds a person, or lets one who was removed decide again. */
export async function upsertReviewer(
  { tx, tenantId }: Scope,
  row: Omit<typeof reviewers.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(reviewers)
    .values({ ...row, tenantId })
    .onConflictDoUpdate({
      target: [reviewers.tenantId, reviewers.channel, reviewers.externalId],
      set: { isActive: true, name: row.name },
    })
}

export async function setReviewerActive({ tx, tenantId }: Scope, id: string, isActive: boolean): Promise<boolean> {
  const rows = await tx
    .update(reviewers)
    .set({ isActive })
    .where(and(eq(reviewers.tenantId, tenantId), eq(reviewers.id, id)))
    .returning({ id: reviewers.id })
  return rows.length > 0
}

export async function insertReviewerInvite(
  { tx, tenantId }: Scope,
  row: Omit<typeof reviewerInvites.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(reviewerInvites).values({ ...row, tenantId })
}

/** The tenant that an unused invitation leads to: asked before the tenant is known. */
export async function tenantOfInvite(tx: Db, tokenHash: string, now: Date): Promise<string | undefined> {
  const [row] = await tx
    .select({ tenantId: reviewerInvites.tenantId })
    .from(reviewerInvites)
    .where(
      and(eq(reviewerInvites.tokenHash, tokenHash), isNull(reviewerInvites.usedAt), gt(reviewerInvites.expiresAt, now)),
    )
  return row?.tenantId
}

/** Spends an invitation. Undefined when it was spent before, is too old, or never was. */
export async function spendReviewerInvite(
  { tx, tenantId }: Scope,
  tokenHash: string,
  { usedBy, now }: { usedBy: string; now: Date },
): Promise<ReviewerInvite | undefined> {
  const [row] = await tx
    .update(reviewerInvites)
    .set({ usedAt: now, usedBy })
    .where(
      and(
        eq(reviewerInvites.tenantId, tenantId),
        eq(reviewerInvites.tokenHash, tokenHash),
        isNull(reviewerInvites.usedAt),
        gt(reviewerInvites.expiresAt, now),
      ),
    )
    .returning()
  return row
}
