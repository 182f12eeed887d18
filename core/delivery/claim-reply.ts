import { randomUUID } from 'node:crypto'
import { isHeldElsewhere } from '../../db/away.ts'
import { addressOf, type Conversation, conversationById } from '../../db/conversations.ts'
import type { Scope, Store } from '../../db/db.ts'
import { decisionById } from '../../db/decisions.ts'
import { type Delivery, deliveryById, moveDelivery, putOffDelivery, traceOfDelivery } from '../../db/deliveries.ts'
import { draftVersion, touchDraft } from '../../db/drafts.ts'
import { claimDelivery } from '../../db/due-deliveries.ts'
import { inTenant, waitBriefly } from '../../db/scope.ts'
import type { Account } from '../../db/send-log.ts'
import { type ApprovedReply, approvedReply } from '../approval/approved-reply.ts'
import { withdrawReply } from '../approval/withdraw-reply.ts'
import { backToCard, noReplyIn } from '../business/stop-replies.ts'
import type { Deps, SendLimit } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { CoreError } from '../errors.ts'
import { whyNoMediaLeaves } from '../paid-media/may-carry.ts'
import { noteNotSent } from './note-not-sent.ts'
import { LEASE_MS } from './send-limits.ts'
import { steadyOf, useRoom, waitForRoom } from './take-room.ts'

export interface Claimed {
  delivery: Delivery & { lease: string }
  reply: ApprovedReply
  account: Account
  limit: SendLimit | undefined
  /** When it was claimed, by the steady count. */
  claimedAt: number
}

/** Before a reply whose account somebody else holds is looked at again. */
const HELD_MS = 3_000

type World = Pick<Deps, 'store' | 'now' | 'steady' | 'wake' | 'log'>
type Due = { tenantId: string; deliveryId: string; limit: SendLimit | undefined }

/**
 * Takes an approved reply for sending, if it may leave now: its yes stands, no earlier reply of the conversation waits, its
 * account has room. A delivery without a person's yes is stopped for good, loudly: it cannot come from this program's own doing.
 */
export async function claimReply(world: World, { tenantId, deliveryId, limit }: Due): Promise<Claimed | undefined> {
  const { store, now, log } = world
  try {
    return await inTenant(store, tenantId, async (scope) => {
      await waitBriefly(scope)
      return claim(scope, world, { deliveryId, limit })
    })
  } catch (error) {
    // Another process is about this account, or stands still over it: nobody waits for that with a connection in hand.
    if (isHeldElsewhere(error)) {
      const until = new Date(now().getTime() + HELD_MS)
      await putOff(store, { tenantId, deliveryId, until })
      world.wake(until)
      return undefined
    }
    if (!(error instanceof CoreError) || error.code !== 'not-approved') throw error
    const trace = await inTenant(store, tenantId, async (scope) => {
      await stop(scope, deliveryId, { problem: error.message, now: now() })
      return traceOfDelivery(scope, deliveryId)
    })
    log.warn('stopped: not approved', { trace, tenantId, deliveryId })
    return undefined
  }
}

/** Where its own row is held, too, that is as good. */
async function putOff(
  store: Store,
  { tenantId, deliveryId, until }: { tenantId: string; deliveryId: string; until: Date },
): Promise<void> {
  try {
    await inTenant(store, tenantId, async (scope) => {
      await waitBriefly(scope)
      await putOffDelivery(scope, deliveryId, until)
    })
  } catch (error) {
    if (!isHeldElsewhere(error)) throw error
  }
}

