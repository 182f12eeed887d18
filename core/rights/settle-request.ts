import { noteAudit } from '../../db/audit.ts'
import { settleFanRequest } from '../../db/fan-requests.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

/** A person saw to what a fan asked. */
export async function settleRequest(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, requestId, actor }: { tenantId: string; requestId: string; actor: Actor },
): Promise<void> {
  const at = now()
  const settled = await inTenant(store, tenantId, async (scope) => {
    const request = await settleFanRequest(scope, requestId, { by: actor.id, now: at })
    if (!request) throw new CoreError('not-found', 'This request is settled already, or its fan is gone.')
    const { fanId } = request
    await noteAudit(scope, { actor, action: 'fan.request-settled', fanId, subjectId: requestId, happenedAt: at })
    return request
  })
  events.publish(tenantId, { kind: 'fan', id: settled.fanId, fanId: settled.fanId })
}
