import type { Channel, Connector, SendLimit } from '../deps.ts'

/**
 * What one account may send, where its connector does not say. Behind a creator's own endpoint stands a platform like OnlyFans,
 * which allows ten a minute. Telegram and Discord pace themselves in `bot/`.
 */
const LIMITS: Partial<Record<Channel, SendLimit>> = {
  webhook: { most: 10, windowMs: 60_000 },
}

/** One send may take so long; then its answer counts as lost. */
export const SEND_TIMEOUT_MS = 20_000
/** Longer than any send may take, and short enough that a person is asked within a minute of a death. Renewed with each part. */
export const LEASE_MS = 30_000
/** A claim older than this is not begun: its process was stopped, and its leave may be over before an answer could come. */
export const FRESH_MS = 2_000
/** What was begun leaves by then or not at all: to find an address and to reach it may take seconds. */
export const LEAVES_WITHIN_MS = 4_500
/** So much later than it was counted a send may arrive; the window is watched by so much longer. */
const MARGIN_MS = 5_000
/**
 * So far may a platform's clock be from ours, when a message of ours is looked for there by its time. Generous, for what is looked
 * for too late is not found, and would be sent again; equal words that were there before are told apart by what we know of them.
 */
export const CLOCKS_DIFFER_MS = 10 * 60_000
/** The first time and three more. */
export const MOST_ATTEMPTS = 4
const FIRST_BACKOFF_MS = 5_000

/** The limit that is kept for an account, with the margin in it. Undefined: none. */
export function limitOf(channel: Channel, connector: Connector | undefined): SendLimit | undefined {
  const limit = connector?.limit ?? LIMITS[channel]
  return limit && { most: limit.most, windowMs: limit.windowMs + MARGIN_MS }
}

/** How long to wait after so many attempts: twice as long each time, and not all at the same moment. */
export function backoffMs(attempt: number): number {
  return Math.round(FIRST_BACKOFF_MS * 2 ** (attempt - 1) * (0.5 + Math.random() / 2))
}
