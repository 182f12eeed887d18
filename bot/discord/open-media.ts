import { z } from 'zod'
import type { AskedMedia, OpenResult } from '../../core/deps.ts'
import { fetchFile } from '../fetch-file.ts'
import { explainError } from './explain-error.ts'
import { API_ROOT, type DiscordRest } from './rest.ts'

const Holder = z.looseObject({
  attachments: z.array(z.looseObject({ id: z.string(), url: z.string() })).catch([]),
})
const Sticker = z.looseObject({ format_type: z.number() })
/** A sticker that is a drawing in motion, for Discord's own player. */
const LOTTIE = 3
const GIF = 4
const FILES = 'https://cdn.discordapp.com'
const MOVING = 'https://media.discordapp.net'

/**
 * Opens what somebody sent in private. The addresses of attachments are signed and expire within a day, so the message is read
 * again for a fresh one each time.
 */
export async function openMedia(
  rest: DiscordRest,
  { media, signal }: Pick<AskedMedia, 'media' | 'signal'>,
): Promise<OpenResult> {
  const { reference } = media
  const [, channelId, messageId, id] = /^(\d+)\/(\d+)\/(\d+)$/.exec(reference) ?? []
  const [, stickerId] = /^sticker\/(\d+)$/.exec(reference) ?? []
  if (!id && !stickerId) return { kind: 'not-here', problem: 'Discord has no file of this.' }
  try {
    const url = id
      ? await addressOf(rest, { path: `/channels/${channelId}/messages/${messageId}`, id, signal })
      : await addressOfSticker(rest, { id: stickerId ?? '', signal })
    return typeof url === 'string' ? await fetchOwn(rest, url, signal) : url
  } catch (error) {
    const trouble = explainError(error)
    const isGone = trouble.kind === 'not-there' || (trouble.kind === 'forbidden' && trouble.isGone)
    return { kind: isGone ? 'gone' : 'later', problem: trouble.problem }
  }
}

async function addressOf(
  rest: DiscordRest,
  { path, id, signal }: { path: string; id: string; signal: AbortSignal },
): Promise<string | OpenResult> {
  const message = Holder.parse(await rest.call({ method: 'GET', path, signal }))
  const found = message.attachments.find((one) => one.id === id)
  return found?.url ?? { kind: 'gone', problem: 'The fan took this file off the message.' }
}

async function addressOfSticker(
  rest: DiscordRest,
  { id, signal }: { id: string; signal: AbortSignal },
): Promise<string | OpenResult> {
  const { format_type } = Sticker.parse(await rest.call({ method: 'GET', path: `/stickers/${id}`, signal }))
  if (format_type === LOTTIE) return { kind: 'not-here', problem: 'This sticker moves, and only Discord can show it.' }
  const [files, ending] = format_type === GIF ? [MOVING, 'gif'] : [FILES, 'png']
  return `${isDiscords(rest) ? files : new URL(rest.apiRoot).origin}/stickers/${id}.${ending}`
}

const isDiscords = ({ apiRoot }: DiscordRest) => apiRoot === API_ROOT

/** Only from Discord itself: an address in an answer leads nowhere else. */
async function fetchOwn(rest: DiscordRest, address: string, signal: AbortSignal): Promise<OpenResult> {
  const url = URL.parse(address)
  const own = isDiscords(rest) ? [FILES, MOVING] : [new URL(rest.apiRoot).origin]
  if (url && own.includes(url.origin)) return fetchFile(url, { of: 'Discord', signal })
  return { kind: 'later', problem: 'Discord named a place for this file that is not its own.' }
}
