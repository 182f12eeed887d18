import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { APIMessage } from 'discord-api-types/v10'
import { CLOCKS_DIFFER_MS } from '../../core/delivery/send-limits.ts'
import type { Connector, FindResult, Part, SendResult } from '../../core/deps.ts'
import { TooLate } from '../network-error.ts'
import { explainError, type Trouble } from './explain-error.ts'
import { literal } from './markdown.ts'
import { openMedia } from './open-media.ts'
import type { DiscordRest } from './rest.ts'
import { saidSince } from './said-since.ts'

/** Discord takes 2,000 with the signs that write formatting out; this leaves room for them. */
const LONGEST_TEXT = 1_800
const LONGEST_CONTENT = 2_000
/** Links are sent as written, without a picture of what is behind them. */
const SUPPRESS_EMBEDS = 4
/** Discord recognises a nonce for the past few minutes: within this, the same request again is the same message. */
const TRIES = 3
const TRY_TIMEOUT_MS = 7_000
/** Longer than one try, so that one whose answer got lost has either arrived or never will. */
const SETTLES_AFTER_MS = 15_000
/** A chat in which so much was said meanwhile is looked through by a person. */
const MOST_PAGES = 5

/**
 * Sends approved replies to fans. A lost answer is asked again with the same nonce, which Discord recognises for a few minutes;
 * what is still open then is looked for in the chat, and leaves again, under its nonce, only where it is not there.
 */
export function discordConnector({ rest }: { rest: DiscordRest }): Connector {
  return {
    channel: 'discord',
    promise: 'lookup',
    longestText: LONGEST_TEXT,
    settlesAfterMs: SETTLES_AFTER_MS,
    open: (asked) => openMedia(rest, asked),
    async send({ address, text, key, signal, isInTime }): Promise<SendResult> {
      const content = literal(text)
      if (content.length > LONGEST_CONTENT) {
        return {
          kind: 'refused',
          problem:
            'This part has so many signs that Discord reads as formatting that it does not fit. Write it shorter.',
        }
      }
      return sendOnce(rest, { channelId: address, content, nonce: nonceOf(key), signal }, isInTime)
    },
    find: ({ address, text, key, since, signal }) =>
      findSent(rest, { channelId: address, content: literal(text), nonce: nonceOf(key), signal }, since),
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

/** @param isInTime asked before the first try; what may have been taken is asked again under its nonce */
async function sendOnce(rest: DiscordRest, message: Message, isInTime: Part['isInTime']): Promise<SendResult> {
  const { channelId, content, nonce, signal } = message
  let open: string | undefined
  for (let attempt = 1; attempt <= TRIES && !signal.aborted; attempt += 1) {
    try {
      const sent = await rest.call<APIMessage>({
        method: 'POST',
        path: `/channels/${channelId}/messages`,
        body: { content, nonce, enforce_nonce: true, flags: SUPPRESS_EMBEDS, allowed_mentions: { parse: [] } },
        signal,
        timeoutMs: TRY_TIMEOUT_MS,
        ...(isInTime && open === undefined ? { isInTime } : {}),
      })
      return { kind: 'sent', externalId: sent.id }
    } catch (error) {
      if (error instanceof TooLate) return { kind: 'too-late' }
      const trouble = explainError(error)
      const isOpen = trouble.kind === 'broken' && !trouble.neverConnected
      if (isOpen) open = trouble.problem
      else if (open === undefined) return surelyNotSent(trouble)
      else break
      await pause(250 * attempt, undefined, { signal }).catch(() => undefined)
    }
  }
  return { kind: 'unknown', problem: `${open ?? 'There was no time left.'} It may or may not have arrived.` }
}

function surelyNotSent(trouble: Trouble): SendResult {
  const { problem } = trouble
  switch (trouble.kind) {
    case 'wait':
      return { kind: 'later', afterMs: trouble.afterMs, problem, wholeAccount: true }
    case 'bad-token':
      // Surely not sent. It waits for a person, who mends the token and says so: by itself it would leave late.
      return { kind: 'refused', problem: `${problem} Then press Try again.` }
    case 'forbidden':
      return { kind: 'refused', problem, unreachable: problem }
    case 'not-there':
    case 'refused':
      return { kind: 'refused', problem }
    case 'broken':
      return { kind: 'later', afterMs: 5_000, problem, wholeAccount: false }
  }
}

/** Our own message, with this nonce or these very words, not older than the first try. Only a chat that was read to its end shows that it is not there. */
async function findSent(
  rest: DiscordRest,
  { channelId, content, nonce, signal }: Message,
  firstTriedAt: Date,
): Promise<FindResult> {
  const since = new Date(firstTriedAt.getTime() - CLOCKS_DIFFER_MS)
  const isOurs = (message: APIMessage) =>
    message.author.bot === true &&
    (message.nonce === undefined ? message.content.trim() === content.trim() : message.nonce === nonce)
  const externalIds: string[] = []
  let pages = 0
  try {
    for await (const messages of saidSince<APIMessage>(rest, { channelId, since, signal, timeoutMs: TRY_TIMEOUT_MS })) {
      externalIds.push(...messages.filter(isOurs).map(({ id }) => id))
      pages += 1
      if (pages === MOST_PAGES) return { kind: 'later', problem: 'Too much was said in this chat to look through it.' }
    }
    return externalIds.length > 0 ? { kind: 'found', externalIds } : { kind: 'absent' }
  } catch (error) {
    return { kind: 'later', problem: explainError(error).problem }
  }
}
