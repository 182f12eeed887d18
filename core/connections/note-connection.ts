import { updateConnection } from '../../db/connections.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import { isOnWatch } from '../../db/watches.ts'
import type { Deps } from '../deps.ts'
import type { Connection } from './find-connections.ts'

/**
 * Says how a connection does, for the people who look at Health.
 * @param problem plain words; undefined: it works
 * @param fence of the watch under which this was seen; whoever lost it meanwhile has nothing to say any more
 */
export async function noteConnection(
  { store, now, events, log }: Pick<Deps, 'store' | 'now' | 'events' | 'log'>,
  { tenantId, id, problem, fence }: { tenantId: string; id: string; problem: string | undefined; fence?: number },
): Promise<void> {
  const at = now()
  const isHeard = await inTenant(store, tenantId, async (scope) => {
    if (fence !== undefined && !(await isOnWatch(scope, { connectionId: id, fence }))) return false
    await updateConnection(scope, id, {
      status: problem === undefined ? 'working' : 'failing',
      problem: problem ?? null,
      updatedAt: at,
      ...(problem === undefined ? { lastSeenAt: at } : {}),
    })
    const about = { stage: 'connection', subjectId: id, now: at } as const
    await (problem === undefined ? resolveTrouble(scope, about) : noteTrouble(scope, { ...about, problem }))
    return true
  })
  if (!isHeard) return
  if (problem) log.warn('connection failing', { tenantId, connectionId: id, problem })
  else log.info('connection working', { tenantId, connectionId: id })
  events.publish(tenantId, { kind: 'health', id })
}

/** For who looks every minute: what works and is known to work needs no row. */
export async function noteNews(
  deps: Pick<Deps, 'store' | 'now' | 'events' | 'log'>,
  { tenantId, id, status, ...known }: Pick<Connection, 'tenantId' | 'id' | 'status' | 'problem'>,
  problem: string | undefined,
): Promise<void> {
  const isNews = problem !== (known.problem ?? undefined) || status !== 'working'
  if (problem !== undefined || isNews) await noteConnection(deps, { tenantId, id, problem })
}
