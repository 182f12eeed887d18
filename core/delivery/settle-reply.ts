import { updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { type Delivery, noteSentAs, settleClaimed } from '../../db/deliveries.ts'
import { touchDraft } from '../../db/drafts.ts'
import { LONGEST_WAIT_MS } from '../../db/due-deliveries.ts'
import { externalIdOf, noteExternalId } from '../../db/messages.ts'
import { LONGEST_PAUSE_MS, pauseAccount } from '../../db/send-log.ts'
import type { ApprovedReply } from '../approval/approved-reply.ts'
import type { Connector, SendResult } from '../deps.ts'
import type { Claimed } from './claim-reply.ts'
import { noteNotSent } from './note-not-sent.ts'
import { noteSent } from './note-sent.ts'
import { backoffMs, LEASE_MS, MOST_ATTEMPTS } from './send-limits.ts'

const SETTLES_AFTER_MS = 15_000
const HELD_UP = 'The way there took too long, so nothing was sent.'

export type DeliveryOutcome =
  | { kind: 'sent'; delivery: Delivery; reply: ApprovedReply }
  /** Not now: another process has it, an earlier reply is not settled, or the platform asked us to wait. */
  | { kind: 'waiting' }
  /** A person was asked to carry it over. */
  | { kind: 'by-hand' }
  | { kind: 'unknown' | 'failed'; delivery: Delivery }

/** What came of trying: the platform's answer, or why nothing was sent just now. */
export type Tried =
  | SendResult
  /** The account's window is full before the next part. */
  | { kind: 'full'; until: Date }

type Held = Pick<Claimed, 'delivery' | 'reply'>

/** One part surely went. Undefined when somebody else has taken the delivery over. */
export async function keepPart(
  scope: Scope,
  { delivery, reply }: Held,
  { index, externalIds, isLast, now }: { index: number; externalIds: string[]; isLast: boolean; now: Date },
): Promise<Delivery | undefined> {
  const { messageId, conversationId, fanId } = delivery
  const externalId = externalIds.at(-1) as string
  // Where the platform named nothing, its own echo may have been heard before its answer, and knows better.
  const isOnlyKey = externalId === `${delivery.id}:${index}`
  const heard = isOnlyKey ? await externalIdOf(scope, { id: messageId, fanId }) : undefined
  if (!heard) await noteExternalId(scope, { id: messageId, fanId, conversationId }, externalId)
  await noteSentAs(scope, delivery, externalIds)
  const settled = await settleClaimed(scope, delivery, {
    partsSent: index + 1,
    leaseUntil: new Date(now.getTime() + LEASE_MS),
    inDoubtSince: null,
    problem: null,
    ...(isLast ? { status: 'sent', settledAt: now } : {}),
  })
  // At once, and not in a step of its own: whoever dies after this line leaves nothing that says "sending" for good.
  if (settled && isLast) await noteSent(scope, delivery, { by: reply.decidedBy, now })
  return settled
}

/** Writes down what came of trying to send. */
export async function settleReply(
  scope: Scope,
  claimed: Claimed,
  { tried, connector, now }: { tried: Tried; connector: Connector | undefined; now: Date },
): Promise<DeliveryOutcome> {
  const { delivery, reply, account } = claimed
  await touchDraft(scope, delivery.draftId)
  switch (tried.kind) {
    case 'sent':
      return { kind: 'sent', delivery, reply }
    case 'full':
      return putBack(scope, delivery, { notBefore: now })
    case 'too-late':
      // Held up once is chance. Again it is the way there, and a person hears of it in the end.
      return delivery.problem === HELD_UP
        ? tryLater(scope, delivery, { tried: { afterMs: 0, problem: HELD_UP }, now })
        : putBack(scope, delivery, { notBefore: now, problem: HELD_UP })
    case 'later': {
      if (!tried.wholeAccount) return tryLater(scope, delivery, { tried, now })
      // Asked to wait is no failed attempt, and it holds for everything this account sends.
      const until = new Date(now.getTime() + Math.min(LONGEST_PAUSE_MS, tried.afterMs))
      await pauseAccount(scope, account, { until, because: tried.problem })
      return putBack(scope, delivery, { notBefore: now, problem: tried.problem })
    }
    case 'refused': {
      if (tried.unreachable) {
        await updateConversation(scope, delivery.conversationId, { unreachable: tried.unreachable })
      }
      // Refused this time; whether an earlier try arrived, whose answer was lost, it does not say.
      const status = delivery.inDoubtSince ? 'unknown' : 'failed'
      return giveUp(scope, delivery, { status, problem: tried.problem, now })
    }
    case 'unknown':
      return doubt(scope, delivery, { connector, problem: tried.problem, now })
    case 'by-hand':
      await settleClaimed(scope, delivery, { status: 'by-hand', problem: null })
      return { kind: 'by-hand' }
  }
}

/** Nothing left: as if it had not been claimed. When its account rests, that says when it is tried again. */
async function putBack(
  scope: Scope,
  delivery: Claimed['delivery'],
  { notBefore, problem = delivery.problem }: { notBefore: Date; problem?: string | null },
): Promise<DeliveryOutcome> {
  await settleClaimed(scope, delivery, { status: 'ready', notBefore, attempt: delivery.attempt - 1, problem })
  return { kind: 'waiting' }
}

async function tryLater(
  scope: Scope,
  delivery: Claimed['delivery'],
  { tried, now }: { tried: { afterMs: number; problem: string }; now: Date },
): Promise<DeliveryOutcome> {
  const { problem } = tried
  if (delivery.attempt >= MOST_ATTEMPTS) {
    return giveUp(scope, delivery, { status: delivery.inDoubtSince ? 'unknown' : 'failed', problem, now })
  }
  const waitMs = Math.min(LONGEST_WAIT_MS, Math.max(tried.afterMs, backoffMs(delivery.attempt)))
  const notBefore = new Date(now.getTime() + waitMs)
  await settleClaimed(scope, delivery, { status: 'ready', notBefore, problem })
  return { kind: 'waiting' }
}

/** The answer was lost. What the platform can tell is asked of it; the rest only a person knows. */
async function doubt(
  scope: Scope,
  delivery: Claimed['delivery'],
  { connector, problem, now }: { connector: Connector | undefined; problem: string; now: Date },
): Promise<DeliveryOutcome> {
  const inDoubtSince = delivery.inDoubtSince ?? now
  if (mayRepeat(delivery, connector, now)) {
    const notBefore = new Date(now.getTime() + backoffMs(delivery.attempt))
    await settleClaimed(scope, delivery, { status: 'ready', notBefore, problem, inDoubtSince })
    return { kind: 'waiting' }
  }
  if (mayLookUp(connector)) {
    const leaseUntil = new Date(now.getTime() + (connector.settlesAfterMs ?? SETTLES_AFTER_MS))
    await settleClaimed(scope, delivery, { leaseUntil, problem, inDoubtSince })
    return { kind: 'waiting' }
  }
  return giveUp(scope, delivery, { status: 'unknown', problem, now })
}

/** True where the platform still knows our key of this send: again is harmless. */
export function mayRepeat(
  { attempt, firstTriedAt }: Pick<Delivery, 'attempt' | 'firstTriedAt'>,
  connector: Connector | undefined,
  now: Date,
): boolean {
  if (connector?.promise !== 'idempotent' || attempt >= MOST_ATTEMPTS) return false
  // With the longest wait in between, the next try has to come while the key is kept.
  const keptMs =
    (connector.keepsKeyForMs ?? Number.POSITIVE_INFINITY) - (firstTriedAt ? now.getTime() - firstTriedAt.getTime() : 0)
  return keptMs > LEASE_MS
}

type LookUp = Connector & Required<Pick<Connector, 'find'>>
export const mayLookUp = (connector: Connector | undefined): connector is LookUp =>
  connector?.promise === 'lookup' && connector.find !== undefined

/** A person has to look: the row, the card and the health page say so. */
export async function giveUp(
  scope: Scope,
  delivery: Claimed['delivery'],
  { status, problem, now }: { status: 'failed' | 'unknown'; problem: string; now: Date },
): Promise<DeliveryOutcome> {
  const settled = await settleClaimed(scope, delivery, { status, problem, settledAt: now })
  // Erased meanwhile, or somebody else found out first what became of it: there is nothing to say.
  if (!settled) return { kind: 'waiting' }
  await noteNotSent(scope, delivery, { status, problem, now })
  return { kind: status, delivery: settled }
}
