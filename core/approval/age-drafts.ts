import { endLapsedLeases } from '../../db/draft-leases.ts'
import { dueDrafts, moveDraft } from '../../db/drafts.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'

const AT_ONCE = 100

/**
 * Brings held drafts back when their hour has come, lets drafts that nobody answered expire (expired is not rejected), and ends
 * leases that ran out, so that no card says "editing" about a phone in a pocket.
 */
export async function ageDrafts(deps: Pick<Deps, 'store' | 'now' | 'events' | 'log'>): Promise<void> {
  const { store, now, events } = deps
  for (const { tenantId, ...ids } of await acrossTenants(store, (tx) => endLapsedLeases(tx, now()))) {
    events.publish(tenantId, { kind: 'draft', ...ids })
  }
  await returnOrExpire(deps)
}

async function returnOrExpire({
  store,
  now,
  events,
  log,
}: Pick<Deps, 'store' | 'now' | 'events' | 'log'>): Promise<void> {
  const due = await acrossTenants(store, (tx) => dueDrafts(tx, now(), AT_ONCE))
  for (const { id, tenantId, status } of due) {
    const aged = await inTenant(store, tenantId, (scope) =>
      status === 'held'
        ? moveDraft(scope, id, ['held'], { status: 'pending', heldUntil: null, decidedByName: null })
        : moveDraft(scope, id, ['pending'], { status: 'expired' }),
    ).catch(async (error: unknown) => {
      // One draft that cannot be read must not keep everybody else's work from being done.
      const problem = problemOf(error)
      log.warn('draft not aged', { tenantId, draftId: id, problem })
      await inTenant(store, tenantId, (scope) =>
        noteTrouble(scope, { stage: 'draft', subjectId: id, problem, now: now() }),
      )
      return undefined
    })
    if (!aged) continue
    const { answersMessageId: trace } = aged
    log.info(aged.status === 'expired' ? 'draft expired' : 'draft back from hold', { trace, tenantId, draftId: id })
    events.publish(tenantId, { kind: 'draft', id, conversationId: aged.conversationId, fanId: aged.fanId })
  }
}
