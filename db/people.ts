import { and, asc, eq, gt, isNotNull, like, ne } from 'drizzle-orm'
import { account, invitation, member, organization, passkey, session, user, verification } from './auth-schema.ts'
import type { Db } from './db.ts'
import { newId } from './ids.ts'
import { type Row, runAlone, type Statement } from './statements.ts'

/** Members of the team and how they sign in: rows of people who work here, which no tenant's policy covers. */

export type Invitation = typeof invitation.$inferSelect
export type PersonRow = typeof user.$inferSelect

/** The address of an owner who has not said who they are. Nobody can receive mail there. */
export const NOBODY = 'owner@souvenir.invalid'
const FIRST_SLUG = 'home'

export interface Seat {
  tenantId: string
  tenantName: string
  memberId: string
  role: string
}

/** Makes the first workspace and its owner, once, however many processes start together. */
export async function createFirstOwner(db: Db, now: Date): Promise<{ tenantId: string; userId: string }> {
  return db.transaction(async (tx) => {
    await tx
      .insert(organization)
      .values({ id: newId(), name: 'Home', slug: FIRST_SLUG, createdAt: now })
      .onConflictDoNothing()
    const [home] = await tx.select().from(organization).where(eq(organization.slug, FIRST_SLUG)).for('update')
    if (!home) throw new Error('The first workspace is gone.')
    const [owner] = await tx
      .select({ userId: member.userId })
      .from(member)
      .where(and(eq(member.organizationId, home.id), eq(member.role, 'owner')))
      .orderBy(asc(member.createdAt))
      .limit(1)
    if (owner) return { tenantId: home.id, userId: owner.userId }
    const userId = newId()
    await tx
      .insert(user)
      .values({ id: userId, name: 'Owner', email: NOBODY, emailVerified: true, createdAt: now, updatedAt: now })
    await tx.insert(member).values({ id: newId(), organizationId: home.id, userId, role: 'owner', createdAt: now })
    return { tenantId: home.id, userId }
  })
}

/** A session as it stands, whose it is, and where they sit. */
export interface SessionNow {
  id: string
  expiresAt: Date
  updatedAt: Date
  user: { id: string; name: string; email: string; emailVerified: boolean }
  seat: { tenantId: string; tenantName: string; role: string } | undefined
}

const SESSIONS: Statement = {
  name: 'sessions',
  text: `select s.token, s.id, s.expires_at, s.updated_at, u.id as user_id, u.name, u.email, u.email_verified,
      seat.tenant_id, seat.tenant_name, seat.role
    from session s join "user" u on u.id = s.user_id
    left join lateral (
      select o.id as tenant_id, o.name as tenant_name, m.role
      from member m join organization o on o.id = m.organization_id
      where m.user_id = u.id
      order by coalesce(o.id = s.active_organization_id, false) desc, m.created_at
      limit 1
    ) seat on true
    where s.token = any($1::text[])`,
}

/** Sessions by their tokens, in the order asked for; undefined for one that was ended. */
export async function sessionsNow(db: Db, tokens: string[]): Promise<(SessionNow | undefined)[]> {
  const rows = await runAlone({ db }, SESSIONS, [[...new Set(tokens)]])
  const found = new Map(rows.map((row) => [row.token as string, sessionNow(row)]))
  return tokens.map((token) => found.get(token))
}

function sessionNow(row: Row): SessionNow {
  return {
    id: row.id as string,
    expiresAt: row.expires_at as Date,
    updatedAt: row.updated_at as Date,
    user: {
      id: row.user_id as string,
      name: row.name as string,
      email: row.email as string,
      emailVerified: row.email_verified === true,
    },
    seat:
      typeof row.tenant_id === 'string'
        ? { tenantId: row.tenant_id, tenantName: row.tenant_name as string, role: row.role as string }
        : undefined,
  }
}

export async function personByEmail(db: Db, email: string): Promise<PersonRow | undefined> {
  const [row] = await db.select().from(user).where(eq(user.email, email.toLowerCase()))
  return row
}

export async function personById(db: Db, id: string): Promise<PersonRow | undefined> {
  const [row] = await db.select().from(user).where(eq(user.id, id))
  return row
}

/** How this person can sign in without a link. */
export async function waysIn(db: Db, userId: string): Promise<{ hasPassword: boolean; passkeys: number }> {
  const passwords = await db
    .select({ id: account.id })
    .from(account)
    .where(and(eq(account.userId, userId), eq(account.providerId, 'credential'), isNotNull(account.password)))
  const keys = await db.select({ id: passkey.id }).from(passkey).where(eq(passkey.userId, userId))
  return { hasPassword: passwords.length > 0, passkeys: keys.length }
}

/** Says who a person is. Undefined when somebody else has this address. */
export async function namePerson(
  db: Db,
  id: string,
  set: { name?: string; email?: string; emailVerified?: boolean; updatedAt: Date },
): Promise<boolean> {
  return db.transaction(async (tx) => {
    if (set.email) {
      const taken = await tx
        .select({ id: user.id })
        .from(user)
        .where(and(eq(user.email, set.email), ne(user.id, id)))
      if (taken.length > 0) return false
    }
    await tx.update(user).set(set).where(eq(user.id, id))
    return true
  })
}

/** A session in use is not idle. */
export async function touchSession(db: Db, id: string, now: Date): Promise<void> {
  await db.update(session).set({ updatedAt: now }).where(eq(session.id, id))
}

