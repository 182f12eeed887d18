import { conversationsOf } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { fanById } from '../../db/fans.ts'
import { recentMessages } from '../../db/messages.ts'

export interface ConversationLine {
  id: string
  channel: string
  fan: { id: string; name: string; inCare: boolean }
  lastMessageAt: Date | undefined
  /** The beginning of the last message, and whose it is. */
  last: { text: string; isOurs: boolean } | undefined
  unread: number
}

const PREVIEW = 140

/** Latest message first. */
export async function listConversations(scope: Scope, limit = 100): Promise<ConversationLine[]> {
  const lines: ConversationLine[] = []
  for (const conversation of await conversationsOf(scope, limit)) {
    const fan = await fanById(scope, conversation.fanId)
    if (!fan) continue
    const [last] = await recentMessages(scope, { fanId: fan.id, conversationId: conversation.id, limit: 1 })
    lines.push({
      id: conversation.id,
      channel: conversation.channel,
      fan: { id: fan.id, name: fan.name, inCare: fan.inCare },
      lastMessageAt: conversation.lastMessageAt ?? undefined,
      last: last && { text: [...last.body].slice(0, PREVIEW).join(''), isOurs: last.direction === 'outbound' },
      unread: conversation.unread,
    })
  }
  return lines
}
