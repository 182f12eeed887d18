import { conversationAt } from '../../db/conversations.ts'
import { externalIdsSince } from '../../db/external-ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Channel, Deps } from '../deps.ts'

/** What is stored of a chat since then, by the platform's ids: for a platform whose chat is read again, to see what is gone there. */
export async function knownSince(
  { store }: Pick<Deps, 'store'>,
  {
    tenantId,
    since,
    address,
    ...where
  }: { tenantId: string; creatorId: string; channel: Channel; address: string; since: Date },
): Promise<string[]> {
  return inTenant(store, tenantId, async (scope) => {
    const addressHash = scope.vault.fingerprint(tenantId, `${where.channel}|${address}`)
    const conversation = await conversationAt(scope, { ...where, addressHash })
    return conversation ? externalIdsSince(scope, conversation, since) : []
  })
}
