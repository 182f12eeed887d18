import type { Scope } from '../../db/db.ts'
import { deliveriesByStatus, stuckDeliveries } from '../../db/deliveries.ts'
import { draftsByStatus, draftsDecidedSince } from '../../db/drafts.ts'
import { fanById } from '../../db/fans.ts'
import { nextPromise } from '../../db/promises.ts'
import { type QueueReason, queueReason } from './queue-reason.ts'
import { type ReviewCard, reviewCard } from './review-card.ts'

export interface Queue {
  /** Most urgent first. */
  waiting: { card: ReviewCard; why: QueueReason }[]
  held: ReviewCard[]
  /** A person must look: nobody knows whether it arrived, or it surely did not. */
  stuck: ReviewCard[]
  /** Approved, to be carried over by a person: longest waiting first. */
  byHand: ReviewCard[]
  /** Of the last hours, latest first. */
  decided: ReviewCard[]
  /** What we said we would do for a fan, due next. */
  nextPromise: { fanId: string; fanName: string; text: string; dueAt: Date } | undefined
}

const MOST_WAITING = 100
const MOST_DECIDED = 12
const DECIDED_MS = 12 * 3_600_000

/** Everything a reviewer's first page shows. */
export async function readQueue(scope: Scope, now: Date): Promise<Queue> {
  const open = await cardsOf(scope, await draftsByStatus(scope, ['pending', 'held'], MOST_WAITING), now)
  const ranked = open
    .filter(({ state }) => state !== 'held')
    .map((card) => ({ card, ...queueReason(card, now) }))
    .toSorted((a, b) => b.urgency - a.urgency)
  return {
    waiting: ranked.map(({ card, why }) => ({ card, why })),
    held: open.filter(({ state }) => state === 'held'),
    stuck: await stuckCards(scope, now),
    byHand: await byHandCards(scope, now),
    decided: await cardsOf(
      scope,
      await draftsDecidedSince(scope, new Date(now.getTime() - DECIDED_MS), MOST_DECIDED),
      now,
    ),
    nextPromise: await soonestPromise(scope),
  }
}

async function cardsOf(scope: Scope, drafts: { id: string }[], now: Date): Promise<ReviewCard[]> {
  const cards = await Promise.all(drafts.map(({ id }) => reviewCard(scope, id, now)))
  return cards.filter((card) => card !== undefined)
}

/** A failed reply that somebody has looked at is history; its trouble is resolved. */
async function stuckCards(scope: Scope, now: Date): Promise<ReviewCard[]> {
  const deliveries = await stuckDeliveries(scope, MOST_WAITING)
  return cardsOf(
    scope,
    deliveries.map(({ draftId }) => ({ id: draftId })),
    now,
  )
}

async function byHandCards(scope: Scope, now: Date): Promise<ReviewCard[]> {
  const deliveries = await deliveriesByStatus(scope, ['by-hand'], MOST_WAITING)
  return cardsOf(
    scope,
    deliveries.toReversed().map(({ draftId }) => ({ id: draftId })),
    now,
  )
}

async function soonestPromise(scope: Scope): Promise<Queue['nextPromise']> {
  const promise = await nextPromise(scope)
  const fan = promise && (await fanById(scope, promise.fanId))
  if (!promise?.dueAt || !fan) return undefined
  return { fanId: fan.id, fanName: fan.name, text: promise.text, dueAt: promise.dueAt }
}
