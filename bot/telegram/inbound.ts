import type { Message, Update } from '@grammyjs/types'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { messageIdOf } from './deliver.ts'

type Media = InboundMessage['media'][number]

/** Whose bot heard it. */
export interface Hearer {
  tenantId: string
  creatorId: string
  botId: string
}

/**
 * What a fan said to a bot in private, in our words; undefined for everything that is not a fan speaking: our own echoes,
 * other bots, groups, service messages.
 */
export function toInboundMessage(update: Update, { tenantId, creatorId, botId }: Hearer): InboundMessage | undefined {
  const message = update.message ?? update.edited_message
  if (!message) return undefined
  return toMessage(message, {
    tenantId,
    creatorId,
    address: String(message.chat.id),
    idOf: (id) => messageIdOf(botId, id),
    updateId: `${botId}/${update.update_id}`,
    isEdit: update.edited_message !== undefined,
  })
}

type Place = Pick<
  InboundMessage,
  'tenantId' | 'creatorId' | 'address' | 'updateId' | 'isEdit' | 'businessAccountId' | 'isAutomatic'
> & {
  /** How this chat's messages are known again. */
  idOf(messageId: number): string
}

/** One message of a person in a private chat; undefined for bots, groups and service messages. */
export function toMessage(message: Message, { idOf, ...place }: Place): InboundMessage | undefined {
  if (!message.from || message.from.is_bot || message.chat.type !== 'private') return undefined
  const media = mediaOf(message)
  const body = message.text ?? message.caption ?? ''
  if (body === '' && media.length === 0) return undefined
  const { reply_to_message: answered, from } = message
  return InboundMessage.parse({
    ...place,
    channel: 'telegram',
    fan: { name: from.first_name ?? '', language: from.language_code },
    externalId: idOf(message.message_id),
    body,
    media,
    ...(answered ? { replyToExternalId: idOf(answered.message_id) } : {}),
    sentAt: new Date(message.date * 1_000),
    ...(message.edit_date ? { editedAt: new Date(message.edit_date * 1_000) } : {}),
  })
}

/** Kept by Telegram's own reference: the bytes stay there until somebody looks. */
function mediaOf(message: Message): Media[] {
  const { photo, video, video_note, voice, audio, sticker, document, animation, location, venue } = message
  const photoFile = photo?.at(-1)
  if (photoFile) return [{ kind: 'photo', reference: photoFile.file_id }]
  if (animation) return [{ kind: 'animation', reference: animation.file_id, seconds: animation.duration }]
  if (video) return [{ kind: 'video', reference: video.file_id, seconds: video.duration }]
  if (video_note) return [{ kind: 'video', reference: video_note.file_id, seconds: video_note.duration }]
  if (voice) return [{ kind: 'voice', reference: voice.file_id, seconds: voice.duration }]
  if (audio) return [{ kind: 'audio', reference: audio.file_id, label: audio.title, seconds: audio.duration }]
  if (sticker) return [{ kind: 'sticker', reference: sticker.file_id, label: sticker.emoji }]
  if (document) return [{ kind: 'document', reference: document.file_id, label: document.file_name }]
  const place = venue?.location ?? location
  if (place) return [{ kind: 'location', reference: `${place.latitude},${place.longitude}`, label: venue?.title }]
  const other = OTHERS.find((kind) => kind in message)
  return other ? [{ kind: 'other', reference: other, label: other }] : []
}

/** Things a person can say without words that we only name. */
const OTHERS = [
  'contact',
  'poll',
  'dice',
  'game',
  'story',
  'paid_media',
  'checklist',
  'invoice',
  'rich_message',
  'live_photo',
] as const

/** The kind of an update, for counting: its one field beside the id. */
export const kindOf = (update: Update): string => Object.keys(update).find((key) => key !== 'update_id') ?? 'nothing'
