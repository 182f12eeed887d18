import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { queueWebhookEvent } from '../../db/webhook-events.ts'
import { webhookOf } from '../connections/webhook-connection.ts'
import type { ToldEvent } from '../connections/webhook-settings.ts'

/** What is posted: ids of ours, by which the API can be asked. */
export interface EventBody {
  type: string
  timestamp: string
  data: { creatorId: string; fanId?: string; conversationId?: string; channel?: string } & EventIds
}
interface EventIds {
  messageId?: string
  draftId?: string
  deliveryId?: string
}

interface Happened {
  event: ToldEvent
  creatorId: string
  fanId: string
  conversationId: string
  channel: string
  /** What else names it: ids and states. What was said is read when it is posted, and never kept twice. */
  ids: EventIds
  now: Date
}

/** Puts what happened in line for the creator's own endpoint, where one wants to know: in the same transaction, so none is lost. */
export async function tellEndpoint(
  scope: Scope,
  { event, creatorId, fanId, conversationId, channel, ids, now }: Happened,
): Promise<void> {
  const out = (await webhookOf(scope, creatorId))?.settings.out
  if (!out?.tells.includes(event)) return
  const data = { creatorId, fanId, conversationId, channel, ...ids }
  await queueEvent(scope, { creatorId, fanId, event, data, now })
}

/** A first letter, whatever else is told, so that a person sees whether the endpoint takes it. */
export async function tellTest(scope: Scope, { creatorId, now }: { creatorId: string; now: Date }): Promise<void> {
  await queueEvent(scope, { creatorId, fanId: null, event: 'endpoint.test', data: { creatorId }, now })
}

async function queueEvent(
  scope: Scope,
  told: { creatorId: string; fanId: string | null; event: string; data: EventBody['data']; now: Date },
): Promise<void> {
  const { creatorId, fanId, event, data, now } = told
  const id = newId()
  await queueWebhookEvent(scope, {
    id,
    creatorId,
    fanId,
    event,
    externalId: id,
    body: { type: event, timestamp: now.toISOString(), data } satisfies EventBody,
    happenedAt: now,
    notBefore: now,
  })
}
