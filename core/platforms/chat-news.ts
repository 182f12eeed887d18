import { chatPullOf, noteChatNews } from '../../db/chat-pulls.ts'
import { type Conversation, conversationAt, lockAddress } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { fanById, updateFan } from '../../db/fans.ts'
import { platformAccountOf } from '../../db/platform-accounts.ts'
import type { Connection } from '../connections/find-connections.ts'
import type { Channel } from '../deps.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { openConversation } from '../inbound/receive-message.ts'

/** A fan of whom nobody told us the name yet. */
export const NAMELESS = 'Fan'

export interface ChatNews {
  address: string
  fanName: string | undefined
  /** When it happened, by the platform's clock. */
  at: Date
}

/** The conversation with this fan; a new one when they were never heard of. A better name than none is kept. */
export async function conversationWith(
  scope: Scope,
  connection: Pick<Connection, 'id' | 'creatorId' | 'kind'>,
  { address, fanName, at }: ChatNews,
  now: Date,
): Promise<Conversation> {
  const { creatorId } = connection
  const channel = connection.kind as Channel
  const addressHash = scope.vault.fingerprint(scope.tenantId, `${channel}|${address}`)
  await lockAddress(scope, channel, addressHash)
  const known = await conversationAt(scope, { creatorId, channel, addressHash })
  const fan = InboundMessage.shape.fan.parse({ name: fanName ?? NAMELESS })
  if (!known) {
    return openConversation(scope, { creatorId, channel, address, fan, sentAt: at }, { addressHash, now })
  }
  if (fan.name !== NAMELESS && (await fanById(scope, known.fanId))?.name === NAMELESS) {
    await updateFan(scope, known.fanId, { name: fan.name })
  }
  return known
}

/** Something happened in a chat: it is fetched as soon as may be. Call it in the transaction that takes the notice. */
export async function noteNews(
  scope: Scope,
  connection: Pick<Connection, 'id' | 'creatorId' | 'kind'>,
  news: ChatNews,
  now: Date,
): Promise<void> {
  const { id: conversationId, fanId } = await conversationWith(scope, connection, news, now)
  // Notices come late and out of order. Before the account was last read nothing is missing; after it, anything may be.
  const account = await platformAccountOf(scope, connection.id)
  const since = new Date(Math.min(news.at.getTime(), account?.readThrough.getTime() ?? now.getTime()))
  await noteChatNews(scope, { conversationId, fanId, connectionId: connection.id, since, now })
}

/** Whether something was said there that was not fetched yet. */
export async function isBehind(scope: Scope, conversationId: string, lastMessageAt: Date): Promise<boolean> {
  const pull = await chatPullOf(scope, conversationId)
  return !pull || pull.fetchedThrough < lastMessageAt
}
