import { dueWindowTicks } from '../../db/business-accounts.ts'
import { lockConversation, updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { undispatchedOf } from '../../db/deliveries.ts'
import { openDraftOf, touchDraft } from '../../db/drafts.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { nextTick } from './reply-window.ts'
import { backToCard, noReplyIn } from './stop-replies.ts'

const AT_ONCE = 100

/** Lets cards count down the time in which a fan can still be answered; when it is over, what waited goes back to its card. */
export async function tickWindows({ store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>): Promise<void> {
  const due = await acrossTenants(store, (tx) => dueWindowTicks(tx, now(), AT_ONCE))
  for (const { id, tenantId } of due) {
    const touched = await inTenant(store, tenantId, (scope) => tick(scope, id, now()))
    for (const { draftId, fanId } of touched) {
      events.publish(tenantId, { kind: 'draft', id: draftId, conversationId: id, fanId })
    }
  }
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
  const open = await openDraftOf(scope, id)
  if (open) await touchDraft(scope, open.id)
  return open ? [...taken, { draftId: open.id, fanId: open.fanId }] : taken
}
