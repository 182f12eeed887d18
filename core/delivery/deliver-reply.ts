import { isAway, isHeldElsewhere } from '../../db/away.ts'
import { conversationById } from '../../db/conversations.ts'
import { deliveryById } from '../../db/deliveries.ts'
import { inTenant } from '../../db/scope.ts'
import type { ApprovedReply } from '../approval/approved-reply.ts'
import type { Channel, Connector, Deps, Part, SendResult } from '../deps.ts'
import { patiently } from '../patiently.ts'
import { type Claimed, claimReply } from './claim-reply.ts'
import { countDelivery } from './delivery-figures.ts'
import { FRESH_MS, LEAVES_WITHIN_MS, limitOf, SEND_TIMEOUT_MS } from './send-limits.ts'
import { type DeliveryOutcome, keepPart, settleReply, type Tried } from './settle-reply.ts'
import { splitText } from './split-text.ts'
import { steadyOf, useRoom, waitForRoom } from './take-room.ts'

type World = Pick<Deps, 'store' | 'connectors' | 'now' | 'steady' | 'wake' | 'events' | 'log' | 'sendLimits'>
type Due = { tenantId: string; deliveryId: string }

/**
 * Sends an approved reply, at most once. The claim is a row: a second process finds it taken, and one that died leaves it to
 * `settleLostDelivery`. Before anything leaves, the person's binding is checked against the very words and address, and the
 * account's window has room for it.
 */
export async function deliverReply(deps: World, due: Due): Promise<DeliveryOutcome> {
  const { store, now, log } = deps
  const { tenantId, deliveryId } = due
  const way = await wayOf(deps, due)
  if (!way) return { kind: 'waiting' }
  const { channel, connector } = way
  await connector?.prepare?.()
  const claimed = await claimReply(deps, {
    ...due,
    limit: deps.sendLimits === 'off' ? undefined : limitOf(channel, connector),
  })
  if (!claimed) return { kind: 'waiting' }
  const { delivery, reply } = claimed
  const ids = { trace: reply.seenMessageId, ...due, conversationId: reply.conversationId }
  log.info('sending', { ...ids, channel, attempt: delivery.attempt })
  const tried: Tried = connector
    ? await sendParts(deps, claimed, connector)
    : { kind: 'later', afterMs: 60_000, problem: `${channel} is not connected.`, wholeAccount: true }
  const outcome = await onceItIsBack(() =>
    inTenant(store, tenantId, (scope) => settleReply(scope, claimed, { tried, connector, now: now() })),
  )
  countDelivery(store, outcome.kind, (now().getTime() - reply.decidedAt.getTime()) / 1_000)
  log.info(`delivery ${outcome.kind}`, ids)
  const { conversationId, fanId } = reply
  deps.events.publish(tenantId, { kind: 'delivery', id: deliveryId, conversationId, fanId })
  deps.wake(now())
  return outcome
}

/** By which way a waiting reply would leave. Looked up outside the claim: to ask for a connector may take a query of its own. */
async function wayOf(
  { store, connectors }: World,
  { tenantId, deliveryId }: Due,
): Promise<{ channel: Channel; connector: Connector | undefined } | undefined> {
  const found = await inTenant(store, tenantId, async (scope) => {
    const delivery = await deliveryById(scope, deliveryId)
    const conversation = delivery && (await conversationById(scope, delivery.conversationId))
    return conversation && { channel: delivery.channel as Channel, creatorId: conversation.creatorId }
  })
  return found && { channel: found.channel, connector: await connectors.connectorFor({ tenantId, ...found }) }
}

type PartContent = Pick<Part, 'text' | 'media'>

/** The messages a reply leaves in. Media have the words under them; where these are too long for that, they come last, alone. */
function partsOf({ text, media }: ApprovedReply, connector: Connector, payload: string): PartContent[] {
  const words = splitText(text, connector.longestText).map((part) => ({ text: part }))
  if (!media) return words
  const locked = { ...media, payload }
  return text.trim().length <= (connector.longestCaption ?? 0)
    ? [{ text: text.trim(), media: locked }]
    : [...words, { text: '', media: locked }]
}

/** Sends what has not surely gone, part by part; each part that went is written down before the next. */
async function sendParts(world: World, claimed: Claimed, connector: Connector): Promise<Tried> {
  const { store, now } = world
  const { delivery, reply } = claimed
  if (reply.media && connector.longestCaption === undefined) {
    return { kind: 'refused', problem: `Nothing can be sold in the chat on ${connector.channel}.` }
  }
  const parts = partsOf(reply, connector, delivery.id)
  const externalIds: string[] = []
  let leaveTakenAt = claimed.claimedAt
  for (let index = delivery.partsSent; index < parts.length; index += 1) {
    const since = leaveTakenAt
    if (steadyOf(world) - since > FRESH_MS) return { kind: 'too-late' }
    const isInTime = () => steadyOf(world) - since <= LEAVES_WITHIN_MS
    const result = await connector
      .send({
        address: reply.address,
        ...(parts[index] as PartContent),
        key: `${delivery.id}:${index}`,
        signal: AbortSignal.timeout(SEND_TIMEOUT_MS),
        isInTime,
      })
      .catch((error: unknown): SendResult => ({ kind: 'unknown', problem: String(error) }))
    if (result.kind === 'refused' && index > 0) {
      // Half of it is with the fan, and nobody may think that nothing is.
      return { ...result, problem: `Part ${index} of ${parts.length} arrived, the rest did not. ${result.problem}` }
    }
    if (result.kind !== 'sent') return result
    externalIds.push(result.externalId)
    const isLast = index === parts.length - 1
    leaveTakenAt = steadyOf(world)
    const { kept, until } = await onceItIsBack(() =>
      inTenant(store, reply.tenantId, async (scope) => {
        const until = isLast ? undefined : await waitForRoom(scope, world, claimed)
        if (!isLast && !until) await useRoom(scope, world, claimed)
        return { until, kept: await keepPart(scope, claimed, { index, externalIds, isLast, now: now() }) }
      }),
    )
    if (!kept) return { kind: 'unknown', problem: 'Another process took this reply over while it was being sent.' }
    if (until) return { kind: 'full', until }
  }
  return { kind: 'sent', externalId: externalIds.at(-1) ?? '' }
}

/**
 * What became of a send is known here and nowhere else, so a database that restarts just then is waited for: else a person would be
 * asked about what surely arrived. Whoever took the reply over meanwhile is protected by the lease.
 */
const onceItIsBack = <T>(work: () => Promise<T>) =>
  patiently(work, { when: (error) => isAway(error) || isHeldElsewhere(error) })
