import { and, asc, eq, getTableColumns, gt, isNull, type SQL, sql } from 'drizzle-orm'
import { member, user } from './auth-schema.ts'
import type { Db, Scope } from './db.ts'
import { reviewerInvites, reviewers } from './schema.ts'

type Row = typeof reviewers.$inferSelect
/** Somebody on the list. @see account: whose it is, when they work in the console too; without a role they are not in the team */
export type Reviewer = Row & { account: { name: string; role: string | undefined } | undefined }
export type ReviewerInvite = typeof reviewerInvites.$inferSelect

/** On the list, and not the account of somebody who left the team. */
export const mayDecide = ({ isActive, account }: Pick<Reviewer, 'isActive' | 'account'>): boolean =>
  isActive && (account === undefined || account.role !== undefined)

/** The person who may decide on this channel; undefined when this one may not. */
export async function reviewerAt(
  scope: Scope,
  at: { channel: string; externalId: string },
): Promise<Reviewer | undefined> {
  const found = await anyReviewerAt(scope, at)
  return found && mayDecide(found) ? found : undefined
}

/** Somebody on the list, also when they may not decide any more. */
export async function anyReviewerAt(
  scope: Scope,
  at: { channel: string; externalId: string },
): Promise<Reviewer | undefined> {
  const here = and(eq(reviewers.channel, at.channel), eq(reviewers.externalId, at.externalId))
  return (await withAccounts(scope, here))[0]
}

export async function reviewersOf(scope: Scope, channel?: string): Promise<Reviewer[]> {
  return withAccounts(scope, channel ? eq(reviewers.channel, channel) : undefined)
}

/** The chat accounts of one team member. */
export async function reviewersOfUser(scope: Scope, userId: string): Promise<Reviewer[]> {
  return withAccounts(scope, eq(reviewers.userId, userId))
}

export async function reviewerById(scope: Scope, id: string): Promise<Reviewer | undefined> {
  return (await withAccounts(scope, eq(reviewers.id, id)))[0]
}

async function withAccounts({ tx, tenantId }: Scope, which: SQL | undefined): Promise<Reviewer[]> {
  const rows = await tx
    .select({ ...getTableColumns(reviewers), accountName: user.name, accountRole: member.role })
    .from(reviewers)
    .leftJoin(user, eq(user.id, reviewers.userId))
    .leftJoin(member, and(eq(member.userId, reviewers.userId), eq(member.organizationId, reviewers.tenantId)))
    .where(and(eq(reviewers.tenantId, tenantId), which))
    .orderBy(asc(reviewers.createdAt))
  return rows.map(({ accountName, accountRole, ...row }) => ({
    ...row,
    account: row.userId === null ? undefined : { name: accountName ?? row.name, role: accountRole ?? undefined },
  }))
}

/** The account is still one of the team. */
const ACCOUNT_STANDS = sql`exists (select 1 from ${member}
  where ${member.userId} = ${reviewers.userId} and ${member.organizationId} = ${reviewers.tenantId})`

/**
 * Adds a person, or lets one who was taken off decide again, for themselves: whoever invites them need not stand above the team
 * member whose account it was. One that decides here stays that of its member, while they are in the team.
 */
export async function upsertReviewer(
  { tx, tenantId }: Scope,
  row: Omit<typeof reviewers.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx
    .insert(reviewers)
    .values({ ...row, tenantId })
    .onConflictDoUpdate({
      target: [reviewers.tenantId, reviewers.channel, reviewers.externalId],
      set: {
        isActive: true,
        name: row.name,
        userId: sql`case when ${reviewers.isActive} and ${ACCOUNT_STANDS} then ${reviewers.userId} end`,
      },
    })
}

/**
 * Adds a chat account as that of a team member, or makes one that decides here already theirs. False when it was taken off the
 * list, or is the account of somebody else in the team.
 */
