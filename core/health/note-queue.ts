import { inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'

/**
 * Says how the queue between processes does, for the people of the workspace who look at Health.
 * @param which name of the queue @param problem plain words; undefined: it answers
 */
export async function noteQueue(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, which, problem }: { tenantId: string; which: string; problem: string | undefined },
): Promise<void> {
  const about = { stage: 'queue', subjectId: which, now: now() } as const
  await inTenant(store, tenantId, (scope) =>
    problem === undefined ? resolveTrouble(scope, about) : noteTrouble(scope, { ...about, problem }),
  )
  events.publish(tenantId, { kind: 'health', id: which })
}
