import type { ReviewCard } from './review-card.ts'

/** Why a draft stands where it stands: one short line beside the fan's name. Never what they spend. */
export type QueueReason =
  | { kind: 'care' }
  | { kind: 'promise-due'; dueAt: Date }
  | { kind: 'asked-again'; messages: number }
  | { kind: 'waiting' }

const MINUTE = 60_000
/** How many minutes of waiting each reason is worth. Waiting itself always counts, so nobody is passed over for ever. */
const WORTH = { care: 60, 'promise-due': 30, 'asked-again': 15, waiting: 0 } as const
const SOON_MS = 24 * 60 * MINUTE

/** The strongest reason, and how urgent the card is in minutes of waiting. */
export function queueReason(card: ReviewCard, now: Date): { why: QueueReason; urgency: number } {
  const why = strongestReason(card, now)
  return { why, urgency: (now.getTime() - card.waitingSince.getTime()) / MINUTE + WORTH[why.kind] }
}

function strongestReason(card: ReviewCard, now: Date): QueueReason {
  if (card.fan.inCare) return { kind: 'care' }
  const due = card.promises.find(({ dueAt }) => dueAt && dueAt.getTime() <= now.getTime() + SOON_MS)
  if (due?.dueAt) return { kind: 'promise-due', dueAt: due.dueAt }
  if (card.messages.length >= 3) return { kind: 'asked-again', messages: card.messages.length }
  return { kind: 'waiting' }
}
