import { networkError } from '../network-error.ts'
import { DiscordRefusal } from './rest.ts'

/** What a failed call to Discord means, in one of six ways. */
export type Trouble =
  /** Discord asks for patience. */
  | { kind: 'wait'; afterMs: number; problem: string }
  /** This person or channel cannot be written to. */
  | { kind: 'forbidden'; problem: string; isGone: boolean }
  /** What should be changed is not there any more, or cannot be changed any more. */
  | { kind: 'not-there'; problem: string; isArchived: boolean }
  /** Nothing was done and nothing will be: the request itself is refused. */
  | { kind: 'refused'; problem: string }
  /** The token is not accepted. */
  | { kind: 'bad-token'; problem: string }
  /** Discord or the network failed. @see neverConnected: surely nothing arrived there */
  | { kind: 'broken'; problem: string; neverConnected: boolean }

const CLOUDFLARE_WAIT_MS = 10 * 60_000

/** Discord's numbers for "you may not", each in plain words with what to do. */
const FORBIDDEN: Record<number, string> = {
  10003: 'Discord knows no such channel for this bot: it was deleted, or the id is wrong.',
  10004: 'Discord knows no such server for this bot.',
  10013: 'Discord knows no such person any more.',
  50001: 'The bot cannot see this channel. Give it “View Channel” there.',
  50007: 'Discord lets the bot send them no direct messages: they closed them, blocked the bot, or left your server.',
  50013:
    'The bot is not allowed to do this there. Give it “View Channel”, “Send Messages”, “Read Message History”, “Create Public Threads” and “Send Messages in Threads”.',
  50278: 'They share no server with the bot any more, so Discord lets it send them nothing.',
  160005: 'This thread is locked. Unlock it.',
}
/** Of these, what never comes back. */
const GONE = new Set([10003, 10004, 10013])
const NOT_THERE: Record<number, string> = {
  10008: 'This message was deleted.',
  30046: 'Discord lets an old message be changed only so often.',
  50005: 'This message is not the bot’s own.',
  50021: 'A message of the system cannot be changed.',
  50083: 'This thread is archived.',
}

/** Reads what a call threw. Discord's numbers count, not its words. */
export function explainError(error: unknown): Trouble {
  if (error instanceof DiscordRefusal) return explainAnswer(error)
  const { code, neverConnected } = networkError(error)
  return {
    kind: 'broken',
    neverConnected,
    problem: neverConnected
      ? `Discord could not be reached (${code}).`
      : `The connection to Discord broke (${code || 'no answer in time'}).`,
  }
}

function explainAnswer({ status, code, message, retryAfterMs }: DiscordRefusal): Trouble {
  if (status === 429) {
    const afterMs = retryAfterMs ?? 5_000
    return { kind: 'wait', afterMs, problem: 'Discord asked for a pause.' }
  }
  if (code === 40003) {
    return { kind: 'wait', afterMs: 60_000, problem: 'Discord lets a bot begin only so many conversations at a time.' }
  }
  if (status === 401) {
    return {
      kind: 'bad-token',
      problem: 'Discord does not accept this token. Copy it again from the Bot page, or reset it there.',
    }
  }
  if (status >= 500)
    return { kind: 'broken', neverConnected: false, problem: `Discord has trouble of its own (${status}).` }
  const notThere = NOT_THERE[code]
  if (notThere) return { kind: 'not-there', problem: notThere, isArchived: code === 50083 }
  const forbidden = FORBIDDEN[code]
  if (forbidden) return { kind: 'forbidden', problem: forbidden, isGone: GONE.has(code) }
  // An answer without a number of Discord's is not Discord's: what stands before it turned us away.
  if (status === 403 && code === 0) {
    return { kind: 'wait', afterMs: CLOUDFLARE_WAIT_MS, problem: 'Discord turns this address away for a while.' }
  }
  return { kind: 'refused', problem: `Discord refused this: ${message || `error ${code || status}`}.` }
}
