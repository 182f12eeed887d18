import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { deliveryFiguresHere } from './delivery-figures.ts'

const TRIES = 4
const FIRST_WAIT_MS = 200

/**
 * Tells the queue, where there is one, that a delivery is committed and will be due: ids, nothing else. The row is the truth: a
 * queue that stays down after three more tries costs nothing but a second, for due work finds the row.
 */
export async function announceDelivery(
  { store, queue, log }: Pick<Deps, 'store' | 'queue' | 'log'>,
  { trace, tenantId, deliveryId, notBefore }: { trace: string; tenantId: string; deliveryId: string; notBefore: Date },
): Promise<void> {
  deliveryFiguresHere(store).queued += 1
  if (!queue) return
  for (let attempt = 1; ; attempt += 1) {
    try {
      await queue.publish({ tenantId, deliveryId, notBefore })
      log.info('queued', { trace, tenantId, deliveryId, queue: queue.name })
      return
    } catch (error) {
      if (attempt === TRIES) {
        log.warn('queue is down: due work finds the row', { trace, tenantId, deliveryId, problem: problemOf(error) })
        return
      }
      await new Promise((resolve) =>
        setTimeout(resolve, FIRST_WAIT_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2)),
      )
    }
  }
}
