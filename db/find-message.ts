import { and, desc, eq } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { type Message, openMessage } from './messages.ts'
import { messages } from './schema.ts'

/** One message, of whichever fan. */
export async function messageById(scope: Scope, id: string): Promise<Message | undefined> {
  const [row] = await scope.tx
    .select()
    .from(messages)
    .where(and(eq(messages.tenantId, scope.tenantId), eq(messages.id, id)))
  return row && openMessage(await fanKey(scope, row.fanId), row)
}

/** Of whatever tenant, the message whose id sorts last; undefined when there is none. */
export async function newestMessageId(tx: Db): Promise<string | undefined> {
  const [row] = await tx.select({ id: messages.id }).from(messages).orderBy(desc(messages.id)).limit(1)
  return row?.id
}
