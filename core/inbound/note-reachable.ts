import { conversationAt, updateConversation } from '../../db/conversations.ts'
import { inTenant } from '../../db/scope.ts'
import type { Channel, Deps } from '../deps.ts'

/** The platform says whether a fan can still be written to. @param problem why not, in plain words; undefined: they can */
export async function noteReachable(
  { store, events }: Pick<Deps, 'store' | 'events'>,
  {
    tenantId,
    creatorId,
    channel,
    address,
    problem,
  }: { tenantId: string; creatorId: string; channel: Channel; address: string; problem: string | undefined },
): Promise<void> {
  const conversation = await inTenant(store, tenantId, async (scope) => {
    const addressHash = scope.vault.fingerprint(tenantId, `${channel}|${address}`)
    const found = await conversationAt(scope, { creatorId, channel, addressHash })
    if (found) await updateConversation(scope, found.id, { unreachable: problem ?? null })
    return found
  })
  if (conversation) {
    events.publish(tenantId, {
      kind: 'message',
      id: conversation.id,
      conversationId: conversation.id,
      fanId: conversation.fanId,
    })
  }
}
