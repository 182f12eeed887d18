import { decideDraft } from './approval/decide-draft.ts'
import type { Decision, DecisionOutcome } from './approval/decision.ts'
import { requestApproval } from './approval/request-approval.ts'
import { announceDelivery } from './delivery/announce-delivery.ts'
import { deliverReply } from './delivery/deliver-reply.ts'
import { settleLostDelivery } from './delivery/settle-lost-delivery.ts'
import type { DeliveryOutcome } from './delivery/settle-reply.ts'
import type { Deps } from './deps.ts'
import { draftReply } from './draft/draft-reply.ts'
import type { Turn } from './draft/turn.ts'
import type { InboundMessage } from './inbound/inbound-message.ts'
import { type Received, receiveMessage } from './inbound/receive-message.ts'
import { learnFromDecision } from './learning/learn-from-decision.ts'
import { learnFromMessage } from './learning/learn-from-message.ts'
import { adaptToFan } from './personality/adapt-to-fan.ts'
import { recallMemories } from './recall/recall-memories.ts'
import { preparedReply, waitForGoodbye } from './rights/prepare-words.ts'

/**
 * THE WAY OF A MESSAGE. Four things happen to it, each begun by somebody outside or by the clock (`due-work.ts`), each ending
 * in a row that remembers how far it came, so that any process can go on where another died.
 */

/** A fan wrote. It is stored before the platform is answered; the rest follows when the burst is over. */
export async function fanWrote(deps: Deps, inbound: InboundMessage): Promise<Received> {
  return receiveMessage(deps, inbound)
}

/** The burst is over: learn from it, suit the fan, recall what matters, draft an answer, put it before a person. */
export async function answerIsDue(deps: Deps, turn: Turn): Promise<void> {
  const prepared = preparedReply(turn)
  if (prepared) {
    const draftId = await requestApproval(deps, { turn, proposal: prepared })
    if (draftId) await waitForGoodbye(deps, turn, draftId)
    return
  }
  await learnFromMessage(deps, turn)
  await adaptToFan(deps, turn)
  const recalled = await recallMemories(deps, turn)
  const proposal = await draftReply(deps, { turn, recalled })
  await requestApproval(deps, { turn, proposal })
}

/** A person decided. A yes leaves when the time to undo it is over; a no teaches at once. */
export async function reviewerDecided(deps: Deps, decision: Decision): Promise<DecisionOutcome> {
  const outcome = await decideDraft(deps, decision)
  // Every other desk shows what came of it.
  if (outcome.kind === 'approved' || outcome.kind === 'rejected') deps.wake(deps.now())
  if (outcome.kind === 'approved') {
    const { id: deliveryId, notBefore } = outcome.delivery
    deps.wake(outcome.undoUntil)
    // Nobody waits for the queue: the row is committed.
    void announceDelivery(deps, {
      trace: outcome.draft.answersMessageId,
      tenantId: decision.tenantId,
      deliveryId,
      notBefore,
    })
  }
  if (outcome.kind === 'rejected') await learnFromDecision(deps, decision)
  return outcome
}

/** An approved reply may leave: it reaches the fan at most once, and then the decision teaches. */
export async function replyIsDue(deps: Deps, due: { tenantId: string; deliveryId: string }): Promise<DeliveryOutcome> {
  const outcome = await deliverReply(deps, due)
  if (outcome.kind === 'sent') await learnFromDecision(deps, outcome.reply)
  return outcome
}

/** Nobody knows whether a reply arrived: the platform is asked, or a person. Found where it belongs, it teaches like any other. */
export async function replyWasLost(deps: Deps, lost: { tenantId: string; id: string }): Promise<void> {
  const outcome = await settleLostDelivery(deps, lost)
  if (outcome.kind === 'sent') await learnFromDecision(deps, outcome.reply)
}
