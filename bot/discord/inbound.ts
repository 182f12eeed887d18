import { z } from 'zod'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'

type Media = InboundMessage['media'][number]

/** Whose bot heard it. */
export interface Hearer {
  tenantId: string
  creatorId: string
}

const Snowflake = z.string().regex(/^\d{1,20}$/)
const Attachment = z.looseObject({
  id: z.string(),
  filename: z.string().catch(''),
  content_type: z.string().optional().catch(undefined),
  duration_secs: z.number().optional().catch(undefined),
  flags: z.number().optional().catch(undefined),
})
const Author = z.looseObject({
  id: Snowflake,
  username: z.string().catch(''),
  global_name: z.string().nullish().catch(undefined),
  bot: z.boolean().optional(),
  system: z.boolean().optional(),
})

/** The parts of a message that we act on, as Discord documents them. Everything else may be there and is let through. */
export const DirectMessage = z.looseObject({
  id: Snowflake,
  channel_id: Snowflake,
  guild_id: z.string().optional(),
  webhook_id: z.string().optional(),
  author: Author,
  type: z.number().default(0),
  content: z.string().catch(''),
  timestamp: z.string(),
  edited_timestamp: z.iso.datetime({ offset: true }).nullish().catch(undefined),
  attachments: z.array(Attachment).catch([]),
  sticker_items: z.array(z.looseObject({ id: z.string(), name: z.string().catch('') })).catch([]),
  poll: z.unknown().optional(),
  message_snapshots: z
    .array(z.looseObject({ message: z.looseObject({ content: z.string().catch('') }) }))
    .optional()
    .catch(undefined),
  message_reference: z.looseObject({ message_id: z.string().optional(), type: z.number().optional() }).nullish(),
})
export type DirectMessage = z.infer<typeof DirectMessage>

/** What is told of a message that was deleted. */
export const Deleted = z.looseObject({ id: Snowflake, channel_id: Snowflake, guild_id: z.string().optional() })

const ORDINARY = 0
const REPLY = 19
const FORWARD = 1
const VOICE_MESSAGE = 1 << 13

/**
 * What a fan said to a bot in private, in our words; undefined for everything that is not a fan speaking: our own echoes, other
 * bots, servers, notices of the system.
 */
export function toInboundMessage(
  message: DirectMessage,
  { tenantId, creatorId }: Hearer,
  isEdit = false,
): InboundMessage | undefined {
  const { author, guild_id, webhook_id, type } = message
  if (guild_id !== undefined || webhook_id !== undefined || author.bot || author.system) return undefined
  if (type !== ORDINARY && type !== REPLY) return undefined
  const { message_reference: about } = message
  const forwarded = about?.type === FORWARD
  const media = mediaOf(message, forwarded)
  const body = [message.content, ...(forwarded ? snapshots(message) : [])].filter(Boolean).join('\n')
  if (body === '' && media.length === 0) return undefined
  return InboundMessage.parse({
    tenantId,
    creatorId,
    channel: 'discord',
    // The chat between this person and this bot, which stays the same.
    address: message.channel_id,
    fan: { name: author.global_name || author.username },
    externalId: message.id,
    body,
    media,
    ...(about?.message_id && !forwarded ? { replyToExternalId: about.message_id } : {}),
    sentAt: new Date(message.timestamp),
    ...(message.edited_timestamp ? { editedAt: new Date(message.edited_timestamp) } : {}),
    isEdit,
  })
}

const snapshots = ({ message_snapshots = [] }: DirectMessage) => message_snapshots.map(({ message }) => message.content)

/** Kept by reference, channel/message/attachment: Discord's addresses of files expire, its ids do not. */
function mediaOf(message: DirectMessage, forwarded: boolean): Media[] {
  const at = `${message.channel_id}/${message.id}`
  const isVoice = ((message as { flags?: number }).flags ?? 0) & VOICE_MESSAGE
  const files = message.attachments.map(
    ({ id, filename, content_type, duration_secs }): Media => ({
      kind: isVoice ? 'voice' : kindOfFile(content_type ?? ''),
      reference: `${at}/${id}`,
      ...(isVoice || !filename ? {} : { label: filename }),
      ...(duration_secs === undefined ? {} : { seconds: duration_secs }),
    }),
  )
  const stickers = message.sticker_items.map(
    ({ id, name }): Media => ({ kind: 'sticker', reference: `sticker/${id}`, ...(name ? { label: name } : {}) }),
  )
  const others: Media[] = [
    ...(message.poll ? [{ kind: 'other' as const, reference: `${at}/poll`, label: 'poll' }] : []),
    ...(forwarded && snapshots(message).join('') === ''
      ? [{ kind: 'other' as const, reference: at, label: 'forwarded' }]
      : []),
  ]
  return [...files, ...stickers, ...others].slice(0, 20)
}

function kindOfFile(type: string): Media['kind'] {
  if (type === 'image/gif') return 'animation'
  if (type.startsWith('image/')) return 'photo'
  if (type.startsWith('video/')) return 'video'
  if (type.startsWith('audio/')) return 'audio'
  return 'document'
}
