import { and, asc, desc, eq, gte, inArray, isNull, lt, notExists, or, sql } from 'drizzle-orm'
import { alias } from 'drizzle-orm/pg-core'
import type { Scope } from './db.ts'
import { fanKey, fanKeysOf } from './fan-keys.ts'
import { messages } from './schema.ts'
import { type DataKey, open, openJson, seal, sealJson } from './seal.ts'

type MessageRow = typeof messages.$inferSelect

/** Kept by reference: the platform holds the bytes. */
export interface Media {
  kind: 'photo' | 'video' | 'voice' | 'audio' | 'sticker' | 'document' | 'animation' | 'location' | 'other'
  /** The platform's own reference. */
  reference: string
  url?: string | undefined
  /** For people: an emoji of a sticker, a file name. */
  label?: string | undefined
  seconds?: number | undefined
}

export type Message = Omit<
  MessageRow,
  'bodySealed' | 'mediaSealed' | 'externalSealed' | 'direction' | 'externalHash'
> & {
  direction: 'inbound' | 'outbound'
  body: string
  media: Media[]
}

export const bodyPlace = (id: string) => ({ column: 'messages.body', row: id }) as const
export const mediaPlace = (id: string) => ({ column: 'messages.media', row: id }) as const
export const externalPlace = (id: string) => ({ column: 'messages.external', row: id }) as const

/** @returns undefined when the conversation has this external id already */
export async function insertMessage(
  scope: Scope,
  message: Pick<MessageRow, 'id' | 'fanId' | 'conversationId' | 'status' | 'sentAt' | 'createdAt'> & {
    direction: Message['direction']
    body: string
    media?: Media[]
    externalId?: string
    replyToId?: string | undefined
    draftId?: string
    editedAt?: Date | undefined
    sourceEditedAt?: Date | undefined
  },
): Promise<string | undefined> {
  const { body, media = [], externalId, ...plain } = message
  const key = await fanKey(scope, message.fanId)
  const rows = await scope.tx
    .insert(messages)
    .values({
      ...plain,
      tenantId: scope.tenantId,
      bodySealed: seal(key, bodyPlace(message.id), body),
      mediaSealed: media.length > 0 ? sealJson(key, mediaPlace(message.id), media) : null,
      ...(externalId === undefined
        ? {}
        : {
            externalHash: externalHash(scope, message.conversationId, externalId),
            externalSealed: seal(key, externalPlace(message.id), externalId),
          }),
    })
    .onConflictDoNothing()
    .returning({ id: messages.id })
  return rows[0]?.id
}

export async function messageByExternalId(
  scope: Scope,
  conversation: { id: string; fanId: string },
  externalId: string,
): Promise<Message | undefined> {
  const [row] = await scope.tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.conversationId, conversation.id),
        eq(messages.externalHash, externalHash(scope, conversation.id, externalId)),
      ),
    )
  return row && openMessage(await fanKey(scope, conversation.fanId), row)
}

/** They stay in the history and are never recalled. */
export async function leaveOutOfRecall({ tx, tenantId }: Scope, ids: string[]): Promise<number> {
  if (ids.length === 0) return 0
  const rows = await tx
    .update(messages)
    .set({ notRecalled: true })
    .where(and(eq(messages.tenantId, tenantId), inArray(messages.id, ids)))
    .returning({ id: messages.id })
  return rows.length
}

/** Newest last. @param before only messages said before this; with `beforeId` before that one of the same moment, too @param limit how many at most */
export async function recentMessages(
  scope: Scope,
  {
    fanId,
    conversationId,
    before,
    beforeId,
    limit,
  }: { fanId: string; conversationId?: string; before?: Date; beforeId?: string; limit: number },
): Promise<Message[]> {
  const rows = await scope.tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.fanId, fanId),
        conversationId ? eq(messages.conversationId, conversationId) : undefined,
        before && beforeId
          ? or(lt(messages.sentAt, before), and(eq(messages.sentAt, before), lt(messages.id, beforeId)))
          : before
            ? lt(messages.sentAt, before)
            : undefined,
      ),
    )
    .orderBy(desc(messages.sentAt), desc(messages.id))
    .limit(limit)
  const key = await fanKey(scope, fanId)
  return rows.reverse().map((row) => openMessage(key, row))
}

/** What fans said in these conversations since a time and did not take back, oldest first. @param since by our clock, not the platform's */
export async function inboundSince(scope: Scope, conversationIds: string[], since: Date): Promise<Message[]> {
  if (conversationIds.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        inArray(messages.conversationId, conversationIds),
        eq(messages.direction, 'inbound'),
        gte(messages.createdAt, since),
        isNull(messages.deletedAt),
      ),
    )
    .orderBy(asc(messages.id))
  return openMessages(scope, rows)
}

