import { and, asc, eq, gte, or } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { bodyPlace, type Media, type Message, mediaPlace, openMessage } from './messages.ts'
import { messages } from './schema.ts'
import { seal, sealJson } from './seal.ts'

/** What was said before Souvenir was there, many at once, all of one fan. */
export async function insertHistory(
  scope: Scope,
  { fanId, conversationId, createdAt }: { fanId: string; conversationId: string; createdAt?: Date },
  history: { id: string; direction: Message['direction']; body: string; media?: Media[]; sentAt: Date }[],
): Promise<void> {
  const key = await fanKey(scope, fanId)
  const rows = history.map(({ id, direction, body, media = [], sentAt }) => ({
    id,
    tenantId: scope.tenantId,
    fanId,
    conversationId,
    direction,
    status: direction === 'inbound' ? 'received' : 'imported',
    bodySealed: seal(key, bodyPlace(id), body),
    mediaSealed: media.length > 0 ? sealJson(key, mediaPlace(id), media) : null,
    sentAt,
    createdAt: createdAt ?? sentAt,
  }))
  // A statement has at most 65,535 parameters.
  for (let from = 0; from < rows.length; from += 1_000) {
    await scope.tx.insert(messages).values(rows.slice(from, from + 1_000))
  }
}

/** What was added, edited or taken back since a time, by our clock, oldest first. */
export async function messagesChangedSince(scope: Scope, fanId: string, since: Date): Promise<Message[]> {
  const rows = await scope.tx
    .select()
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.fanId, fanId),
        or(gte(messages.createdAt, since), gte(messages.editedAt, since), gte(messages.deletedAt, since)),
      ),
    )
    .orderBy(asc(messages.sentAt), asc(messages.id))
  const key = await fanKey(scope, fanId)
  return rows.map((row) => openMessage(key, row))
}