export async function upsertReviewerOf(
  { tx, tenantId }: Scope,
  row: Omit<typeof reviewers.$inferInsert, 'tenantId'> & { userId: string },
): Promise<boolean> {
  const isFree = sql`(${reviewers.userId} is null or ${reviewers.userId} = ${row.userId} or not ${ACCOUNT_STANDS})`
  const rows = await tx
    .insert(reviewers)
    .values({ ...row, tenantId })
    .onConflictDoUpdate({
      target: [reviewers.tenantId, reviewers.channel, reviewers.externalId],
      set: { userId: row.userId, name: row.name },
      setWhere: sql`${reviewers.isActive} and ${isFree}`,
    })
    .returning({ id: reviewers.id })
  return rows.length > 0
}

export async function nameReviewer({ tx, tenantId }: Scope, id: string, name: string): Promise<void> {
  await tx
    .update(reviewers)
    .set({ name })
    .where(and(eq(reviewers.tenantId, tenantId), eq(reviewers.id, id)))
}

export async function setReviewerActive({ tx, tenantId }: Scope, id: string, isActive: boolean): Promise<boolean> {
  const rows = await tx
    .update(reviewers)
    .set({ isActive })
    .where(and(eq(reviewers.tenantId, tenantId), eq(reviewers.id, id)))
    .returning({ id: reviewers.id })
  return rows.length > 0
}

/** A chat account is nobody's, and off the list. @param of only while it is this team member's. False when it was nobody's */
export async function unlinkReviewer({ tx, tenantId }: Scope, id: string, of?: string): Promise<boolean> {
  const theirs = of === undefined ? sql`${reviewers.userId} is not null` : eq(reviewers.userId, of)
  const rows = await tx
    .update(reviewers)
    .set({ userId: null, isActive: false })
    .where(and(eq(reviewers.tenantId, tenantId), eq(reviewers.id, id), theirs))
    .returning({ id: reviewers.id })
  return rows.length > 0
}

export async function insertReviewerInvite(
  { tx, tenantId }: Scope,
  row: Omit<typeof reviewerInvites.$inferInsert, 'tenantId'>,
): Promise<void> {
  await tx.insert(reviewerInvites).values({ ...row, tenantId })
}

/** An unused invitation: asked before the tenant is known. @see account: whose it is, when somebody made it for themselves */
export async function openReviewerInvite(
  tx: Db,
  tokenHash: string,
  now: Date,
): Promise<{ tenantId: string; channel: string; account: string | undefined } | undefined> {
  const [row] = await tx
    .select({ tenantId: reviewerInvites.tenantId, channel: reviewerInvites.channel, account: user.name })
    .from(reviewerInvites)
    .leftJoin(user, eq(user.id, reviewerInvites.userId))
    .where(
      and(eq(reviewerInvites.tokenHash, tokenHash), isNull(reviewerInvites.usedAt), gt(reviewerInvites.expiresAt, now)),
    )
  return row && { ...row, account: row.account ?? undefined }
}

/** Spends an invitation. Undefined when it was spent before, is too old, is for another channel, or never was. */
export async function spendReviewerInvite(
  { tx, tenantId }: Scope,
  { tokenHash, channel, usedBy, now }: { tokenHash: string; channel: string; usedBy: string; now: Date },
): Promise<ReviewerInvite | undefined> {
  const [row] = await tx
    .update(reviewerInvites)
    .set({ usedAt: now, usedBy })
    .where(
      and(
        eq(reviewerInvites.tenantId, tenantId),
        eq(reviewerInvites.tokenHash, tokenHash),
        eq(reviewerInvites.channel, channel),
        isNull(reviewerInvites.usedAt),
        gt(reviewerInvites.expiresAt, now),
      ),
    )
    .returning()
  return row
}

/** An invitation that this one spent before. */
export async function inviteSpentBy(
  { tx, tenantId }: Scope,
  { tokenHash, usedBy }: { tokenHash: string; usedBy: string },
): Promise<ReviewerInvite | undefined> {
  const [row] = await tx
    .select()
    .from(reviewerInvites)
    .where(
      and(
        eq(reviewerInvites.tenantId, tenantId),
        eq(reviewerInvites.tokenHash, tokenHash),
        eq(reviewerInvites.usedBy, usedBy),
      ),
    )
  return row
}
