import { deliveryById } from '../../db/deliveries.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { noteWebhookEvent } from '../../db/webhook-events.ts'
import type { Deps, PostResult, SendResult } from '../deps.ts'

/**
 * Writes down that a reply was posted to a creator's endpoint, for whoever looks at what went: never what was said. The delivery
 * knows better what became of it, so a line that cannot be written changes nothing.
 */
export async function noteDeparture(
  { store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>,
  { tenantId, creatorId, key }: { tenantId: string; creatorId: string; key: string },
  { posted, result }: { posted: PostResult; result: SendResult },
): Promise<void> {
  const at = now()
  const isOver = result.kind === 'sent' || result.kind === 'refused'
  await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryById(scope, key.split(':')[0] ?? '')
    if (!delivery) return
    await noteWebhookEvent(scope, {
      id: newId(),
      creatorId,
      fanId: delivery.fanId,
      direction: 'out',
      externalId: key,
      event: 'reply.send',
      status: result.kind === 'sent' ? 'delivered' : result.kind === 'refused' ? 'dead' : 'waiting',
      answerCode: posted.kind === 'answered' ? posted.code : null,
      problem: 'problem' in result ? result.problem : null,
      happenedAt: at,
      settledAt: isOver ? at : null,
    })
  }).catch(() => log.warn('a posted reply was not noted', { tenantId, creatorId }))
}
