import { randomUUID } from 'node:crypto'
import { conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Delivery, deliveryById, deliveryOfMessage, settleClaimed, traceOfDelivery } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { claimExpired } from '../../db/due-deliveries.ts'
import { messageByExternalId } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { ApprovedReply } from '../approval/approved-reply.ts'
import type { Channel, Connector, Deps, FindResult } from '../deps.ts'
import { figuresHere } from '../health/figures-here.ts'
import { problemOf } from '../problem-of.ts'
import { approvedReplyOf } from './claim-reply.ts'
import { noteNotSent } from './note-not-sent.ts'
import { LEASE_MS, MOST_ATTEMPTS, SEND_TIMEOUT_MS } from './send-limits.ts'
import { type DeliveryOutcome, giveUp, keepPart, mayLookUp, mayRepeat } from './settle-reply.ts'
import { splitText } from './split-text.ts'

/** A person is asked within a minute of the doubt, so a chat that cannot be read is asked again only for so long. */
const LOOKS_FOR_MS = 25_000
const LOOK_AGAIN_MS = 10_000
const LOST = 'The connection broke while this was being sent. It may or may not have arrived.'

type World = Pick<Deps, 'store' | 'connectors' | 'now' | 'events' | 'log'>
type Lost = { tenantId: string; id: string }

/**
 * A process died while it was sending, or its answer was lost. Where the platform keeps our key the same send is tried again;
 * where its chat can be read, it is; else nobody can know, so a person is asked. Never an automatic second send to a blind platform.
 */
export async function settleLostDelivery(world: World, lost: Lost): Promise<DeliveryOutcome> {
  const { store, connectors, now, events, log } = world
  const { tenantId, id } = lost
  const found = await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryById(scope, id)
    const conversation = delivery && (await conversationById(scope, delivery.conversationId))
    return conversation && { delivery, creatorId: conversation.creatorId, trace: await traceOfDelivery(scope, id) }
  })
  if (found?.delivery.status !== 'sending') return { kind: 'waiting' }
  const channel = found.delivery.channel as Channel
  const connector = await connectors.connectorFor({ tenantId, creatorId: found.creatorId, channel })
  const outcome = mayLookUp(connector)
    ? await lookUp(world, lost, connector)
    : await repeatOrAsk(world, lost, mayRepeat(found.delivery, connector, now()))
  if (!outcome) return { kind: 'waiting' }
  figuresHere(store).lost += 1
  const { fanId, conversationId } = found.delivery
  log.warn(`lost delivery: ${outcome.kind}`, { trace: found.trace, tenantId, deliveryId: id, conversationId })
  events.publish(tenantId, { kind: 'delivery', id, conversationId, fanId })
  return outcome
}

async function repeatOrAsk(
  { store, now }: World,
  { tenantId, id }: Lost,
  again: boolean,
): Promise<DeliveryOutcome | undefined> {
  const at = now()
  return inTenant(store, tenantId, async (scope): Promise<DeliveryOutcome | undefined> => {
    const change = again
      ? ({ status: 'ready', notBefore: at } as const)
      : ({ status: 'unknown', problem: LOST, settledAt: at } as const)
    const delivery = await claimExpired(scope, id, { now: at, ...change })
    if (!delivery) return undefined
    if (again) {
      await touchDraft(scope, delivery.draftId)
      return { kind: 'waiting' }
    }
    await noteNotSent(scope, delivery, { status: 'unknown', problem: LOST, now: at })
    return { kind: 'unknown', delivery }
  })
}

type Held = { delivery: Delivery & { lease: string }; reply: ApprovedReply }

/** Reads the platform's chat: there it is, and counts as sent; or it is not, and may leave as if it had never been tried. */
async function lookUp(
  { store, now }: World,
  { tenantId, id }: Lost,
  connector: Connector & Required<Pick<Connector, 'find'>>,
): Promise<DeliveryOutcome | undefined> {
  const held = await inTenant(store, tenantId, async (scope): Promise<Held | undefined> => {
    const at = now()
    const lease = randomUUID()
    const leaseUntil = new Date(at.getTime() + LEASE_MS)
    const delivery = await claimExpired(scope, id, { now: at, status: 'sending', lease, leaseUntil })
    const conversation = delivery && (await conversationById(scope, delivery.conversationId))
    return (
      conversation && { delivery: { ...delivery, lease }, reply: await approvedReplyOf(scope, delivery, conversation) }
    )
  })
  if (!held) return undefined
  const { delivery, reply } = held
  const index = delivery.partsSent
  const parts = splitText(reply.text, connector.longestText)
  const looked = await connector
    .find({
      address: reply.address,
      text: parts[index] ?? '',
      key: `${id}:${index}`,
      since: delivery.firstTriedAt ?? delivery.createdAt,
      signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
    })
    .catch((error: unknown): FindResult => ({ kind: 'later', problem: problemOf(error) }))
  return inTenant(store, tenantId, async (scope): Promise<DeliveryOutcome> => {
    const at = now()
    await touchDraft(scope, delivery.draftId)
    const result = await butOtherReplies(scope, delivery, looked)
    switch (result.kind) {
      case 'found': {
        const isLast = index >= parts.length - 1
        const kept = await keepPart(scope, held, {
          index,
          externalIds: result.externalIds.slice(0, 1),
          isLast,
          now: at,
        })
        if (!kept) return { kind: 'waiting' }
        if (isLast) return { kind: 'sent', delivery: kept, reply }
        await settleClaimed(scope, delivery, { status: 'ready', notBefore: at })
        return { kind: 'waiting' }
      }
      case 'absent': {
        if (delivery.attempt >= MOST_ATTEMPTS) {
          const problem = `It was tried ${delivery.attempt} times, and the chat does not show it.`
          return giveUp(scope, delivery, { status: 'failed', problem, now: at })
        }
        await settleClaimed(scope, delivery, { status: 'ready', notBefore: at, inDoubtSince: null })
        return { kind: 'waiting' }
      }
      case 'later': {
        const doubtedMs = at.getTime() - (delivery.inDoubtSince ?? at).getTime()
        if (doubtedMs >= LOOKS_FOR_MS) {
          return giveUp(scope, delivery, { status: 'unknown', problem: `${LOST} ${result.problem}`, now: at })
        }
        await settleClaimed(scope, delivery, { leaseUntil: new Date(at.getTime() + LOOK_AGAIN_MS) })
        return { kind: 'waiting' }
      }
    }
  })
}

/**
 * What was found, but for the messages that were known before this was first tried, and those that other replies of ours are: they
 * said the same earlier, and prove nothing.
 */
async function butOtherReplies(scope: Scope, { id, ...delivery }: Delivery, looked: FindResult): Promise<FindResult> {
  const conversation = looked.kind === 'found' && (await conversationById(scope, delivery.conversationId))
  if (!conversation) return looked
  const externalIds: string[] = []
  for (const externalId of looked.externalIds) {
    const message = await messageByExternalId(scope, conversation, externalId)
    const ours = message && (await deliveryOfMessage(scope, message.id))
    const isEarlier = ours
      ? ours.id !== id
      : message && message.createdAt < (delivery.firstTriedAt ?? delivery.createdAt)
    if (!isEarlier) externalIds.push(externalId)
  }
  return externalIds.length > 0 ? { kind: 'found', externalIds } : { kind: 'absent' }
}
