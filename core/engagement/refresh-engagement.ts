import { claimEngagement, dueEngagements, storeEngagement } from '../../db/engagement.ts'
import { fanById, touchFan } from '../../db/fans.ts'
import { deleteMoodsOf } from '../../db/moods.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { historyBegins } from '../moods/note-moods.ts'
import { problemOf } from '../problem-of.ts'
import { driftOf } from './drifting.ts'
import { engagementOf, REFRESH_MS, remember } from './engagement-score.ts'
import { observeFan } from './observe-fan.ts'

const AT_ONCE = 8

/** Refreshes the scores that are due, each fan once a day, and forgets moods that are older than 30 days. */
export async function refreshEngagement(deps: Deps): Promise<void> {
  const due = await acrossTenants(deps.store, (tx) => dueEngagements(tx, deps.now(), AT_ONCE))
  for (const { id, tenantId } of due) await refreshOne(deps, { tenantId, fanId: id })
}

async function refreshOne(
  { store, now, log, events }: Deps,
  { tenantId, fanId }: { tenantId: string; fanId: string },
): Promise<void> {
  const at = now()
  const about = { stage: 'learning', subjectId: fanId } as const
  // Committed first: a fan whose rows cannot be read waits a day like the others and holds nobody up.
  const nextAt = new Date(at.getTime() + REFRESH_MS)
  const isOurs = await inTenant(store, tenantId, (scope) => claimEngagement(scope, fanId, { now: at, nextAt }))
  if (!isOurs) return
  try {
    const change = await inTenant(store, tenantId, async (scope) => {
      const fan = await fanById(scope, fanId)
      if (!fan) return undefined
      await deleteMoodsOf(scope, fanId, historyBegins(at))
      if (fan.memoryOff) return undefined
      const seen = await observeFan(scope, fanId, at)
      const { score, parts } = engagementOf(seen)
      const drifting = driftOf(seen.exchanges)
      const history = remember(fan.engagement?.history ?? [], score, at)
      await storeEngagement(scope, fanId, {
        score,
        isDrifting: drifting !== undefined,
        engagement: { parts, history, ...(drifting ? { drifting } : {}) },
      })
      await resolveTrouble(scope, { ...about, now: at })
      return { hasChanged: fan.engagementScore !== score || fan.isDrifting !== (drifting !== undefined) }
    })
    if (change?.hasChanged) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  } catch (error) {
    const problem = problemOf(error)
    log.warn('engagement not refreshed', { tenantId, fanId, problem })
    await inTenant(store, tenantId, async (scope) => {
      // Of a fan who was erased meanwhile there is nothing left to mend.
      if ((await touchFan(scope, fanId)) === undefined) return
      await noteTrouble(scope, {
        ...about,
        problem: `The engagement of a fan could not be computed: ${problem}`,
        now: at,
      })
    })
  }
}
