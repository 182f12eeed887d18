import { conversationById, updateConversation } from '../../db/conversations.ts'
import { openDraftOf } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { loadTurn } from './load-turn.ts'

/** Makes a draft due again where none waits: after one expired, was refused, or the fan was muted. */
export async function requestDraft(
  { store, now, wake }: Pick<Deps, 'store' | 'now' | 'wake'>,
  { tenantId, conversationId }: { tenantId: string; conversationId: string },
): Promise<void> {
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    const conversation = await conversationById(scope, conversationId)
    if (!conversation) throw new CoreError('not-found', 'This conversation is gone.')
    if (await openDraftOf(scope, conversationId)) throw new CoreError('conflict', 'A draft is already waiting here.')
    if (!(await loadTurn(scope, conversation, at))) {
      throw new CoreError('conflict', 'Everything this fan said is answered. Write a message of your own instead.')
    }
    await updateConversation(scope, conversationId, { draftDueAt: at })
  })
  wake(at)
}