export async function endSession(db: Db, of: { userId: string; id: string }): Promise<boolean> {
  const gone = await db
    .delete(session)
    .where(and(eq(session.userId, of.userId), eq(session.id, of.id)))
    .returning({ id: session.id })
  return gone.length > 0
}

export async function endOtherSessions(db: Db, of: { userId: string; keepId: string }): Promise<number> {
  const gone = await db
    .delete(session)
    .where(and(eq(session.userId, of.userId), ne(session.id, of.keepId)))
    .returning({ id: session.id })
  return gone.length
}

export async function sessionsOf(db: Db, userId: string, now: Date): Promise<(typeof session.$inferSelect)[]> {
  return db
    .select()
    .from(session)
    .where(and(eq(session.userId, userId), gt(session.expiresAt, now)))
    .orderBy(asc(session.createdAt))
}

export async function passkeysOf(db: Db, userId: string) {
  return db
    .select({ id: passkey.id, name: passkey.name, createdAt: passkey.createdAt, backedUp: passkey.backedUp })
    .from(passkey)
    .where(eq(passkey.userId, userId))
    .orderBy(asc(passkey.createdAt))
}

/** @param of.id one of them; all of the person's when not given */
export async function removePasskeys(db: Db, of: { userId: string; id?: string }): Promise<number> {
  const gone = await db
    .delete(passkey)
    .where(and(eq(passkey.userId, of.userId), of.id ? eq(passkey.id, of.id) : undefined))
    .returning({ id: passkey.id })
  return gone.length
}

/** Links of this person that were handed out and not used are worth nothing any more. */
export async function voidLinks(db: Db, email: string): Promise<void> {
  const value = like(verification.value, `%"email":${JSON.stringify(email)}%`)
  await db.delete(verification).where(and(value, like(verification.value, '%"type":"magic-link"%')))
}

export async function membersOf(db: Db, tenantId: string) {
  return db
    .select({
      id: member.id,
      userId: user.id,
      name: user.name,
      email: user.email,
      role: member.role,
      createdAt: member.createdAt,
    })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(eq(member.organizationId, tenantId))
    .orderBy(asc(member.createdAt))
}

/** One member of the team; undefined when they are not in it. */
export async function memberOf(
  db: Db,
  of: { tenantId: string; userId: string },
): Promise<{ name: string; role: string } | undefined> {
  const [row] = await db
    .select({ name: user.name, role: member.role })
    .from(member)
    .innerJoin(user, eq(user.id, member.userId))
    .where(and(eq(member.organizationId, of.tenantId), eq(member.userId, of.userId)))
  return row
}

export async function invitationsOf(db: Db, tenantId: string, now: Date): Promise<Invitation[]> {
  return db
    .select()
    .from(invitation)
    .where(
      and(eq(invitation.organizationId, tenantId), eq(invitation.status, 'pending'), gt(invitation.expiresAt, now)),
    )
    .orderBy(asc(invitation.createdAt))
}

/** An invitation that can still be accepted, with the name of the workspace. */
export async function openInvitation(db: Db, id: string, now: Date) {
  const [row] = await db
    .select({ invitation, tenantName: organization.name })
    .from(invitation)
    .innerJoin(organization, eq(organization.id, invitation.organizationId))
    .where(and(eq(invitation.id, id), eq(invitation.status, 'pending'), gt(invitation.expiresAt, now)))
  return row && { ...row.invitation, tenantName: row.tenantName }
}

export type Accepted = { kind: 'joined'; userId: string } | { kind: 'link-spent' | 'has-account' | 'already-member' }

/**
 * Spends an invitation and makes its reader a member. Without `userId` a person is made for it; somebody who has an account
 * must sign in first, or a link made by one workspace would open what another one trusts.
 */
export async function acceptInvitation(
  db: Db,
  of: { id: string; tenantId: string; role: string; email: string; now: Date; userId?: string; name?: string },
): Promise<Accepted> {
  return db.transaction(async (tx) => {
    const known = of.userId ? undefined : await personByEmail(tx as Db, of.email)
    if (known && !(await isUnclaimed(tx as Db, known.id, of.tenantId))) return { kind: 'has-account' }
    const spent = await tx
      .update(invitation)
      .set({ status: 'accepted' })
      .where(and(eq(invitation.id, of.id), eq(invitation.status, 'pending'), gt(invitation.expiresAt, of.now)))
      .returning({ id: invitation.id })
    if (spent.length === 0) return { kind: 'link-spent' }
    const userId = of.userId ?? known?.id ?? newId()
    if (!of.userId && !known) {
      await tx.insert(user).values({
        id: userId,
        name: of.name ?? of.email,
        email: of.email,
        emailVerified: false,
        createdAt: of.now,
        updatedAt: of.now,
      })
    }
    await tx
      .insert(member)
      .values({ id: newId(), organizationId: of.tenantId, userId, role: of.role, createdAt: of.now })
      .onConflictDoNothing()
    return { kind: 'joined', userId }
  })
}

/** Came by an earlier invitation of this workspace alone, and never chose a way to sign in. */
async function isUnclaimed(tx: Db, userId: string, tenantId: string): Promise<boolean> {
  const { hasPassword, passkeys } = await waysIn(tx, userId)
  if (hasPassword || passkeys > 0) return false
  const elsewhere = await tx
    .select({ id: member.id })
    .from(member)
    .where(and(eq(member.userId, userId), ne(member.organizationId, tenantId)))
  return elsewhere.length === 0
}
