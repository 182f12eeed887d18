import { z } from 'zod'
import { isAway } from '../../db/away.ts'
import { conversationById } from '../../db/conversations.ts'
import { deliveryById, moveDelivery, traceOfDelivery } from '../../db/deliveries.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { replyIsDue } from '../journey.ts'
import { problemOf } from '../problem-of.ts'
import { approvedReplyOf } from './claim-reply.ts'
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

/**
 * What came three times and could not be taken. That may have been a database that was away, or a reply that only waited for its
 * minute: so it is tried once more, and only what breaks now, by itself, is on the failed list. The rest leaves by its row.
 */
export async function noteDeadLetter(deps: Deps, body: string): Promise<void> {
  const { store, now, log } = deps
  const ids = idsIn(body)
  if (!ids) return log.warn('dead letter that is no id of ours', { length: body.length })
  const { tenantId, deliveryId } = ids
  const trace = await inTenant(store, tenantId, (scope) => traceOfDelivery(scope, deliveryId))
  const broke = await whyItBreaks(deps, ids)
  log.warn('dead letter', { trace, tenantId, deliveryId, ...(broke ? { problem: problemOf(broke.error) } : {}) })
  if (!broke) return
  const problem = 'The queue brought it three times, and each time it broke. Look at the log, then try again.'
  await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryById(scope, deliveryId)
    // It may have left, or may be in doubt: its row knows better than the queue.
    if (delivery?.status !== 'ready' || delivery.inDoubtSince) return
    if (!(await moveDelivery(scope, deliveryId, ['ready'], { status: 'failed', problem, settledAt: now() }))) return
    await noteNotSent(scope, delivery, { status: 'failed', problem, now: now() })
  })
}

/** Throws when it is only the database that is away: the queue brings the dead letter again. */
async function whyItBreaks(
  deps: Deps,
  ids: { tenantId: string; deliveryId: string },
): Promise<{ error: unknown } | undefined> {
  try {
    await replyIsDue(deps, ids)
    // Where it is not its time just now nothing was tried: it is read all the same.
    await inTenant(deps.store, ids.tenantId, async (scope) => {
      const delivery = await deliveryById(scope, ids.deliveryId)
      const conversation = delivery && (await conversationById(scope, delivery.conversationId))
      if (conversation && delivery.status === 'ready') await approvedReplyOf(scope, delivery, conversation)
    })
    return undefined
  } catch (error) {
    if (isAway(error)) throw error
    return { error }
  }
}

/** What a queue carries. Undefined: no ids of ours. */
export function idsIn(body: string): z.infer<typeof QueuedIds> | undefined {
  try {
    return QueuedIds.safeParse(JSON.parse(body)).data
  } catch {
    return undefined
  }
}
