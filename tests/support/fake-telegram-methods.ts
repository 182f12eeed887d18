import type { ServerResponse } from 'node:http'
import { type ChatMessage, type FakeBot, type FakeBusiness, type FakeTelegram, Refusal } from './fake-telegram.ts'
import { asBusinessConnection, businessFor, echoBusiness } from './fake-telegram-business.ts'
import { getFile } from './fake-telegram-files.ts'
import { type Locked, readPaidMedia } from './fake-telegram-paid.ts'
import { readHtml } from './telegram-html.ts'

type Payload = Record<string, unknown>

/** Does what one Bot API method does, or refuses in Telegram's words. */
export async function answerMethod(
  fake: FakeTelegram,
  bot: FakeBot,
  method: string,
  payload: Payload,
  response: ServerResponse,
): Promise<unknown> {
  switch (method) {
    case 'getMe':
      return {
        ...{ id: bot.id, is_bot: true, first_name: 'Nova', username: bot.username, can_join_groups: true },
        has_topics_enabled: bot.hasTopics === true,
      }
    case 'getUpdates':
      return getUpdates(fake, bot, payload, response)
    case 'setWebhook':
      bot.allowedUpdates = payload.allowed_updates as string[] | undefined
      bot.webhook = payload.url
        ? { url: String(payload.url), ...(payload.secret_token ? { secret_token: String(payload.secret_token) } : {}) }
        : undefined
      return true
    case 'deleteWebhook':
      bot.webhook = undefined
      return true
    case 'getWebhookInfo':
      return {
        url: bot.webhook?.url ?? '',
        has_custom_certificate: false,
        ...(bot.allowedUpdates ? { allowed_updates: bot.allowedUpdates } : {}),
        pending_update_count: bot.updates.length,
        ...(bot.webhook?.lastError
          ? { last_error_message: bot.webhook.lastError, last_error_date: Math.floor(fake.now() / 1_000) }
          : {}),
      }
    case 'getBusinessConnection':
      return asBusinessConnection(fake, businessFor(fake, bot, String(payload.business_connection_id)) as FakeBusiness)
    case 'createForumTopic':
      return createForumTopic(fake, bot, payload)
    case 'deleteForumTopic':
      return deleteForumTopic(fake, payload)
    case 'setMyCommands':
      bot.commands.push(payload)
      return true
    case 'getFile':
      return getFile(fake, bot, payload)
    case 'sendMessage':
      return sendMessage(fake, bot, payload)
    case 'sendPaidMedia':
      return sendMessage(fake, bot, payload, readPaidMedia(fake, bot, payload))
    case 'editMessageText':
      return editText(fake, bot, payload)
    case 'editMessageReplyMarkup':
      return editMarkup(fake, bot, payload)
    case 'deleteMessage': {
      const message = ownMessage(fake, bot, payload, 'message to delete not found')
      if (fake.now() - message.at > 48 * 3_600_000) {
        throw new Refusal(400, "Bad Request: message can't be deleted for everyone")
      }
      fake.messages.splice(fake.messages.indexOf(message), 1)
      return true
    }
    case 'answerCallbackQuery':
      if (String(payload.text ?? '').length > 200) throw new Refusal(400, 'Bad Request: MESSAGE_TOO_LONG')
      return true
    case 'sendChatAction':
      return true
    case 'getChat': {
      const id = Number(payload.chat_id)
      const person = fake.people.get(id)
      return id < 0
        ? { id, type: 'supergroup', title: 'Review', ...(fake.forums.has(id) ? { is_forum: true } : {}) }
        : { ...person, id, type: 'private' }
    }
    case 'getChatMember': {
      const user = fake.people.get(Number(payload.user_id)) ?? { id: bot.id, is_bot: true, first_name: 'Nova' }
      const isOut = fake.blocked.has(Number(payload.chat_id))
      return { user, status: isOut ? 'left' : 'member' }
    }
    default:
      throw new Refusal(404, `Not Found: method ${method}`)
  }
}