/** All of a fan's messages, oldest first. */
export async function messagesOfFan(scope: Scope, fanId: string, since?: Date): Promise<Message[]> {
  const rows = await scope.tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.fanId, fanId),
        since ? gte(messages.createdAt, since) : undefined,
      ),
    )
    .orderBy(asc(messages.sentAt), asc(messages.id))
  const key = await fanKey(scope, fanId)
  return rows.map((row) => openMessage(key, row))
}

export async function messagesById(scope: Scope, fanId: string, ids: string[]): Promise<Message[]> {
  if (ids.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, scope.tenantId), eq(messages.fanId, fanId), inArray(messages.id, ids)))
    .orderBy(asc(messages.sentAt), asc(messages.id))
  const key = await fanKey(scope, fanId)
  return rows.map((row) => openMessage(key, row))
}

export async function updateMessage(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Pick<MessageRow, 'status' | 'sentAt' | 'deletedAt'>>,
): Promise<void> {
  await tx
    .update(messages)
    .set(change)
    .where(and(eq(messages.tenantId, tenantId), eq(messages.id, id)))
}

/**
 * Remembers the platform's id of a message of ours, so that its own echo is known again. An id by which another message is known
 * stays with that one.
 */
export async function noteExternalId(
  scope: Scope,
  message: { id: string; fanId: string; conversationId: string },
  externalId: string,
): Promise<void> {
  const hash = externalHash(scope, message.conversationId, externalId)
  const others = alias(messages, 'others')
  await scope.tx
    .update(messages)
    .set({
      externalHash: hash,
      externalSealed: seal(await fanKey(scope, message.fanId), externalPlace(message.id), externalId),
    })
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.id, message.id),
        notExists(
          scope.tx
            .select({ id: others.id })
            .from(others)
            .where(
              and(
                eq(others.tenantId, scope.tenantId),
                eq(others.conversationId, message.conversationId),
                eq(others.externalHash, hash),
              ),
            ),
        ),
      ),
    )
}

export async function deleteMessage({ tx, tenantId }: Scope, id: string): Promise<void> {
  await tx.delete(messages).where(and(eq(messages.tenantId, tenantId), eq(messages.id, id)))
}

export async function countMessages({ tx, tenantId }: Scope, fanId: string): Promise<number> {
  const [row] = await tx
    .select({ count: sql<number>`count(*)::int` })
    .from(messages)
    .where(and(eq(messages.tenantId, tenantId), eq(messages.fanId, fanId)))
  return row?.count ?? 0
}

/** The platform's own id, to send a reply to it. */
export async function externalIdOf(scope: Scope, message: Pick<Message, 'id' | 'fanId'>): Promise<string | undefined> {
  const [row] = await scope.tx
    .select({ externalSealed: messages.externalSealed })
    .from(messages)
    .where(and(eq(messages.tenantId, scope.tenantId), eq(messages.id, message.id)))
  return row?.externalSealed
    ? open(await fanKey(scope, message.fanId), externalPlace(message.id), row.externalSealed)
    : undefined
}

const externalHash = (scope: Scope, conversationId: string, externalId: string) =>
  scope.vault.fingerprint(scope.tenantId, `${conversationId}|${externalId}`)

async function openMessages(scope: Scope, rows: MessageRow[]): Promise<Message[]> {
  const keys = await fanKeysOf(
    scope,
    rows.map((row) => row.fanId),
  )
  return rows.flatMap((row) => {
    const key = keys.get(row.fanId)
    return key ? [openMessage(key, row)] : []
  })
}

export function openMessage(key: DataKey, row: MessageRow): Message {
  const { bodySealed, mediaSealed, externalSealed, externalHash, ...plain } = row
  return {
    ...plain,
    direction: row.direction === 'outbound' ? 'outbound' : 'inbound',
    body: open(key, bodyPlace(row.id), bodySealed),
    media: mediaSealed ? openJson<Media[]>(key, mediaPlace(row.id), mediaSealed) : [],
  }
}

/** The latest message of each fan that counts; fans who never wrote are left out. */
export async function lastMessagesOf(scope: Scope, fanIds: string[]): Promise<Map<string, Message>> {
  if (fanIds.length === 0) return new Map()
  const rows = await scope.tx
    .selectDistinctOn([messages.fanId])
    .from(messages)
    .where(and(eq(messages.tenantId, scope.tenantId), inArray(messages.fanId, fanIds)))
    .orderBy(messages.fanId, desc(messages.sentAt), desc(messages.id))
  const keys = await fanKeysOf(scope, fanIds)
  return new Map(
    rows.flatMap((row) => {
      const key = keys.get(row.fanId)
      return key ? [[row.fanId, openMessage(key, row)] as const] : []
    }),
  )
}
