import { and, eq, isNull, lte, or } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { bodyPlace, type Message } from './messages.ts'
import { messages } from './schema.ts'
import { seal } from './seal.ts'

/**
 * Somebody changed their words; of several edits the newest by the platform's clock stands, in whatever order they come. One of
 * the same moment, or without a time, counts as it comes. What was taken back stays so.
 * @returns whether the message says something else now
 */
export async function rewriteMessage(
  scope: Scope,
  message: Pick<Message, 'id' | 'fanId' | 'body'>,
  { body, editedAt, sourceEditedAt }: { body: string; editedAt: Date; sourceEditedAt: Date | undefined },
): Promise<boolean> {
  const isNew = body !== message.body
  if (!isNew && !sourceEditedAt) return false
  const key = await fanKey(scope, message.fanId)
  const rows = await scope.tx
    .update(messages)
    .set({
      ...(isNew ? { bodySealed: seal(key, bodyPlace(message.id), body), editedAt } : {}),
      ...(sourceEditedAt ? { sourceEditedAt } : {}),
    })
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.id, message.id),
        isNull(messages.deletedAt),
        sourceEditedAt && or(isNull(messages.sourceEditedAt), lte(messages.sourceEditedAt, sourceEditedAt)),
      ),
    )
    .returning({ id: messages.id })
  return isNew && rows.length > 0
}