async function getUpdates(fake: FakeTelegram, bot: FakeBot, payload: Payload, response: ServerResponse) {
  if (bot.webhook) {
    throw new Refusal(409, "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook first")
  }
  bot.poller?.end(true)
  const offset = Number(payload.offset ?? 0)
  if (Array.isArray(payload.allowed_updates)) bot.allowedUpdates = payload.allowed_updates as string[]
  bot.confirmed = Math.max(bot.confirmed, offset)
  bot.updates = bot.updates.filter((update) => update.update_id >= offset || bot.toldAgain.delete(update))
  fake.changed()
  if (bot.updates.length === 0) {
    const wasTerminated = await new Promise<boolean>((resolve) => {
      const timeout = setTimeout(() => resolve(false), Number(payload.timeout ?? 0) * 1_000)
      timeout.unref()
      const poller = {
        end(error: boolean) {
          clearTimeout(timeout)
          if (bot.poller === poller) bot.poller = undefined
          resolve(error)
        },
      }
      bot.poller = poller
      fake.changed()
      response.on('close', () => poller.end(false))
    })
    if (wasTerminated) {
      throw new Refusal(
        409,
        'Conflict: terminated by other getUpdates request; make sure that only one bot instance is running',
      )
    }
  }
  return bot.updates.slice(0, Number(payload.limit ?? 100))
}

function sendMessage(fake: FakeTelegram, bot: FakeBot, payload: Payload, locked?: Locked) {
  const chatId = Number(payload.chat_id)
  refuseBlocked(fake, chatId)
  const business = businessFor(fake, bot, payload.business_connection_id, chatId)
  const topic = payload.message_thread_id === undefined ? undefined : Number(payload.message_thread_id)
  if (topic !== undefined && !fake.forums.get(chatId)?.has(topic)) {
    throw new Refusal(400, 'Bad Request: message thread not found')
  }
  const shown = locked ? { text: String(payload.caption ?? ''), entities: [] } : shownOf(payload)
  const buttons = buttonsOf(payload)
  fake.noteUse(chatId, 'sendMessage')
  const replyTo = (payload.reply_parameters as { message_id?: number } | undefined)?.message_id
  const message: ChatMessage = {
    chatId,
    messageId: nextMessageId(fake, chatId),
    fromBot: true,
    fromId: bot.id,
    at: fake.now(),
    ...shown,
    buttons,
    previewOff: isPreviewOff(payload),
    replyTo,
    ...(business ? { business: business.id } : {}),
    ...(topic === undefined ? {} : { topic }),
    ...(locked ? { locked } : {}),
    before: [],
  }
  fake.messages.push(message)
  if (business) echoBusiness(fake, business, message)
  return asTelegram(fake, message)
}

function createForumTopic(fake: FakeTelegram, bot: FakeBot, payload: Payload) {
  const chatId = Number(payload.chat_id)
  // In a private chat it is the bot that has topics.
  if (chatId > 0 && bot.hasTopics && !fake.forums.has(chatId)) fake.forums.set(chatId, new Map())
  const topics = fake.forums.get(chatId)
  if (!topics) throw new Refusal(400, 'Bad Request: the chat is not a forum')
  const name = String(payload.name ?? '')
  if (name.length < 1 || name.length > 128) throw new Refusal(400, 'Bad Request: TOPIC_TITLE_INVALID')
  fake.noteUse(chatId, 'createForumTopic')
  const id = nextMessageId(fake, chatId)
  topics.set(id, name)
  return { message_thread_id: id, name, icon_color: 7_322_096 }
}

/** With a topic go all its messages. */
function deleteForumTopic(fake: FakeTelegram, payload: Payload) {
  const chatId = Number(payload.chat_id)
  refuseBlocked(fake, chatId)
  const topic = Number(payload.message_thread_id)
  if (!fake.forums.get(chatId)?.delete(topic)) throw new Refusal(400, 'Bad Request: TOPIC_ID_INVALID')
  fake.noteUse(chatId, 'deleteForumTopic')
  for (const gone of fake.messages.filter((one) => one.chatId === chatId && one.topic === topic)) {
    fake.messages.splice(fake.messages.indexOf(gone), 1)
  }
  return true
}

function editText(fake: FakeTelegram, bot: FakeBot, payload: Payload) {
  const message = ownMessage(fake, bot, payload, 'message to edit not found')
  refuseBlocked(fake, message.chatId)
  const shown = shownOf(payload)
  const buttons = buttonsOf(payload)
  if (
    shown.text === message.text &&
    JSON.stringify(buttons) === JSON.stringify(message.buttons) &&
    JSON.stringify(shown.entities) === JSON.stringify(message.entities)
  ) {
    throw new Refusal(400, `Bad Request: ${NOT_MODIFIED}`)
  }
  fake.noteUse(message.chatId, 'editMessageText')
  message.before.push(message.text)
  Object.assign(message, shown, { buttons, previewOff: isPreviewOff(payload) })
  return asTelegram(fake, message)
}

