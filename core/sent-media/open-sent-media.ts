import { addressOf, conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { messageById } from '../../db/find-message.ts'
import type { Media, Message } from '../../db/messages.ts'
import { inTenant } from '../../db/scope.ts'
import type { Channel, Deps, OpenResult } from '../deps.ts'
import { CoreError, type CoreErrorCode } from '../errors.ts'
import { guardBytes, MOST_BYTES, type Patience, patience } from './guard-bytes.ts'
import { type ShownType, typeOfBytes } from './type-of-bytes.ts'

/** Something that came with a message, on its way to whoever looks. */
export interface OpenMedia {
  fanId: string
  /** Undefined for a file that is kept, and never shown. */
  type: ShownType | undefined
  /** A file's own name, where it has one. */
  name: string | undefined
  size: number | undefined
  bytes: ReadableStream<Uint8Array>
}

export interface Wanted {
  tenantId: string
  messageId: string
  /** Which one of what came with it, from 0. */
  index: number
  /** Aborted when whoever looks went away. */
  signal: AbortSignal
  /** So long the platform may take for its first words, and for each more. */
  patienceMs?: number
}

/** Why it cannot be seen, as pages know it. */
export type WhyNotOpen = 'taken-back' | 'gone' | 'too-large' | 'not-here' | 'later'

const PATIENCE_MS = 15_000

/**
 * Opens what came with a message, from the platform that keeps it and at this very moment: here nothing of it is stored.
 * @throws CoreError that says why it cannot be seen, and what helps
 */
export async function openSentMedia(
  { store, connectors }: Pick<Deps, 'store' | 'connectors'>,
  { tenantId, messageId, index, signal, patienceMs = PATIENCE_MS }: Wanted,
): Promise<OpenMedia> {
  const { message, media, ...place } = await inTenant(store, tenantId, (scope) => findMedia(scope, messageId, index))
  const connector = await connectors.connectorFor({ tenantId, ...place })
  if (!connector?.open) throw notOpen('not-here', 'What was sent here cannot be opened from here.')
  const waiting = patience(patienceMs, signal)
  try {
    const opened = await connector.open({ address: place.address, media, signal: waiting.signal })
    return { fanId: message.fanId, name: media.label, ...(await passOn(opened, media, waiting)) }
  } catch (error) {
    waiting.end()
    if (error instanceof CoreError) throw error
    // What broke may name an address with a key in it, so its words are not passed on.
    throw notOpen('later', 'The platform did not answer in time, or the connection to it broke.')
  }
}

async function findMedia(scope: Scope, messageId: string, index: number) {
  const message = await messageById(scope, messageId)
  const conversation = message && (await conversationById(scope, message.conversationId))
  const media = message?.media[index]
  if (!message || !conversation || !media) {
    throw new CoreError('not-found', 'There is nothing here: the message is gone, or nothing came with it.', {
      why: 'gone' satisfies WhyNotOpen,
    })
  }
  refuseUnseen(message, media)
  const { creatorId, channel } = conversation
  return { message, media, creatorId, channel: channel as Channel, address: await addressOf(scope, conversation) }
}

function refuseUnseen({ deletedAt }: Message, { kind }: Media): void {
  if (deletedAt) throw notOpen('taken-back', 'The fan took this message back, and what came with it is not shown.')
  if (kind === 'location' || kind === 'other') throw notOpen('not-here', 'There is no picture or file to open here.')
}

async function passOn(opened: OpenResult, media: Media, waiting: Patience) {
  if (opened.kind !== 'open') throw notOpen(opened.kind, opened.problem)
  if ((opened.size ?? 0) > MOST_BYTES) {
    await opened.bytes.cancel()
    throw notOpen(
      'too-large',
      `It is larger than ${MOST_BYTES / 1024 / 1024} MB, which is the most that is shown here.`,
    )
  }
  const { beginning, bytes } = await guardBytes(opened.bytes, waiting)
  const type = typeOfBytes(beginning, media.kind === 'voice' || media.kind === 'audio')
  return { type, size: opened.size, bytes }
}

const CODES: Record<WhyNotOpen, CoreErrorCode> = {
  'taken-back': 'not-found',
  gone: 'not-found',
  'too-large': 'too-large',
  'not-here': 'conflict',
  later: 'unavailable',
}

const WHAT_TO_DO: Record<WhyNotOpen, string> = {
  'taken-back': 'Answer without it.',
  gone: 'Look for it in the chat app itself, or ask the fan to send it again.',
  'too-large': 'Look at it in the chat app itself.',
  'not-here': 'Look at it in the chat app itself.',
  later: 'Try again in a moment.',
}

const notOpen = (why: WhyNotOpen, problem: string) =>
  new CoreError(CODES[why], `${problem} ${WHAT_TO_DO[why]}`, { why })
