import { isAway, isHeldElsewhere } from '../../db/away.ts'
import type { Store } from '../../db/db.ts'
import { deliveryById, putOffDelivery, traceOfDelivery } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { dueDeliveries, nextDeliveryDue } from '../../db/due-deliveries.ts'
import { acrossTenants, inTenant, waitBriefly } from '../../db/scope.ts'
import { noteTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { replyIsDue, replyWasLost } from '../journey.ts'
import { problemOf } from '../problem-of.ts'

const AT_ONCE = 8
/** Before a reply that could not even be tried is looked at again. */
const PUT_OFF_MS = 60_000
/** The same when it was only the database that was away, or somebody who stands still with its row. */
const AWAY_MS = 2_000

/** What this process is about to claim: a platform that takes long before that must not be all that every round looks at. */
const inHandOf = new WeakMap<Store, Set<string>>()

function inHandHere(store: Store): Set<string> {
  const known = inHandOf.get(store) ?? new Set<string>()
  inHandOf.set(store, known)
  return known
}

/**
 * Lets every approved reply leave whose time has come, and settles those whose sender died. One that cannot be tried holds up no
 * other.
 * @returns when the next one is due, if one is planned
 */
export async function sendDueReplies(deps: Deps): Promise<Date | undefined> {
  const inHand = inHandHere(deps.store)
  const due = await acrossTenants(deps.store, (tx) =>
    dueDeliveries(tx, { now: deps.now(), limit: AT_ONCE, but: [...inHand] }),
  )
  const look = async (one: { tenantId: string; id: string }) => {
    inHand.add(one.id)
    await sendReply(deps, one)
      .catch((error: unknown) => putOff(deps, one, error))
      .finally(() => inHand.delete(one.id))
  }
  await Promise.all(due.map(look))
  return acrossTenants(deps.store, nextDeliveryDue)
}

async function sendReply(deps: Deps, { tenantId, id }: { tenantId: string; id: string }): Promise<void> {
  const delivery = await inTenant(deps.store, tenantId, (scope) => deliveryById(scope, id))
  if (delivery?.status === 'sending') await replyWasLost(deps, { tenantId, id })
  else await replyIsDue(deps, { tenantId, deliveryId: id })
}

/** One reply that cannot even be tried is shown to a person and waits; everybody else's go on. */
async function putOff(
  { store, now, log }: Deps,
  { tenantId, id }: { tenantId: string; id: string },
  error: unknown,
): Promise<void> {
  const problem = problemOf(error)
  const trace = await inTenant(store, tenantId, (scope) => traceOfDelivery(scope, id)).catch(() => undefined)
  log.warn('delivery put off', { trace, tenantId, deliveryId: id, problem })
  const onlyAway = isAway(error) || isHeldElsewhere(error)
  await inTenant(store, tenantId, async (scope) => {
    await waitBriefly(scope)
    const delivery = await putOffDelivery(scope, id, new Date(now().getTime() + (onlyAway ? AWAY_MS : PUT_OFF_MS)))
    if (!delivery || onlyAway) return
    await touchDraft(scope, delivery.draftId)
    await noteTrouble(scope, {
      stage: 'delivery',
      subjectId: id,
      problem: `It could not be sent: ${problem}`,
      now: now(),
    })
  })
}
