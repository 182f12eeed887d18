import { noteAudit } from '../../db/audit.ts'
import { type DeliveryStatus, deliveryOfDraft, moveDelivery, traceOfDelivery } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { updateMessage } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { noteSent } from './note-sent.ts'

/** `arrived`: the person saw it in the chat, or put it there. `again`: it is not there, send it. `drop`: it is not there, leave it. */
export type UnknownAnswer = 'arrived' | 'again' | 'drop'

/** In which states each answer makes sense. */
const MAY_BE: Record<UnknownAnswer, DeliveryStatus[]> = {
  arrived: ['unknown', 'by-hand'],
  again: ['unknown', 'failed'],
  drop: ['unknown', 'failed', 'by-hand'],
}

export type AnswerOutcome = { kind: 'settled'; status: 'sent' | 'ready' | 'failed' } | { kind: 'too-late' }

/**
 * A person looked whether a reply arrived, wants a failed one tried again, or says what became of one that they carried over
 * by hand. Of two answers the first counts.
 * @param asked when the question arose that is answered: a tap that comes late is no answer to the next one. `untimed` where a
 *   reply is carried over by hand, which is no question with a time; left out, whatever is asked now is answered
 */
export async function answerUnknown(
  { store, now, wake, events, log }: Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>,
  {
    tenantId,
    draftId,
    answer,
    asked,
    actor,
  }: { tenantId: string; draftId: string; answer: UnknownAnswer; asked?: Date | 'untimed' | undefined; actor: Actor },
): Promise<AnswerOutcome> {
  const at = now()
  const status = answer === 'arrived' ? 'sent' : answer === 'again' ? 'ready' : 'failed'
  const settled = await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryOfDraft(scope, draftId)
    if (!delivery) return undefined
    const change = {
      status,
      notBefore: at,
      problem: answer === 'drop' ? notSent(delivery.status) : null,
      settledAt: status === 'ready' ? null : at,
      // A person says "again" to what did not arrive: it begins anew.
      ...(status === 'ready' ? { attempt: 0, firstTriedAt: null, inDoubtSince: null } : {}),
    } as const
    const moved = await moveDelivery(scope, delivery.id, MAY_BE[answer], change, asked)
    if (!moved) return undefined
    if (status === 'sent') await noteSent(scope, moved, { by: actor.id, now: at })
    else await updateMessage(scope, moved.messageId, { status })
    await resolveTrouble(scope, { stage: 'delivery', subjectId: moved.id, now: at })
    await touchDraft(scope, draftId)
    await noteAudit(scope, {
      actor,
      action: `delivery.${answer}`,
      fanId: moved.fanId,
      subjectId: moved.id,
      happenedAt: at,
    })
    return { ...moved, trace: await traceOfDelivery(scope, moved.id) }
  })
  if (!settled) return { kind: 'too-late' }
  const { trace, id: deliveryId, conversationId } = settled
  log.info(`delivery answered ${answer}`, { trace, tenantId, deliveryId, conversationId, by: actor.id })
  events.publish(tenantId, {
    kind: 'delivery',
    id: settled.id,
    conversationId: settled.conversationId,
    fanId: settled.fanId,
  })
  wake(at)
  return { kind: 'settled', status }
}

function notSent(before: DeliveryStatus): string {
  return before === 'by-hand' ? 'It was not sent by hand.' : 'It did not arrive, and was not sent again.'
}
