import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { APIMessage } from 'discord-api-types/v10'
import type { Connector, SendResult } from '../../core/deps.ts'
import { explainError, type Trouble } from './explain-error.ts'
import { literal } from './markdown.ts'
import type { DiscordRest } from './rest.ts'

/** Discord takes 2,000 with the signs that write formatting out; this leaves room for them. */
const LONGEST_TEXT = 1_800
const LONGEST_CONTENT = 2_000
/** Links are sent as written, without a picture of what is behind them. */
const SUPPRESS_EMBEDS = 4
/** Discord recognises a nonce for the past few minutes: within this, the same request again is the same message. */
const TRIES = 3
const TRY_TIMEOUT_MS = 7_000
const LOOK_BACK = 50
/** Clocks differ a little. */
const CLOCKS_APART_MS = 60_000

/**
 * Sends approved replies to fans. A lost answer is asked again with the same nonce, which Discord recognises for a few minutes;
 * what is still open then is looked for in the chat. Only what is neither told nor found is unknown.
 */
export function discordConnector({ rest }: { rest: DiscordRest }): Connector {
  return {
    channel: 'discord',
    promise: 'blind',
    longestText: LONGEST_TEXT,
    async send({ address, text, key, signal }): Promise<SendResult> {
      const content = literal(text)
      if (content.length > LONGEST_CONTENT) {
        return {
          kind: 'refused',
          problem:
            'This part has so many signs that Discord reads as formatting that it does not fit. Write it shorter.',
        }
      }
      return sendOnce(rest, { channelId: address, content, nonce: nonceOf(key), signal })
    },
  }
}

/** Of at most 25 signs, the same for the same part of the same reply. */
export const nonceOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 25)

interface Message {
  channelId: string
  content: string
  nonce: string
  signal: AbortSignal
}

async function sendOnce(rest: DiscordRest, message: Message): Promise<SendResult> {
  const { channelId, content, nonce, signal } = message
  const begunAt = Date.now()
  let open: string | undefined
  for (let attempt = 1; attempt <= TRIES && !signal.aborted; attempt += 1) {
    try {
      const sent = await rest.call<APIMessage>({
        method: 'POST',
        path: `/channels/${channelId}/messages`,
        body: { content, nonce, enforce_nonce: true, flags: SUPPRESS_EMBEDS, allowed_mentions: { parse: [] } },
        signal,
        timeoutMs: TRY_TIMEOUT_MS,
      })
      return { kind: 'sent', externalId: sent.id }
    } catch (error) {
      const trouble = explainError(error)
      const isOpen = trouble.kind === 'broken' && !trouble.neverConnected
      if (isOpen) open = trouble.problem
      else if (open === undefined) return surelyNotSent(trouble)
      else break
      await pause(250 * attempt, undefined, { signal }).catch(() => undefined)
    }
  }
  const found = await findSent(rest, message, begunAt).catch(() => undefined)
  if (found) return { kind: 'sent', externalId: found }
  return { kind: 'unknown', problem: `${open ?? 'There was no time left.'} It may or may not have arrived.` }
}

function surelyNotSent(trouble: Trouble): SendResult {
  const { problem } = trouble
  switch (trouble.kind) {
    case 'wait':
      return { kind: 'later', afterMs: trouble.afterMs, problem, wholeAccount: true }
    case 'bad-token':
      return { kind: 'later', afterMs: 60_000, problem, wholeAccount: true }
    case 'forbidden':
      return { kind: 'refused', problem, unreachable: problem }
    case 'not-there':
    case 'refused':
      return { kind: 'refused', problem }
    case 'broken':
      return { kind: 'later', afterMs: 5_000, problem, wholeAccount: false }
  }
}

/** The message in the chat, when it is there: our own, with this nonce or these very words, not older than the attempt. */
async function findSent(
  rest: DiscordRest,
  { channelId, content, nonce }: Message,
  begunAt: number,
): Promise<string | undefined> {
  const path = `/channels/${channelId}/messages?limit=${LOOK_BACK}`
  const latest = await rest.call<APIMessage[]>({ method: 'GET', path, timeoutMs: TRY_TIMEOUT_MS })
  const isOurs = (message: APIMessage) =>
    message.author.bot === true &&
    Date.parse(message.timestamp) >= begunAt - CLOCKS_APART_MS &&
    (message.nonce === nonce || (message.nonce === undefined && message.content === content))
  return latest.find(isOurs)?.id
}
