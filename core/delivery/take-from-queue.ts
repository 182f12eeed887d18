import { z } from 'zod'
import { deliveryById, moveDelivery, traceOfDelivery } from '../../db/deliveries.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { replyIsDue } from '../journey.ts'
import { noteNotSent } from './note-not-sent.ts'

/** All that a queue carries: ids. */
const QueuedIds = z.object({ tenantId: z.string().min(1).max(200), deliveryId: z.uuid() })

/**
 * An id came by the queue. Whoever gets it claims the row as due work does; an id that comes twice, too early or too late
 * finds the row taken, and does nothing. Throws for what is no id of ours: the queue brings it three times, then puts it aside.
 */
export async function takeFromQueue(deps: Deps, body: string): Promise<void> {
  await replyIsDue(deps, QueuedIds.parse(JSON.parse(body)))
}

/** What came three times and broke three times is on the failed list, unless it left by its row meanwhile. */
export async function noteDeadLetter({ store, now, log }: Deps, body: string): Promise<void> {
  const ids = parsed(body)
  if (!ids) return log.warn('dead letter that is no id of ours', { length: body.length })
  const { tenantId, deliveryId } = ids
  const problem = 'The queue brought it three times, and each time it broke. Look at the log, then try again.'
  await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryById(scope, deliveryId)
    log.warn('dead letter', { trace: await traceOfDelivery(scope, deliveryId), tenantId, deliveryId })
    // It may have left, or may be in doubt: its row knows better than the queue.
    if (delivery?.status !== 'ready' || delivery.inDoubtSince) return
    if (!(await moveDelivery(scope, deliveryId, ['ready'], { status: 'failed', problem, settledAt: now() }))) return
    await noteNotSent(scope, delivery, { status: 'failed', problem, now: now() })
  })
}

function parsed(body: string) {
  try {
    return QueuedIds.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}
