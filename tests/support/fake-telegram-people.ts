import type { ChatMessage, FakeBot, FakeTelegram } from './fake-telegram.ts'
import { asTelegram, nextMessageId } from './fake-telegram-methods.ts'

let people = 0

/** Somebody with Telegram on their phone. @param group the review group; without it they review in their own chat */
export function person(
  fake: FakeTelegram,
  name: string,
  { language = 'en', id }: { language?: string; id?: number } = {},
) {
  people += 1
  const userId = id ?? 500_000 + people
  const from = { id: userId, is_bot: false, first_name: name, language_code: language }
  fake.people.set(userId, from)

  const say = async (bot: FakeBot, chatId: number, content: Record<string, unknown>, replyTo?: ChatMessage) => {
    const text = String(content.text ?? content.caption ?? '')
    const kept: ChatMessage = {
      chatId,
      messageId: nextMessageId(fake, chatId),
      fromBot: false,
      fromId: userId,
      at: fake.now(),
      text,
      entities: [],
      buttons: [],
      previewOff: false,
      replyTo: replyTo?.messageId,
      before: [],
    }
    fake.messages.push(kept)
    for (const fileId of filesIn(content)) {
      fake.files.set(fileId, (fake.files.get(fileId) ?? new Set()).add(bot.id))
    }
    const command = /^\/\w+(@\w+)?/.exec(text)?.[0]
    const message = {
      ...asTelegram(fake, kept),
      ...(content.text === undefined ? { text: undefined } : {}),
      ...content,
      ...(command ? { entities: [{ type: 'bot_command', offset: 0, length: command.length }] } : {}),
      ...(replyTo ? { reply_to_message: asTelegram(fake, replyTo) } : {}),
    }
    const updateId = fake.push(bot, { message })
    await fake.confirmed(bot, updateId)
    return { kept, updateId, message }
  }

  return {
    id: userId,
    name,
    from,
    /** Writes to a bot in private, and waits until the bot has it. */
    writes: (bot: FakeBot, text: string) => say(bot, userId, { text }),
    /** Sends anything else: `{ photo: […], caption }`, `{ voice: … }`. */
    sends: (bot: FakeBot, content: Record<string, unknown>, replyTo?: ChatMessage) =>
      say(bot, userId, content, replyTo),
    answers: (bot: FakeBot, message: ChatMessage, text: string) => say(bot, userId, { text }, message),
    /** Changes what was written before. */
    async edits(bot: FakeBot, kept: ChatMessage, text: string) {
      kept.before.push(kept.text)
      kept.text = text
      const editedAt = Math.floor(fake.now() / 1_000)
      const updateId = fake.push(bot, { edited_message: { ...asTelegram(fake, kept), edit_date: editedAt } })
      await fake.confirmed(bot, updateId)
    },
    /** Blocks the bot, or lets it in again. */
    async blocks(bot: FakeBot, isBlocked = true) {
      if (isBlocked) fake.blocked.set(userId, 'bot was blocked by the user')
      else fake.blocked.delete(userId)
      const status = (kicked: boolean) => ({ user: { id: bot.id, is_bot: true }, status: kicked ? 'kicked' : 'member' })
      const updateId = fake.push(bot, {
        my_chat_member: {
          chat: { id: userId, type: 'private' },
          from,
          date: 0,
          old_chat_member: status(!isBlocked),
          new_chat_member: status(isBlocked),
        },
      })
      await fake.confirmed(bot, updateId)
    },
    says: (bot: FakeBot, chatId: number, text: string) => say(bot, chatId, { text }),
    repliesTo: (bot: FakeBot, card: ChatMessage, text: string) => say(bot, card.chatId, { text }, card),
    repliesWith: (bot: FakeBot, card: ChatMessage, content: Record<string, unknown>) =>
      say(bot, card.chatId, content, card),
    /** Taps the button whose words contain this. @returns what the pop-up said; empty when it said nothing */
    async taps(bot: FakeBot, card: ChatMessage, words: string): Promise<string> {
      const button = card.buttons.flat().find(({ text }) => text.includes(words))
      if (!button) {
        const all = card.buttons.flat().map(({ text }) => text)
        throw new Error(`There is no button “${words}” here, only: ${all.join(' | ')}\n${card.text}`)
      }
      return this.forges(bot, card, button.data)
    },
    /** Sends button data that may never have been on a button. */
    async forges(bot: FakeBot, card: ChatMessage, data: string, updateId?: number): Promise<string> {
      const id = `cb-${Math.random().toString(36).slice(2)}`
      const query = { id, from, message: asTelegram(fake, card), chat_instance: 'x', data }
      const given = fake.push(bot, { callback_query: query }, updateId)
      await fake.confirmed(bot, given)
      const answer = await fake.until(
        () =>
          fake.calls.find(
            ({ method, payload, outcome }) =>
              method === 'answerCallbackQuery' && payload.callback_query_id === id && outcome !== '',
          ),
        `an answer to the tap ${data}`,
      )
      return String(answer.payload.text ?? '')
    },
  }
}
export type Person = ReturnType<typeof person>

/** The names of the files in what somebody sends. */
function filesIn({ photo, ...others }: Record<string, unknown>): string[] {
  const sizes = (photo ?? []) as { file_id: string }[]
  const files = ONE_FILE.flatMap((kind) => (others[kind] ? [others[kind] as { file_id: string }] : []))
  return [...sizes, ...files].map(({ file_id }) => file_id)
}

const ONE_FILE = ['video', 'video_note', 'animation', 'voice', 'audio', 'sticker', 'document']
