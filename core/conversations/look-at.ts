import { conversationById } from '../../db/conversations.ts'
import { endPresence, notePresence, type Presence, presencesNow } from '../../db/presences.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'

/** A page that is looked at says so more often than this; one that was closed without a word is gone after it. */
const LOOK_MS = 90_000

/** Says that a team member has this conversation before their eyes. Colleagues hear of it when they come, not each time they stay. */
export async function lookAt(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, conversationId, actor }: { tenantId: string; conversationId: string; actor: Actor },
): Promise<void> {
  const at = now()
  const came = await inTenant(store, tenantId, async (scope) => {
    const conversation = await conversationById(scope, conversationId)
    if (!conversation) throw new CoreError('not-found', 'This conversation is gone.', { conversationId })
    const { fanId } = conversation
    const until = new Date(at.getTime() + LOOK_MS)
    return notePresence(scope, { conversationId, fanId, personId: actor.id, personName: actor.name, until, now: at })
  })
  if (came) events.publish(tenantId, { kind: 'presence', id: conversationId, conversationId })
}

/** They looked elsewhere. */
export async function lookAway(
  { store, events }: Pick<Deps, 'store' | 'events'>,
  { tenantId, conversationId, actor }: { tenantId: string; conversationId: string; actor: Actor },
): Promise<void> {
  const left = await inTenant(store, tenantId, (scope) => endPresence(scope, { conversationId, personId: actor.id }))
  if (left) events.publish(tenantId, { kind: 'presence', id: conversationId, conversationId })
}

/** Who looks at what now, in the whole team, by name. */
export function whoLooks({ store, now }: Pick<Deps, 'store' | 'now'>, tenantId: string): Promise<Presence[]> {
  return inTenant(store, tenantId, (scope) => presencesNow(scope, now()))
}
