import { noteAudit } from '../../db/audit.ts'
import { connectionsOf } from '../../db/connections.ts'
import { conversationsOfFan } from '../../db/conversations.ts'
import { type CreatorRow, creatorsOf, deleteCreator, updateCreator } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { deleteFan, type Fan, fansOf } from '../../db/fans.ts'
import { deletePreferencesOfCreator } from '../../db/preferences.ts'
import { inTenant, lockTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { forgetRecall } from '../recall/hot-indexes.ts'

const MOST = 100_000

export interface RemovedDemo {
  fans: number
  creators: number
  /** Creators of the demo whom real fans wrote to, or who have a real account by now: they stay, with those fans. */
  kept: string[]
}

/**
 * Takes the demo away: its fans, whoever was played on Try it, their keys and everything that hangs on them, and its creator
 * unless she has become somebody real.
 */
export async function removeDemo(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'cache'>,
  { tenantId, actor }: { tenantId: string; actor: Actor },
): Promise<RemovedDemo> {
  const { gone, ...removed } = await inTenant(deps.store, tenantId, async (scope) => {
    await lockTenant(scope, 'demo')
    const result: RemovedDemo & { gone: string[] } = { fans: 0, creators: 0, kept: [], gone: [] }
    for (const creator of (await creatorsOf(scope)).filter(({ isDemo }) => isDemo)) {
      const played = await playedFans(scope, await fansOf(scope, creator.id, MOST))
      for (const { id } of played.fans) await deleteFan(scope, id)
      result.fans += played.fans.length
      result.gone.push(...played.fans.map(({ id }) => id))
      if (await removeCreator(scope, creator, played.real)) result.creators += 1
      else result.kept.push(creator.name)
    }
    await noteAudit(scope, { actor, action: 'demo.remove', happenedAt: deps.now() })
    return result
  })
  for (const fanId of gone) await forgetRecall(deps, { tenantId, fanId })
  deps.events.publish(tenantId, { kind: 'health', id: tenantId })
  return removed
}

/** The demo's own fans and those who exist on Try it alone; `real` counts the others. */
async function playedFans(scope: Scope, fans: Fan[]): Promise<{ fans: Fan[]; real: number }> {
  const played: Fan[] = []
  for (const fan of fans) {
    const elsewhere = fan.isDemo
      ? []
      : (await conversationsOfFan(scope, fan.id)).filter(({ channel }) => channel !== 'try-it')
    if (elsewhere.length === 0) played.push(fan)
  }
  return { fans: played, real: fans.length - played.length }
}

async function removeCreator(scope: Scope, creator: CreatorRow, realFans: number): Promise<boolean> {
  if (realFans > 0 || (await connectionsOf(scope, creator.id)).length > 0) {
    await updateCreator(scope, creator.id, { isDemo: false })
    return false
  }
  await deletePreferencesOfCreator(scope, creator.id)
  await deleteCreator(scope, creator.id)
  return true
}
