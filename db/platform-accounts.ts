import { and, asc, eq, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { platformAccounts } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

type AccountRow = typeof platformAccounts.$inferSelect
export interface Tokens {
  access: string
  /** Can be spent once. */
  refresh: string
}
export type PlatformAccount = Omit<AccountRow, 'tokensSealed'> & { tokens: Tokens }

const tokensPlace = (id: string) => ({ column: 'platform_accounts.tokens', row: id }) as const
const its = ({ tenantId }: Scope, connectionId: string) =>
  and(eq(platformAccounts.tenantId, tenantId), eq(platformAccounts.connectionId, connectionId))

export async function platformAccountOf(scope: Scope, connectionId: string): Promise<PlatformAccount | undefined> {
  const [row] = await scope.tx.select().from(platformAccounts).where(its(scope, connectionId))
  return row && openAccount(scope, row)
}

/** Somebody signed in: this pair takes the place of whatever was there, and reading goes on where it stopped. */
export async function storeSignIn(
  scope: Scope,
  account: { connectionId: string; tokens: Tokens; expiresAt: Date; readThrough: Date; now: Date },
): Promise<void> {
  const { connectionId, tokens, expiresAt, readThrough, now } = account
  const tokensSealed = sealJson(scope.vault.tenantKey(scope.tenantId), tokensPlace(connectionId), tokens)
  const fresh = { tokensSealed, expiresAt, renewalLease: null, renewalUntil: null, endedAt: null, readDueAt: now }
  await scope.tx
    .insert(platformAccounts)
    .values({ connectionId, tenantId: scope.tenantId, readThrough, ...fresh })
    .onConflictDoUpdate({
      target: platformAccounts.connectionId,
      set: { ...fresh, generation: sql`${platformAccounts.generation} + 1`, readLeaseUntil: null, readAttempts: 0 },
    })
}

/** Of two processes that would exchange the same pair, one gets true. */
export async function claimRenewal(
  scope: Scope,
  connectionId: string,
  { generation, lease, now, until }: { generation: number; lease: string; now: Date; until: Date },
): Promise<boolean> {
  const rows = await scope.tx
    .update(platformAccounts)
    .set({ renewalLease: lease, renewalUntil: until })
    .where(
      and(
        its(scope, connectionId),
        eq(platformAccounts.generation, generation),
        isNull(platformAccounts.endedAt),
        or(isNull(platformAccounts.renewalUntil), lte(platformAccounts.renewalUntil, now)),
      ),
    )
    .returning({ id: platformAccounts.connectionId })
  return rows.length > 0
}

export type RenewalResult =
  | { tokens: Tokens; expiresAt: Date }
  | { endedAt: Date }
  /** Nothing came of it: whoever holds this lease lets go of it. */
  | { lease: string }

/** Ends a renewal. False when another pair took the place of this one meanwhile. */
export async function settleRenewal(
  scope: Scope,
  connectionId: string,
  { generation, result }: { generation: number; result: RenewalResult },
): Promise<boolean> {
  const free = { renewalLease: null, renewalUntil: null }
  const change =
    'lease' in result
      ? free
      : 'tokens' in result
        ? {
            ...free,
            tokensSealed: sealJson(scope.vault.tenantKey(scope.tenantId), tokensPlace(connectionId), result.tokens),
            expiresAt: result.expiresAt,
            endedAt: null,
            generation: generation + 1,
          }
        : { ...free, endedAt: result.endedAt }
  const rows = await scope.tx
    .update(platformAccounts)
    .set(change)
    .where(
      and(
        its(scope, connectionId),
        eq(platformAccounts.generation, generation),
        'lease' in result ? eq(platformAccounts.renewalLease, result.lease) : undefined,
      ),
    )
    .returning({ id: platformAccounts.connectionId })
  return rows.length > 0
}

export async function dueAccounts(
  tx: Db,
  now: Date,
  limit: number,
): Promise<Pick<AccountRow, 'connectionId' | 'tenantId'>[]> {
  return tx
    .select({ connectionId: platformAccounts.connectionId, tenantId: platformAccounts.tenantId })
    .from(platformAccounts)
    .where(and(lte(platformAccounts.readDueAt, now), isNull(platformAccounts.endedAt), leaseIsFree(now)))
    .orderBy(asc(platformAccounts.readDueAt))
    .limit(limit)
}

/** Of two processes that would read the same account, one gets it. @param due also when its time has not come */
export async function claimReading(
  scope: Scope,
  connectionId: string,
  { now, until, isAsked }: { now: Date; until: Date; isAsked: boolean },
): Promise<PlatformAccount | undefined> {
  const [row] = await scope.tx
    .update(platformAccounts)
    .set({ readLeaseUntil: until, readAttempts: sql`${platformAccounts.readAttempts} + 1` })
    .where(
      and(
        its(scope, connectionId),
        isNull(platformAccounts.endedAt),
        isAsked ? undefined : lte(platformAccounts.readDueAt, now),
        leaseIsFree(now),
      ),
    )
    .returning()
  return row && openAccount(scope, row)
}

/** Ends a reading; what was given up by a sign-in in between stays as that left it. */
export async function settleReading(
  scope: Scope,
  connectionId: string,
  change: Pick<AccountRow, 'readDueAt'> & Partial<Pick<AccountRow, 'readThrough' | 'lastReadAt' | 'readAttempts'>>,
): Promise<void> {
  await scope.tx
    .update(platformAccounts)
    .set({ ...change, readLeaseUntil: null })
    .where(its(scope, connectionId))
}

/** When this database has one process (embedded), every lease at start was a dead one's. */
export async function expireAccountLeases(tx: Db): Promise<void> {
  await tx.update(platformAccounts).set({ renewalLease: null, renewalUntil: null, readLeaseUntil: null })
}

/** When the next account is read, for the timer. */
export async function nextReadingDue(tx: Db): Promise<Date | undefined> {
  const at = sql`greatest(${platformAccounts.readDueAt}, ${platformAccounts.readLeaseUntil})`.mapWith(
    platformAccounts.readDueAt,
  )
  const [row] = await tx
    .select({ at })
    .from(platformAccounts)
    .where(isNull(platformAccounts.endedAt))
    .orderBy(asc(at))
    .limit(1)
  return row?.at ?? undefined
}

const leaseIsFree = (now: Date) =>
  or(isNull(platformAccounts.readLeaseUntil), lte(platformAccounts.readLeaseUntil, now))

function openAccount(scope: Scope, { tokensSealed, ...row }: AccountRow): PlatformAccount {
  return {
    ...row,
    tokens: openJson(scope.vault.tenantKey(scope.tenantId), tokensPlace(row.connectionId), tokensSealed),
  }
}