function editMarkup(fake: FakeTelegram, bot: FakeBot, payload: Payload) {
  const message = ownMessage(fake, bot, payload, 'message to edit not found')
  const buttons = buttonsOf(payload)
  if (JSON.stringify(buttons) === JSON.stringify(message.buttons))
    throw new Refusal(400, `Bad Request: ${NOT_MODIFIED}`)
  fake.noteUse(message.chatId, 'editMessageReplyMarkup')
  message.buttons = buttons
  return asTelegram(fake, message)
}

const NOT_MODIFIED =
  'message is not modified: specified new message content and reply markup are exactly the same as a current content'

function refuseBlocked(fake: FakeTelegram, chatId: number): void {
  const moved = fake.migrations.get(chatId)
  if (moved) {
    const description = 'Bad Request: group chat was upgraded to a supergroup chat'
    throw new Refusal(400, description, { migrate_to_chat_id: moved })
  }
  const reason = fake.blocked.get(chatId)
  if (reason) throw new Refusal(403, `Forbidden: ${reason}`)
}

function ownMessage(fake: FakeTelegram, bot: FakeBot, payload: Payload, refusal: string): ChatMessage {
  const found = fake.messages.find(
    (message) => message.chatId === Number(payload.chat_id) && message.messageId === Number(payload.message_id),
  )
  if (!found) throw new Refusal(400, `Bad Request: ${refusal}`)
  if (found.fromId !== bot.id) throw new Refusal(400, "Bad Request: message can't be edited")
  return found
}

function shownOf(payload: Payload) {
  const raw = String(payload.text ?? '')
  let shown = { text: raw.trimEnd(), entities: [] as ChatMessage['entities'] }
  try {
    if (payload.parse_mode === 'HTML') shown = readHtml(raw)
  } catch (error) {
    throw new Refusal(400, `Bad Request: ${(error as Error).message}`)
  }
  if (!raw.isWellFormed()) throw new Refusal(400, 'Bad Request: strings must be encoded in UTF-8')
  if (shown.text.trim() === '') throw new Refusal(400, 'Bad Request: message text is empty')
  if (shown.text.length > 4_096) throw new Refusal(400, 'Bad Request: message is too long')
  return shown
}

function buttonsOf(payload: Payload): ChatMessage['buttons'] {
  const markup = payload.reply_markup as
    | { inline_keyboard?: { text: string; callback_data?: string }[][] }
    | string
    | undefined
  const { inline_keyboard: rows = [] } = typeof markup === 'string' ? JSON.parse(markup) : (markup ?? {})
  return rows.map((row: { text: string; callback_data?: string }[]) =>
    row.map(({ text, callback_data: data = '' }) => {
      if (!text) throw new Refusal(400, 'Bad Request: BUTTON_TEXT_INVALID')
      if (Buffer.byteLength(data) > 64) throw new Refusal(400, 'Bad Request: BUTTON_DATA_INVALID')
      return { text, data }
    }),
  )
}

const isPreviewOff = (payload: Payload) =>
  (payload.link_preview_options as { is_disabled?: boolean } | undefined)?.is_disabled === true

export function nextMessageId(fake: FakeTelegram, chatId: number): number {
  const ids = fake.messages.filter((message) => message.chatId === chatId).map(({ messageId }) => messageId)
  return Math.max(100, ...ids, lastIds.get(`${fake.apiRoot}/${chatId}`) ?? 0) + 1 + remember(fake, chatId, ids)
}

/** Ids of deleted messages are never given again. */
const lastIds = new Map<string, number>()
function remember(fake: FakeTelegram, chatId: number, ids: number[]): 0 {
  const key = `${fake.apiRoot}/${chatId}`
  lastIds.set(key, Math.max(100, ...ids, lastIds.get(key) ?? 0) + 1)
  return 0
}

/** The message as an update or an answer carries it. */
export function asTelegram(fake: FakeTelegram, message: ChatMessage): Record<string, unknown> {
  const { chatId } = message
  const sender = [...fake.bots.values()].find(({ id }) => id === message.fromId)
  return {
    message_id: message.messageId,
    date: Math.floor(fake.now() / 1_000),
    chat: chatId < 0 ? { id: chatId, type: 'supergroup', title: 'Review' } : { id: chatId, type: 'private' },
    from: sender
      ? { id: sender.id, is_bot: true, first_name: 'Nova', username: sender.username }
      : (fake.people.get(message.fromId) ?? { id: message.fromId, is_bot: false, first_name: 'Somebody' }),
    text: message.text,
  }
}
