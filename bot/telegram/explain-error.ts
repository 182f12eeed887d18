import { TelegramError } from 'telegraf'
import { networkError } from '../network-error.ts'

/** What a failed call to Telegram means, in one of five ways. */
export type Trouble =
  /** Telegram asks for patience. */
  | { kind: 'wait'; afterMs: number; problem: string }
  /** Nothing was done and nothing will be: the request itself is refused. */
  | { kind: 'refused'; problem: string; description: string; code: number; migratedTo?: string }
  /** This person or chat cannot be written to. */
  | { kind: 'forbidden'; problem: string; description: string }
  /** The token is not accepted. */
  | { kind: 'bad-token'; problem: string }
  /** Another program asks for the same bot's updates, or a webhook has them. */
  | { kind: 'conflict'; problem: string }
  /** Telegram or the network failed. */
  | { kind: 'broken'; problem: string; isServer: boolean; neverConnected: boolean }

/** Reads what telegraf threw. Codes count; of Telegram's words only the parts that are known to be stable. */
export function explainError(error: unknown): Trouble {
  if (error instanceof TelegramError) return explainAnswer(error)
  const { code, neverConnected } = networkError(error)
  return {
    kind: 'broken',
    isServer: false,
    neverConnected,
    problem: neverConnected
      ? `Telegram could not be reached (${code}).`
      : `The connection to Telegram broke (${code || 'no answer in time'}).`,
  }
}

function explainAnswer({ code, description, parameters }: TelegramError): Trouble {
  if (code === 429) {
    const seconds = parameters?.retry_after ?? 5
    return { kind: 'wait', afterMs: seconds * 1_000, problem: 'Telegram asked for a pause.' }
  }
  if (code === 401 || code === 404) {
    return { kind: 'bad-token', problem: 'Telegram does not accept this token. Copy it again from @BotFather.' }
  }
  if (code === 409) {
    const byWebhook = /webhook/i.test(description)
    return {
      kind: 'conflict',
      problem: byWebhook
        ? 'A webhook has this bot’s messages. Remove it, or set a webhook secret here.'
        : 'Another program is using this bot’s token, and each message reaches only one of them. Stop the other one, or give it a bot of its own.',
    }
  }
  // About the creator's own account, and not about whether this person can be reached.
  if (/BUSINESS_/.test(description)) return { kind: 'refused', code, description, problem: sayBusiness(description) }
  if (code === 403) return { kind: 'forbidden', description, problem: sayForbidden(description) }
  if (code >= 500) {
    return {
      kind: 'broken',
      isServer: true,
      neverConnected: false,
      problem: `Telegram has trouble of its own (${code}).`,
    }
  }
  if (/chat not found|user is deactivated|PEER_ID_INVALID/i.test(description)) {
    return { kind: 'forbidden', description, problem: sayForbidden(description) }
  }
  const migratedTo = parameters?.migrate_to_chat_id
  return {
    kind: 'refused',
    code,
    description,
    problem: `Telegram refused this: ${description.replace(/^Bad Request: /, '')}.`,
    ...(migratedTo ? { migratedTo: String(migratedTo) } : {}),
  }
}

const LOST_CONNECTION = /BUSINESS_CONNECTION_INVALID/

/** Whether Telegram no longer knows the connection to somebody's own account. */
export const isConnectionLost = (error: unknown) =>
  error instanceof TelegramError && LOST_CONNECTION.test(error.description)

function sayBusiness(description: string): string {
  if (LOST_CONNECTION.test(description)) return 'The account is no longer connected to the bot.'
  if (/BUSINESS_PEER/.test(description)) {
    return 'Telegram takes no answer from this account here: the chat is not among those the bot may see, or 24 hours are over.'
  }
  return 'The account no longer lets the bot answer.'
}

function sayForbidden(description: string): string {
  if (/blocked by the user/i.test(description)) return 'They blocked the bot on Telegram.'
  if (/can't initiate conversation/i.test(description)) return 'They have not opened the bot on Telegram yet.'
  if (/deactivated/i.test(description)) return 'Their Telegram account no longer exists.'
  if (/kicked|not a member/i.test(description)) return 'The bot was removed from this chat.'
  if (/chat not found/i.test(description)) return 'Telegram knows no such chat for this bot.'
  return 'Telegram does not let the bot write there.'
}
