import { type ChatMessage, type FakeBot, type FakeTelegram, Refusal } from './fake-telegram.ts'
import type { Person } from './fake-telegram-people.ts'

/** Media in a chat that are locked until somebody pays. */
export interface Locked {
  stars: number
  media: { type: string; media: string }[]
  payload: string
  isProtected: boolean
  unlockedBy: number[]
}

const MOST_STARS = 25_000

/** What `sendPaidMedia` takes, or Telegram's refusal. */
export function readPaidMedia(fake: FakeTelegram, bot: FakeBot, payload: Record<string, unknown>): Locked {
  const stars = Number(payload.star_count)
  if (!Number.isInteger(stars) || stars < 1 || stars > MOST_STARS) {
    throw new Refusal(400, 'Bad Request: STARS_AMOUNT_INVALID')
  }
  const media = (typeof payload.media === 'string' ? JSON.parse(payload.media) : payload.media) as Locked['media']
  if (!Array.isArray(media) || media.length < 1 || media.length > 10) {
    throw new Refusal(400, 'Bad Request: wrong number of paid media specified')
  }
  for (const { type, media: fileId } of media) {
    if (type !== 'photo' && type !== 'video') throw new Refusal(400, 'Bad Request: wrong paid media type specified')
    // A file's name is good for the bot that was given the file and for no other.
    if (fake.files.get(fileId)?.has(bot.id) !== true) {
      throw new Refusal(400, 'Bad Request: wrong file identifier/HTTP URL specified')
    }
  }
  const named = String(payload.payload ?? '')
  if (Buffer.byteLength(named) > 128) throw new Refusal(400, 'Bad Request: PAYLOAD_INVALID')
  if (String(payload.caption ?? '').length > 1_024) throw new Refusal(400, 'Bad Request: message caption is too long')
  return { stars, media, payload: named, isProtected: payload.protect_content === true, unlockedBy: [] }
}

/** Somebody pays for what is locked in a message. A bot is told only of what it gave a payload to. */
export async function unlocks(
  fake: FakeTelegram,
  bot: FakeBot,
  { message, by }: { message: ChatMessage; by: Person },
): Promise<void> {
  const { locked } = message
  if (!locked) throw new Error('Nothing is locked here.')
  locked.unlockedBy.push(by.id)
  if (locked.payload) await tellsOfPurchase(fake, bot, { by, payload: locked.payload })
}

export async function tellsOfPurchase(
  fake: FakeTelegram,
  bot: FakeBot,
  { by, payload }: { by: Person; payload: string },
): Promise<void> {
  const update = { purchased_paid_media: { from: by.from, paid_media_payload: payload } }
  await fake.confirmed(bot, fake.push(bot, update))
}

/** The Stars go back to whoever paid, as the chat says. */
export async function refunds(
  fake: FakeTelegram,
  bot: FakeBot,
  { message, to }: { message: ChatMessage; to: Person },
): Promise<void> {
  const { stars = 0, payload = '' } = message.locked ?? {}
  const refunded_payment = {
    currency: 'XTR',
    total_amount: stars,
    invoice_payload: payload,
    telegram_payment_charge_id: 'ch_1',
  }
  const chat = { id: to.id, type: 'private', first_name: to.name }
  const said = { message_id: message.messageId + 1_000, date: Math.floor(fake.now() / 1_000), chat, from: to.from }
  await fake.confirmed(bot, fake.push(bot, { message: { ...said, refunded_payment } }))
}