async function claim(
  scope: Scope,
  world: World,
  { deliveryId, limit }: Omit<Due, 'tenantId'>,
): Promise<Claimed | undefined> {
  const now = world.now()
  const waiting = await deliveryById(scope, deliveryId)
  const conversation = waiting && (await conversationById(scope, waiting.conversationId))
  if (waiting?.status !== 'ready' || !conversation) return undefined
  if (await isVoid(scope, { delivery: waiting, conversation, now })) return undefined
  if ((await noReplyIn(scope, conversation, now)) && (await backToCard(scope, waiting, now))) return undefined
  if ((await isUnsaleable(scope, waiting, conversation)) && (await backToCard(scope, waiting, now))) return undefined
  const account = { creatorId: conversation.creatorId, channel: waiting.channel }
  const until = await waitForRoom(scope, world, { account, limit })
  if (until) {
    world.wake(until)
    return undefined
  }
  // The wait for the account is no part of the leave.
  const [claimedAt, leavesAt] = [steadyOf(world), world.now()]
  const lease = randomUUID()
  const leaseUntil = new Date(leavesAt.getTime() + LEASE_MS)
  const delivery = await claimDelivery(scope, deliveryId, { now: leavesAt, lease, leaseUntil })
  if (!delivery) return undefined
  const reply = await approvedReplyOf(scope, delivery, conversation)
  await useRoom(scope, world, { account, limit })
  await touchDraft(scope, delivery.draftId)
  return { delivery: { ...delivery, lease }, reply, account, limit, claimedAt }
}

/** The yes behind a delivery, with its binding checked against the very words and address. Throws `not-approved`. */
export async function approvedReplyOf(
  scope: Scope,
  delivery: Delivery,
  conversation: Conversation,
): Promise<ApprovedReply> {
  const decision = await decisionById(scope, delivery.decisionId)
  const words = decision && (await wordsOf(scope, decision))
  if (!decision || decision.undoneAt || !words || decision.verdict !== 'approve') {
    throw new CoreError('not-approved', 'Nobody approved this, so it was not sent.', { deliveryId: delivery.id })
  }
  return approvedReply(
    scope.vault,
    {
      tenantId: scope.tenantId,
      fanId: delivery.fanId,
      conversationId: conversation.id,
      channel: delivery.channel,
      address: await addressOf(scope, conversation),
      draftId: delivery.draftId,
      version: decision.version,
      text: words.text,
      media: words.notes.paidMedia,
      seenMessageId: decision.seenMessageId,
      conversationVersion: decision.conversationVersion,
      decidedBy: decision.decidedBy,
      decidedAt: decision.decidedAt,
    },
    decision.binding,
  )
}

/** It carries media that may no longer be sold as they were approved: the card says why, and a person decides anew. */
async function isUnsaleable(scope: Scope, delivery: Delivery, conversation: Conversation): Promise<boolean> {
  const decision = await decisionById(scope, delivery.decisionId)
  const media = decision && (await wordsOf(scope, decision))?.notes.paidMedia
  return media !== undefined && (await whyNoMediaLeaves(scope, { media, conversation })) !== undefined
}

/** What a person said yes to. */
const wordsOf = (scope: Scope, { draftId, fanId, version }: { draftId: string; fanId: string; version: number }) =>
  draftVersion<DraftNotes>(scope, { id: draftId, fanId }, version)

/** The fan wrote since, so the yes no longer stands: what has surely not left goes back, and of what may have a person is asked. */
async function isVoid(
  scope: Scope,
  { delivery, conversation, now }: { delivery: Delivery; conversation: Conversation; now: Date },
): Promise<boolean> {
  const decision = await decisionById(scope, delivery.decisionId)
  if (delivery.partsSent > 0 || decision?.conversationVersion === conversation.version) return false
  if (!delivery.inDoubtSince) return withdrawReply(scope, delivery, { becomes: 'superseded', now })
  const problem = 'It may or may not have arrived, and the fan has written since, so it was not sent again.'
  if (await moveDelivery(scope, delivery.id, ['ready'], { status: 'unknown', problem, settledAt: now })) {
    await noteNotSent(scope, delivery, { status: 'unknown', problem, now })
  }
  return true
}

async function stop(scope: Scope, deliveryId: string, { problem, now }: { problem: string; now: Date }): Promise<void> {
  const moved = await moveDelivery(scope, deliveryId, ['ready'], { status: 'failed', problem, settledAt: now })
  if (moved) await noteNotSent(scope, moved, { status: 'failed', problem, now })
}
