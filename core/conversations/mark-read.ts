import { conversationById, updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { CoreError } from '../errors.ts'

/** Somebody here has seen what the fan wrote. The fan is told nothing. */
export async function markRead(scope: Scope, conversationId: string): Promise<void> {
  const conversation = await conversationById(scope, conversationId)
  if (!conversation) throw new CoreError('not-found', 'This conversation is gone.')
  if (conversation.unread > 0) await updateConversation(scope, conversationId, { unread: 0 })
}
