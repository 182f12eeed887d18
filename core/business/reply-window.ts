import type { BusinessAccount } from '../../db/business-accounts.ts'
import type { Conversation } from '../../db/conversations.ts'

const HOUR_MS = 3_600_000
const MINUTE_MS = 60_000

/** A business account can be answered from so long after the fan's last message: the platform refuses later ones. */
export const REPLY_WINDOW_MS = 24 * HOUR_MS

/** Where the words on a card change, in minutes before the end. */
const STEPS = [...Array.from({ length: 23 }, (_, index) => (23 - index) * 60), 45, 30, 15, 5, 0]

/** Why nothing can be sent from an account now. */
export type NoReply =
  /** The creator ended the connection. */
  | 'account-off'
  /** She took the right to answer away. */
  | 'account-rights'
  /** Nobody has said yet whose account it is, or somebody said it is not hers. */
  | 'account-asked'
  /** The fan's last message is more than 24 hours old. */
  | 'window-over'

/** What a card says about answering from a business account. */
export interface BusinessCard {
  /** Until when an answer may leave. */
  replyBy: Date
  /** Whole hours left, or under one hour the minutes left at least, in the steps of the card. */
  left: { hours: number } | { minutes: number }
  stopped: NoReply | undefined
}

type Told = Pick<BusinessAccount, 'standing' | 'isEnabled' | 'canReply'>

/** Undefined when an answer may leave. @param account undefined: it is no longer known here */
export function whyNoReply(
  account: Told | undefined,
  { lastInboundAt }: Pick<Conversation, 'lastInboundAt'>,
  now: Date,
): NoReply | undefined {
  if (!account?.isEnabled) return 'account-off'
  if (account.standing !== 'accepted') return 'account-asked'
  if (!account.canReply) return 'account-rights'
  return endOfWindow(lastInboundAt) <= now ? 'window-over' : undefined
}

export function businessCard(
  account: Told | undefined,
  conversation: Pick<Conversation, 'lastInboundAt'>,
  now: Date,
): BusinessCard {
  const replyBy = endOfWindow(conversation.lastInboundAt)
  const minutes = Math.max(0, (replyBy.getTime() - now.getTime()) / MINUTE_MS)
  const step = STEPS.find((one) => one <= minutes) ?? 0
  return {
    replyBy,
    left: step >= 60 ? { hours: step / 60 } : { minutes: step },
    stopped: whyNoReply(account, conversation, now),
  }
}

/** When the words about the time left change next; undefined when it is over and they no longer will. */
export function nextTick(lastInboundAt: Date, now: Date): Date | undefined {
  const end = endOfWindow(lastInboundAt).getTime()
  const at = STEPS.map((minutes) => end - minutes * MINUTE_MS).find((time) => time > now.getTime())
  return at === undefined ? undefined : new Date(at)
}

const endOfWindow = (lastInboundAt: Date | null) => new Date((lastInboundAt?.getTime() ?? 0) + REPLY_WINDOW_MS)
