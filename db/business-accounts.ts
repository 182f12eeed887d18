import { and, asc, eq, inArray, isNotNull, lte, sql } from 'drizzle-orm'
import type { Conversation } from './conversations.ts'
import type { Db, Scope } from './db.ts'
import type { Delivery } from './deliveries.ts'
import { businessAccounts, conversations, deliveries, drafts } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

type AccountRow = typeof businessAccounts.$inferSelect

/** What the platform said of the account. */
export interface BusinessDetails {
  connectionId: string
  ownerId: string
  ownerName: string
}

export type Standing = 'asked' | 'accepted' | 'refused'
export type BusinessAccount = Omit<AccountRow, 'detailsSealed' | 'standing'> & BusinessDetails & { standing: Standing }

const detailsPlace = (id: string) => ({ column: 'business_accounts.details', row: id }) as const
const ownerHashOf = ({ vault, tenantId }: Scope, ownerId: string) => vault.fingerprint(tenantId, `owner|${ownerId}`)
const connectionHashOf = ({ vault, tenantId }: Scope, id: string) => vault.fingerprint(tenantId, `connection|${id}`)

/** Stores an account as the platform describes it now; an owner who connects again keeps the row. */
export async function upsertBusinessAccount(
  scope: Scope,
  account: Pick<BusinessAccount, 'id' | 'creatorId' | 'standing' | 'isEnabled' | 'canReply'> &
    BusinessDetails & { connectedAt: Date; toldNumber?: number | null; now: Date },
): Promise<BusinessAccount> {
  const { connectionId, ownerId, ownerName, now, ...row } = account
  const key = scope.vault.tenantKey(scope.tenantId)
  const detailsSealed = sealJson(key, detailsPlace(row.id), { connectionId, ownerId, ownerName })
  const connectionHash = connectionHashOf(scope, connectionId)
  const [stored] = await scope.tx
    .insert(businessAccounts)
    .values({
      ...row,
      tenantId: scope.tenantId,
      ownerHash: ownerHashOf(scope, ownerId),
      connectionHash,
      detailsSealed,
      changedAt: now,
    })
    .onConflictDoUpdate({
      target: businessAccounts.id,
      set: {
        connectionHash,
        detailsSealed,
        isEnabled: row.isEnabled,
        canReply: row.canReply,
        connectedAt: row.connectedAt,
        toldNumber: row.toldNumber ?? null,
        changedAt: now,
      },
    })
    .returning()
  return openAccount(scope, stored as AccountRow)
}

/** The account of this person with this creator. */
export async function businessAccountOfOwner(
  scope: Scope,
  { creatorId, ownerId }: { creatorId: string; ownerId: string },
): Promise<BusinessAccount | undefined> {
  const [row] = await scope.tx
    .select()
    .from(businessAccounts)
    .where(
      and(
        eq(businessAccounts.tenantId, scope.tenantId),
        eq(businessAccounts.creatorId, creatorId),
        eq(businessAccounts.ownerHash, ownerHashOf(scope, ownerId)),
      ),
    )
  return row && openAccount(scope, row)
}

/** The account that the platform calls by this id. */
export async function businessAccountOfConnection(
  scope: Scope,
  { creatorId, connectionId }: { creatorId: string; connectionId: string },
): Promise<BusinessAccount | undefined> {
  const [row] = await scope.tx
    .select()
    .from(businessAccounts)
    .where(
      and(
        eq(businessAccounts.tenantId, scope.tenantId),
        eq(businessAccounts.creatorId, creatorId),
        eq(businessAccounts.connectionHash, connectionHashOf(scope, connectionId)),
      ),
    )
  return row && openAccount(scope, row)
}

/** Oldest first. */
export async function businessAccountsOf(scope: Scope, creatorId?: string): Promise<BusinessAccount[]> {
  const rows = await scope.tx
    .select()
    .from(businessAccounts)
    .where(
      and(
        eq(businessAccounts.tenantId, scope.tenantId),
        creatorId ? eq(businessAccounts.creatorId, creatorId) : undefined,
      ),
    )
    .orderBy(asc(businessAccounts.connectedAt))
  return rows.map((row) => openAccount(scope, row))
}

export async function businessAccountById(scope: Scope, id: string): Promise<BusinessAccount | undefined> {
  const [row] = await scope.tx
    .select()
    .from(businessAccounts)
    .where(and(eq(businessAccounts.tenantId, scope.tenantId), eq(businessAccounts.id, id)))
  return row && openAccount(scope, row)
}

export async function updateBusinessAccount(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Pick<BusinessAccount, 'standing' | 'isEnabled' | 'canReply'>> & { changedAt: Date },
): Promise<void> {
  await tx
    .update(businessAccounts)
    .set(change)
    .where(and(eq(businessAccounts.tenantId, tenantId), eq(businessAccounts.id, id)))
}

/** Every card about a conversation of this account has something new to say. @returns how many drafts that was */
export async function touchDraftsOfAccount({ tx, tenantId }: Scope, accountId: string): Promise<number> {
  const ofAccount = tx
    .select({ id: conversations.id })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.businessAccountId, accountId)))
  const rows = await tx
    .update(drafts)
    .set({ rev: sql`${drafts.rev} + 1` })
    .where(
      and(
        eq(drafts.tenantId, tenantId),
        inArray(drafts.status, ['pending', 'held']),
        inArray(drafts.conversationId, ofAccount),
      ),
    )
    .returning({ id: drafts.id })
  return rows.length
}

/** Replies that were approved for conversations of this account and have not begun to leave. */
export async function undispatchedOfAccount({ tx, tenantId }: Scope, accountId: string): Promise<Delivery[]> {
  const rows = await tx
    .select({ delivery: deliveries })
    .from(deliveries)
    .innerJoin(conversations, eq(conversations.id, deliveries.conversationId))
    .where(
      and(
        eq(deliveries.tenantId, tenantId),
        eq(conversations.businessAccountId, accountId),
        eq(deliveries.status, 'ready'),
        eq(deliveries.partsSent, 0),
      ),
    )
  return rows.map(({ delivery }) => delivery as Delivery)
}

/** Conversations whose remaining time must be said anew. */
export async function dueWindowTicks(
  tx: Db,
  now: Date,
  limit: number,
): Promise<Pick<Conversation, 'id' | 'tenantId'>[]> {
  return tx
    .select({ id: conversations.id, tenantId: conversations.tenantId })
    .from(conversations)
    .where(lte(conversations.windowTickAt, now))
    .orderBy(asc(conversations.windowTickAt))
    .limit(limit)
}

/** For the timer. */
export async function nextWindowTick(tx: Db): Promise<Date | undefined> {
  const [row] = await tx
    .select({ at: conversations.windowTickAt })
    .from(conversations)
    .where(isNotNull(conversations.windowTickAt))
    .orderBy(asc(conversations.windowTickAt))
    .limit(1)
  return row?.at ?? undefined
}

function openAccount(scope: Scope, { detailsSealed, standing, ...row }: AccountRow): BusinessAccount {
  const details = openJson<BusinessDetails>(scope.vault.tenantKey(scope.tenantId), detailsPlace(row.id), detailsSealed)
  return { ...row, ...details, standing: standing as Standing }
}
