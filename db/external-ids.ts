import { and, eq, gte, isNull } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { externalPlace } from './messages.ts'
import { messages } from './schema.ts'
import { open } from './seal.ts'

/** The platform's ids of what a fan said in a conversation since then, and did not take back. @param since by the platform's clock */
export async function externalIdsSince(
  scope: Scope,
  conversation: { id: string; fanId: string },
  since: Date,
): Promise<string[]> {
  const rows = await scope.tx
    .select({ id: messages.id, externalSealed: messages.externalSealed })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.conversationId, conversation.id),
        eq(messages.direction, 'inbound'),
        gte(messages.sentAt, since),
        isNull(messages.deletedAt),
      ),
    )
  const key = await fanKey(scope, conversation.fanId)
  return rows.flatMap(({ id, externalSealed }) =>
    externalSealed ? [open(key, externalPlace(id), externalSealed)] : [],
  )
}
