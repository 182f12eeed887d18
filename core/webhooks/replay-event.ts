import { noteAudit } from '../../db/audit.ts'
import { inTenant } from '../../db/scope.ts'
import { replayWebhookEvent } from '../../db/webhook-events.ts'
import type { Actor } from '../actor.ts'
import { webhookOf } from '../connections/webhook-connection.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorHere } from '../settings/edit-creator.ts'
import { tellTest } from './tell-endpoint.ts'

type World = Pick<Deps, 'store' | 'now' | 'wake' | 'events'>
interface Of {
  tenantId: string
  creatorId: string
  actor: Actor
}

/**
 * Sends an event again, with the id it had, so that an endpoint that knows it takes it for the same. Only events, which tell
 * something: a reply that leaves is sent again from its card, by the rule that it reaches a fan at most once.
 */
export async function replayEvent(
  { store, now, wake, events }: World,
  { tenantId, creatorId, actor, eventId }: Of & { eventId: string },
): Promise<void> {
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const replayed = await replayWebhookEvent(scope, { id: eventId, creatorId, now: at })
    if (replayed === 'not-here') throw new CoreError('not-found', 'There is no such event.')
    if (replayed === 'not-now') {
      throw new CoreError(
        'conflict',
        'Only an event that was delivered or given up can be sent again; this one is neither.',
      )
    }
    await noteAudit(scope, { actor, action: 'webhook.replay', subjectId: eventId, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
  wake(at)
}

/** Posts a test, to see whether the endpoint takes it. */
export async function testEndpoint(
  { store, now, wake }: World,
  { tenantId, creatorId }: Omit<Of, 'actor'>,
): Promise<void> {
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    await creatorHere(scope, creatorId)
    const found = await webhookOf(scope, creatorId)
    if (!found?.settings.out) throw new CoreError('conflict', 'Enter the address of the endpoint first.')
    await tellTest(scope, { creatorId, now: at })
  })
  wake(at)
}
