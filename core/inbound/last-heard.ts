import { addressOf, conversationsOn } from '../../db/conversations.ts'
import { inTenant } from '../../db/scope.ts'
import type { Channel, Deps } from '../deps.ts'

const LOOK_BACK_MS = 60 * 24 * 3_600_000

/** Where fans of a creator wrote lately and what was heard last: for a platform that is asked what came while nobody listened. */
export async function lastHeard(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, channel, limit }: { tenantId: string; creatorId: string; channel: Channel; limit: number },
): Promise<{ address: string; at: Date }[]> {
  const since = new Date(now().getTime() - LOOK_BACK_MS)
  return inTenant(store, tenantId, async (scope) => {
    const found = await conversationsOn(scope, { creatorId, channel, since, limit })
    const heard: { address: string; at: Date }[] = []
    for (const conversation of found) {
      if (!conversation.lastInboundAt) continue
      heard.push({ address: await addressOf(scope, conversation), at: conversation.lastInboundAt })
    }
    return heard
  })
}
