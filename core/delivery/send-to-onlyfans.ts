import { z } from 'zod'
import { conversationById, conversationsOfFan } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Delivery, deliveryOfDraft, deliveryOfMessage, stuckDeliveries } from '../../db/deliveries.ts'
import { draftById, draftVersion, openDraftOf } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { LONGEST_REPLY } from '../approval/decide-draft.ts'
import { writeReply } from '../approval/write-reply.ts'
import type { Channel, Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { idOfKey } from '../id-of-key.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { reviewerDecided } from '../journey.ts'
import { answerUnknown } from './answer-unknown.ts'
import { deliveryFiguresHere } from './delivery-figures.ts'
import { type QueueStatus, readQueueStatus } from './queue-status.ts'

/** OnlyFans has no way in of its own: what leaves goes to the creator's own endpoint, or a person carries it over. */
const ONLYFANS_CHANNELS: readonly Channel[] = ['webhook', 'manual']
export const LARGEST_BATCH = 10
const MOST_LISTED = 100

/** Words that the caller, a signed-in person, wrote or read and wants sent to one fan. */
export const OnlyFansMessage = z.object({
  /** The creator whose account sends. */
  user: z.uuid(),
  /** The conversation with the fan, or the fan. */
  recipient: z.uuid(),
  content: z.string().min(1).max(LONGEST_REPLY),
  media: z.array(z.url()).max(10).default([]),
  /** Warnings that the caller has read and accepts, by rule. */
  acknowledged: z.array(z.string().max(100)).max(50).default([]),
})
export type OnlyFansMessage = z.infer<typeof OnlyFansMessage>

export interface QueuedMessage {
  messageId: string
  draftId: string
  status: 'queued' | 'sending' | 'by-hand' | 'sent' | 'unknown' | 'failed'
  /** Until then it can be taken back in the queue. */
  undoUntil: Date | undefined
}

export type BatchResult =
  | ({ success: true } & QueuedMessage)
  | { success: false; error: { code: string; message: string; metadata: Record<string, unknown> } }

type World = Deps
interface Caller {
  tenantId: string
  actor: Actor
}

/**
 * Sends to OnlyFans accounts, ten a minute each. It is one more door to the same room: the words of a call become a decision of
 * the person who calls, over exactly these words, by the same verbs as a card; they leave by the same delivery. A program may
 * not call it in a person's place.
 */
export class OnlyFansRateLimiterService {
  readonly #world: World

  constructor(world: World) {
    this.#world = world
  }

  /** @param key names the request: sent twice, it is one message @throws CoreError with what to do */
  async sendMessage(caller: Caller, message: OnlyFansMessage, key?: string): Promise<QueuedMessage> {
    mustBePerson(caller.actor)
    if (message.media.length > 0) {
      throw new CoreError(
        'invalid',
        'Pictures and videos cannot be sent from here yet. Nothing was sent: leave media out.',
      )
    }
    const { store } = this.#world
    const { tenantId, actor } = caller
    const text = cleanText(message.content).trim()
    const id = key === undefined ? newId() : idOfKey(store, [tenantId, actor.id, 'onlyfans', key])
    const found = await inTenant(store, tenantId, (scope) => lookAround(scope, { message, id, text }))
    if (found.sent) return queued(found.sent)
    const { conversationId, open } = found
    const draft = open ?? (await writeReply(this.#world, { tenantId, conversationId, text, actor, id }))
    const outcome = await reviewerDecided(this.#world, {
      tenantId,
      actor,
      draftId: draft.id,
      verdict: 'approve',
      version: draft.version,
      acknowledged: message.acknowledged,
    })
    switch (outcome.kind) {
      case 'approved':
        return { ...queued(outcome.delivery), undoUntil: outcome.undoUntil }
      case 'confirm':
        throw new CoreError(
          'conflict',
          'Read the warnings first, then send again with their rules in "acknowledged". The words wait in the queue.',
          { draftId: draft.id, warnings: outcome.warnings.map(({ rule, severity }) => ({ rule, severity })) },
        )
      case 'refused':
        throw new CoreError(
          'conflict',
          'This cannot be sent as it is. The words wait in the queue, and the card says why.',
          {
            draftId: draft.id,
            problem: outcome.problem,
          },
        )
      case 'busy':
        throw new CoreError(
          'conflict',
          `${outcome.name} has this conversation open. Nothing was sent: try again later.`,
        )
      default:
        throw new CoreError(
          'changed',
          'The conversation moved on meanwhile. Nothing was sent: look at it, then send again.',
        )
    }
  }

  /** At most ten, one after the other; what is wrong with one does not hold up the others. */
  async sendBatch(caller: Caller, messages: OnlyFansMessage[], key?: string): Promise<BatchResult[]> {
    mustBePerson(caller.actor)
    if (messages.length > LARGEST_BATCH) {
      throw new CoreError(
        'too-large',
        `A batch has at most ${LARGEST_BATCH} messages. Nothing was sent: send them in parts.`,
      )
    }
    const results: BatchResult[] = []
    for (const [index, message] of messages.entries()) {
      try {
        const sent = await this.sendMessage(caller, message, key && `${key}/${index}`)
        results.push({ success: true, ...sent })
      } catch (error) {
        if (!(error instanceof CoreError)) throw error
        const { code, metadata } = error
        results.push({ success: false, error: { code, message: error.message, metadata } })
      }
    }
    return results
  }

  async getQueueStatus(tenantId: string): Promise<QueueStatus> {
    const { store, now } = this.#world
    return inTenant(store, tenantId, (scope) => readQueueStatus(scope, { now: now(), channels: ONLYFANS_CHANNELS }))
  }

  /** For whoever watches: how it stands, what this process did, and what to do. */
  async monitor(tenantId: string) {
    const { store, queue, sendLimits } = this.#world
    const status = await this.getQueueStatus(tenantId)
    const todo = todoOf(status)
    return {
      state: todo.length > 0 ? ('look' as const) : ('well' as const),
      todo,
      status,
      /** Of this process, every workspace together. */
      counters: deliveryFiguresHere(store),
      transport: queue?.name ?? 'rows',
      keepsLimits: sendLimits !== 'off',
    }
  }

  /** What was given up, newest first: ids and reasons, no words. */
  async failedMessages(tenantId: string) {
    const rows = await inTenant(this.#world.store, tenantId, (scope) => stuckDeliveries(scope, MOST_LISTED))
    return rows
      .filter(({ status, channel }) => status === 'failed' && isOnlyFans(channel))
      .map(({ messageId, draftId, conversationId, fanId, problem, attempt, settledAt }) => ({
        messageId,
        draftId,
        conversationId,
        fanId,
        problem,
        attempts: attempt,
        failedAt: settledAt,
      }))
  }

  /** A person has a failed message tried again. Its yes has to stand still: if the fan wrote since, a new draft waits for a new one. */
  async retryMessage(
    { tenantId, actor }: Caller,
    messageId: string,
  ): Promise<{ messageId: string; status: 'queued' | 'needs-approval' }> {
    mustBePerson(actor)
    const found = await inTenant(this.#world.store, tenantId, async (scope) => {
      const delivery = await deliveryOfMessage(scope, messageId)
      const conversation = delivery && (await conversationById(scope, delivery.conversationId))
      const draft = delivery && (await draftById(scope, delivery.draftId))
      return conversation && { delivery, stands: draft?.conversationVersion === conversation.version }
    })
    if (!found) throw new CoreError('not-found', 'There is no such message.')
    if (found.delivery.status === 'unknown') {
      throw new CoreError('conflict', 'It may have arrived. Look into the chat, then say on its card whether it did.')
    }
    const { draftId } = found.delivery
    const outcome =
      found.delivery.status === 'failed'
        ? await answerUnknown(this.#world, { tenantId, draftId, answer: 'again', actor })
        : undefined
    if (outcome?.kind !== 'settled')
      throw new CoreError('conflict', 'This message has not failed, so there is nothing to try again.')
    return { messageId, status: found.stands ? 'queued' : 'needs-approval' }
  }
}

function mustBePerson({ id }: Actor): void {
  if (!id.startsWith('user:')) {
    throw new CoreError(
      'not-allowed',
      'Only a signed-in person can send: a program has nobody’s yes. Write a draft instead.',
    )
  }
}

interface Around {
  conversationId: string
  /** These very words wait there already: the call says yes to them. */
  open?: { id: string; version: number }
  /** This request was made before. */
  sent?: Delivery
}

async function lookAround(
  scope: Scope,
  { message, id, text }: { message: OnlyFansMessage; id: string; text: string },
): Promise<Around> {
  const conversation =
    (await conversationById(scope, message.recipient)) ??
    (await conversationsOfFan(scope, message.recipient)).find(({ channel }) => isOnlyFans(channel))
  if (!conversation || conversation.creatorId !== message.user) {
    throw new CoreError('not-found', 'This creator has no such conversation. Ask for GET /api/conversations.')
  }
  if (!isOnlyFans(conversation.channel)) {
    throw new CoreError(
      'invalid',
      `This conversation is on ${conversation.channel}, which has a way of its own: answer it in the queue.`,
    )
  }
  const conversationId = conversation.id
  const before = await draftById(scope, id)
  if (before) {
    const words = await draftVersion(scope, before, 1)
    if (before.conversationId !== conversationId || words?.text !== text) {
      throw new CoreError(
        'conflict',
        'This Idempotency-Key was used for another message. Nothing was sent: use a new key.',
      )
    }
    const sent = await deliveryOfDraft(scope, before.id)
    if (sent) return { conversationId, sent }
  }
  const open = await openDraftOf(scope, conversationId)
  const words = open && (await draftVersion(scope, open, open.version))
  if (open && words?.text === text) return { conversationId, open }
  if (before)
    throw new CoreError(
      'changed',
      'This request was made before, and its words were not sent. Use a new key to send them now.',
    )
  return { conversationId }
}

/** Each thing that is not as it should be, with what to do about it. */
function todoOf({ unknown, deadLetters, byHand, accounts }: QueueStatus): string[] {
  const paused = accounts.find(({ pausedUntil }) => pausedUntil)
  return [
    ...(unknown > 0 ? [`${unknown} may have arrived: look into the chat, then say so on the card in the queue.`] : []),
    ...(deadLetters > 0 ? [`${deadLetters} failed: read why, then press Try again or leave it.`] : []),
    ...(byHand > 0 ? [`${byHand} wait to be carried over by hand: copy them, then mark them as sent.`] : []),
    ...(paused
      ? [`An account was asked to wait until ${paused.pausedUntil?.toISOString()}: ${paused.pausedBecause}`]
      : []),
  ]
}

const isOnlyFans = (channel: string) => (ONLYFANS_CHANNELS as readonly string[]).includes(channel)

function queued({ messageId, draftId, status, notBefore, attempt }: Delivery): QueuedMessage {
  const isQueued = status === 'ready' || status === 'undone'
  return {
    messageId,
    draftId,
    status: isQueued ? 'queued' : status,
    undoUntil: isQueued && attempt === 0 ? notBefore : undefined,
  }
}
