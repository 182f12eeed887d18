import { dueWindowTicks } from '../../db/business-accounts.ts'
import { lockConversation, updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { undispatchedOf } from '../../db/deliveries.ts'
import { openDraftOf, touchDraft } from '../../db/drafts.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { nextTick } from './reply-window.ts'
import { backToCard, noReplyIn } from './stop-replies.ts'

const AT_ONCE = 100
/** Before a conversation that could not be looked at is looked at again. */
const AGAIN_MS = 5 * 60_000

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log'>

/** Lets cards count down the time in which a fan can still be answered; when it is over, what waited goes back to its card. */
export async function tickWindows(world: World): Promise<void> {
  const { store, now, events } = world
  const due = await acrossTenants(store, (tx) => dueWindowTicks(tx, now(), AT_ONCE))
  for (const one of due) {
    const { id, tenantId } = one
    const touched = await inTenant(store, tenantId, (scope) => tick(scope, id, now())).catch(async (error: unknown) => {
      await putOff(world, one, error)
      return []
    })
    for (const { draftId, fanId } of touched) {
      events.publish(tenantId, { kind: 'draft', id: draftId, conversationId: id, fanId })
    }
  }
}

/** One conversation that cannot be looked at is shown to a person and waits; everybody else's work goes on. */
async function putOff(
  { store, now, log }: World,
  { id, tenantId }: { id: string; tenantId: string },
  error: unknown,
): Promise<void> {
  const problem = problemOf(error)
  log.warn('time left not told', { tenantId, conversationId: id, problem })
  await inTenant(store, tenantId, async (scope) => {
    await updateConversation(scope, id, { windowTickAt: new Date(now().getTime() + AGAIN_MS) })
    await noteTrouble(scope, {
      stage: 'card',
      subjectId: id,
      problem: `How long this fan can still be answered could not be told: ${problem}`,
      now: now(),
    })
  })
}

async function tick(scope: Scope, id: string, now: Date): Promise<{ draftId: string; fanId: string }[]> {
  const conversation = await lockConversation(scope, id)
  if (!conversation?.lastInboundAt) {
    await updateConversation(scope, id, { windowTickAt: null })
    return []
  }
  const next = nextTick(conversation.lastInboundAt, now)
  await updateConversation(scope, id, { windowTickAt: next ?? null })
  const taken: { draftId: string; fanId: string }[] = []
  if (await noReplyIn(scope, conversation, now)) {
    for (const delivery of await undispatchedOf(scope, id))
      if (await backToCard(scope, delivery, now)) taken.push(delivery)
  }
  await resolveTrouble(scope, { stage: 'card', subjectId: id, now })
  const open = await openDraftOf(scope, id)
  if (open) await touchDraft(scope, open.id)
  return open ? [...taken, { draftId: open.id, fanId: open.fanId }] : taken
}
