import { updateConnection } from '../../db/connections.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { type ArrivalStatus, noteWebhookEvent } from '../../db/webhook-events.ts'
import type { Deps } from '../deps.ts'
import { figuresHere } from '../health/figures-here.ts'
import type { Arrival } from './take-event.ts'

/** Writes down what came by a creator's webhook and what became of it: ids and names of events, never what was said. */
export async function noteArrival(
  { store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>,
  { tenantId, creatorId, webhookId, connectionId }: Arrival & { connectionId: string },
  arrived: {
    event: string
    status: ArrivalStatus
    answerCode: number
    fanId?: string
    problem?: string
    /** The request that brought it, and the message that it became: the way goes on under the latter. */
    requestId: string
    trace?: string
  },
): Promise<void> {
  const at = now()
  const { event, status, answerCode, fanId, problem, requestId, trace } = arrived
  await inTenant(store, tenantId, async (scope) => {
    await noteWebhookEvent(scope, {
      id: newId(),
      creatorId,
      fanId: fanId ?? null,
      direction: 'in',
      externalId: webhookId,
      event,
      status,
      answerCode,
      problem: problem ?? null,
      happenedAt: at,
      settledAt: at,
    })
    await updateConnection(scope, connectionId, { lastSeenAt: at, updatedAt: at })
  })
  figuresHere(store).webhooks[status] += 1
  log.info(`webhook ${status}`, { ...(trace ? { trace } : {}), requestId, tenantId, connectionId, event })
}
