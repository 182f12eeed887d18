import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { conversations } from './schema.ts'
import { open, seal } from './seal.ts'

export type Conversation = typeof conversations.$inferSelect

const addressPlace = (id: string) => ({ column: 'conversations.address', row: id }) as const

/** Makes two messages of one new fan, arriving together, wait for each other. */
export async function lockAddress({ tx, tenantId }: Scope, channel: string, addressHash: string): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext(${`${tenantId}/${channel}/${addressHash}`}))`)
}

export async function conversationAt(
  { tx, tenantId }: Scope,
  at: Pick<Conversation, 'creatorId' | 'channel' | 'addressHash'>,
): Promise<Conversation | undefined> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.creatorId, at.creatorId),
        eq(conversations.channel, at.channel),
        eq(conversations.addressHash, at.addressHash),
      ),
    )
  return row
}

export async function conversationById({ tx, tenantId }: Scope, id: string): Promise<Conversation | undefined> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
  return row
}

/** Like `conversationById`, and no message of the fan comes in until this transaction ends. */
export async function lockConversation({ tx, tenantId }: Scope, id: string): Promise<Conversation | undefined> {
  const [row] = await tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
    .for('update')
  return row
}

export async function conversationsById({ tx, tenantId }: Scope, ids: string[]): Promise<Conversation[]> {
  if (ids.length === 0) return []
  return tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), inArray(conversations.id, ids)))
}

export async function conversationsOfFan({ tx, tenantId }: Scope, fanId: string): Promise<Conversation[]> {
  return tx
    .select()
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.fanId, fanId)))
    .orderBy(desc(conversations.lastMessageAt))
}

/** Latest message first. */
export async function conversationsOf({ tx, tenantId }: Scope, limit: number): Promise<Conversation[]> {
  return tx
    .select()
    .from(conversations)
    .where(eq(conversations.tenantId, tenantId))
    .orderBy(desc(conversations.lastMessageAt))
    .limit(limit)
}

/** Of one channel, latest message first. @param since only where somebody said something since then */
export async function conversationsOn(
  { tx, tenantId }: Scope,
  { creatorId, channel, since, limit }: { creatorId: string; channel: string; since: Date; limit: number },
): Promise<Conversation[]> {
  return tx
    .select()
    .from(conversations)
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.creatorId, creatorId),
        eq(conversations.channel, channel),
        gte(conversations.lastMessageAt, since),
      ),
    )
    .orderBy(desc(conversations.lastMessageAt))
    .limit(limit)
}

export async function insertConversation(
  scope: Scope,
  row: Pick<Conversation, 'id' | 'fanId' | 'creatorId' | 'channel' | 'addressHash'> & {
    address: string
    businessAccountId?: string | undefined
  },
): Promise<Conversation> {
  const { address, ...plain } = row
  const addressSealed = seal(await fanKey(scope, row.fanId), addressPlace(row.id), address)
  const [inserted] = await scope.tx
    .insert(conversations)
    .values({ ...plain, tenantId: scope.tenantId, addressSealed })
    .returning()
  return inserted as Conversation
}

/** Where to send in this conversation: a chat id, for instance. */
export async function addressOf(scope: Scope, conversation: Conversation): Promise<string> {
  return open(await fanKey(scope, conversation.fanId), addressPlace(conversation.id), conversation.addressSealed)
}

/** The fan said something: every approval given before is void, and a draft is due when the burst is over. */
export async function noteInbound(
  { tx, tenantId }: Scope,
  id: string,
  { at, draftDueAt }: { at: Date; draftDueAt: Date | null },
): Promise<Conversation> {
  const [row] = await tx
    .update(conversations)
    .set({
      version: sql`${conversations.version} + 1`,
      unread: sql`${conversations.unread} + 1`,
      // An edit says when its message was first sent, which may be long ago.
      lastInboundAt: sql`greatest(${conversations.lastInboundAt}, ${at.toISOString()}::timestamptz)`,
      lastMessageAt: sql`greatest(${conversations.lastMessageAt}, ${at.toISOString()}::timestamptz)`,
      draftDueAt,
      draftAttempts: 0,
      unreachable: null,
    })
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
    .returning()
  return row as Conversation
}

/** What an approval was bound to is no longer so, without a new message of the fan: every yes given before is void. */
export async function raiseVersion({ tx, tenantId }: Scope, id: string): Promise<void> {
  await tx
    .update(conversations)
    .set({ version: sql`${conversations.version} + 1` })
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
}

export async function updateConversation(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<
    Pick<
      Conversation,
      | 'unread'
      | 'unreachable'
      | 'draftDueAt'
      | 'draftLeaseUntil'
      | 'lastInboundAt'
      | 'lastMessageAt'
      | 'windowTickAt'
      | 'businessAccountId'
    >
  >,
): Promise<void> {
  await tx
    .update(conversations)
    .set(change)
    .where(and(eq(conversations.tenantId, tenantId), eq(conversations.id, id)))
}

export async function dueTurns(tx: Db, now: Date, limit: number): Promise<Pick<Conversation, 'id' | 'tenantId'>[]> {
  return tx
    .select({ id: conversations.id, tenantId: conversations.tenantId })
    .from(conversations)
    .where(and(lte(conversations.draftDueAt, now), leaseIsFree(now)))
    .orderBy(asc(conversations.draftDueAt))
    .limit(limit)
}

/** Of two processes that see the same due turn, one gets undefined. */
export async function claimTurn(
  { tx, tenantId }: Scope,
  id: string,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<Conversation | undefined> {
  const [row] = await tx
    .update(conversations)
    .set({ draftLeaseUntil: leaseUntil, draftAttempts: sql`${conversations.draftAttempts} + 1` })
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.id, id),
        lte(conversations.draftDueAt, now),
        leaseIsFree(now),
      ),
    )
    .returning()
  return row
}

/** Whoever is still answering keeps the turn. @param held until when it was theirs, as far as they know @returns whether it still was */
export async function renewTurn(
  { tx, tenantId }: Scope,
  id: string,
  { held, until }: { held: Date[]; until: Date },
): Promise<boolean> {
  const rows = await tx
    .update(conversations)
    .set({ draftLeaseUntil: until })
    .where(
      and(eq(conversations.tenantId, tenantId), eq(conversations.id, id), inArray(conversations.draftLeaseUntil, held)),
    )
    .returning({ id: conversations.id })
  return rows.length > 0
}

/** Ends a due turn. Undefined when the fan wrote meanwhile, so that it stays due, or when another process has answered it. */
export async function finishTurn(
  { tx, tenantId }: Scope,
  id: string,
  version: number,
): Promise<Conversation | undefined> {
  const [row] = await tx
    .update(conversations)
    .set({ draftDueAt: null, draftLeaseUntil: null, draftAttempts: 0 })
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.id, id),
        eq(conversations.version, version),
        isNotNull(conversations.draftDueAt),
      ),
    )
    .returning()
  return row
}

/** Gives a claimed turn back, to be tried again at `dueAt`. Whoever lost it to another process changes nothing. */
export async function releaseTurn(
  { tx, tenantId }: Scope,
  id: string,
  { held, dueAt }: { held: Date[]; dueAt?: Date },
): Promise<void> {
  await tx
    .update(conversations)
    .set({ draftLeaseUntil: null, ...(dueAt ? { draftDueAt: dueAt } : {}) })
    .where(
      and(
        eq(conversations.tenantId, tenantId),
        eq(conversations.id, id),
        isNotNull(conversations.draftDueAt),
        inArray(conversations.draftLeaseUntil, held),
      ),
    )
}

/** When this database has one process (embedded), every draft that is being made at start was a dead one's. */
export async function expireTurnLeases(tx: Db, now: Date): Promise<void> {
  await tx.update(conversations).set({ draftLeaseUntil: now }).where(isNotNull(conversations.draftLeaseUntil))
}

const leaseIsFree = (now: Date) => or(isNull(conversations.draftLeaseUntil), lte(conversations.draftLeaseUntil, now))

/** When the next turn is due, for the timer. One that is being answered is due again when its lease is over. */
export async function nextTurnDue(tx: Db): Promise<Date | undefined> {
  const at = sql`greatest(${conversations.draftDueAt}, ${conversations.draftLeaseUntil})`.mapWith(
    conversations.draftDueAt,
  )
  const [row] = await tx
    .select({ at })
    .from(conversations)
    .where(isNotNull(conversations.draftDueAt))
    .orderBy(asc(at))
    .limit(1)
  return row?.at ?? undefined
}
