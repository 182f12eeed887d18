import { createHash } from 'node:crypto'
import type { InlineKeyboardMarkup } from '@grammyjs/types'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { EraseResult, ReviewDesk, ShowResult } from '../../core/deps.ts'
import type { CardTopic } from '../review/card-topic.ts'
import type { BotClient } from './bot-client.ts'
import { cardButtons } from './buttons.ts'
import { cardText } from './card-text.ts'
import { explainError } from './explain-error.ts'
import type { Limits } from './limits.ts'

interface Piece {
  html: string
  buttons: InlineKeyboardMarkup | undefined
  hash: string
}

type Chat = { client: BotClient; limits: Limits; chatId: string; topic?: CardTopic | undefined }

/** Which chat a card stands in, named so that two bots in one person's phone are two places. */
export const placeOf = (botId: string, chatId: string) => `${botId}/${chatId}`
export const chatOf = (place: string) => place.split('/')[1] ?? ''

/** Draws cards in Telegram chats. @param onMigrated told when a group got a new id */
export function telegramDesk(
  { client, limits, chatIds }: { client: BotClient; limits: Limits; chatIds: string[] },
  onMigrated: (from: string, to: string) => Promise<void>,
  topicFor: (card: ReviewCard, place: string) => CardTopic | undefined = () => undefined,
): ReviewDesk {
  return {
    name: 'telegram',
    places: chatIds.map((chatId) => placeOf(client.botId, chatId)),
    show(card, before) {
      const chatId = chatOf(before.place)
      return limits.inTurn(client.botId, chatId, async () => {
        const shown = await showCard({ client, limits, chatId, topic: topicFor(card, before.place) }, card, before)
        if ('migratedTo' in shown) {
          await onMigrated(chatId, shown.migratedTo)
          return { kind: 'later', afterMs: 1_000, problem: 'The group has a new id.' }
        }
        return shown
      })
    },
    erase({ place, externalIds, topicId }) {
      const chat = { client, limits, chatId: chatOf(place) }
      return limits.inTurn(client.botId, chat.chatId, async () => {
        const erased = await eraseMessages(chat, externalIds)
        return erased.kind === 'erased' && topicId ? eraseTopic(chat, Number(topicId)) : erased
      })
    },
  }
}

type Shown = ShowResult | { kind: 'migrated'; migratedTo: string }

async function showCard(
  chat: Chat,
  card: ReviewCard,
  before: { externalIds: string[]; hash: string | null },
): Promise<Shown> {
  const pieces = piecesOf(card)
  const hashes = before.hash?.split(',') ?? []
  const canEdit = before.externalIds.length === pieces.length
  const stale = canEdit ? pieces.filter((piece, index) => piece.hash !== hashes[index]) : pieces
  const hash = pieces.map((piece) => piece.hash).join(',')
  if (stale.length === 0) return { kind: 'shown', externalIds: before.externalIds, hash }
  const wait = chat.limits.take(chat.client.botId, chat.chatId, stale.length, canEdit)
  if (wait > 0) return { kind: 'later', afterMs: wait, problem: 'This chat has had all the messages of a minute.' }

  const externalIds = canEdit ? [...before.externalIds] : []
  for (const [index, piece] of pieces.entries()) {
    if (canEdit && piece.hash === hashes[index]) continue
    const drawn = await draw(chat, piece, externalIds[index])
    if (drawn.kind !== 'drawn') return drawn.kind === 'later' ? { ...drawn, externalIds, hash: '' } : drawn
    externalIds[index] = drawn.externalId
  }
  if (!canEdit) await removeMessages(chat, before.externalIds)
  return { kind: 'shown', externalIds, hash }
}

function piecesOf(card: ReviewCard): Piece[] {
  const texts = cardText(card)
  return texts.map((html, index) => {
    const buttons = index === texts.length - 1 ? cardButtons(card) : undefined
    const hash = createHash('sha256')
      .update(JSON.stringify([html, buttons]))
      .digest('base64url')
      .slice(0, 12)
    return { html, buttons, hash }
  })
}

type Drawn = { kind: 'drawn'; externalId: string } | Exclude<Shown, { kind: 'shown' }>

async function draw(chat: Chat, { html, buttons }: Piece, messageId: string | undefined): Promise<Drawn> {
  const { client, chatId, topic } = chat
  const content = {
    chat_id: chatId,
    text: html,
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    ...(buttons ? { reply_markup: buttons } : {}),
  } as const
  try {
    if (messageId === undefined) {
      const thread = await topic?.id()
      const sent = await client.call('sendMessage', {
        ...content,
        ...(thread === undefined ? {} : { message_thread_id: Number(thread) }),
      })
      return { kind: 'drawn', externalId: String(sent.message_id) }
    }
    await client.call('editMessageText', { ...content, message_id: Number(messageId) })
    return { kind: 'drawn', externalId: messageId }
  } catch (error) {
    return explainDrawing(chat, error, messageId, { html, buttons, hash: '' })
  }
}

async function explainDrawing(
  { client, limits, chatId, topic }: Chat,
  error: unknown,
  messageId: string | undefined,
  piece: Piece,
): Promise<Drawn> {
  const trouble = explainError(error)
  switch (trouble.kind) {
    case 'wait':
      limits.pause(client.botId, chatId, trouble.afterMs)
      return { kind: 'later', afterMs: trouble.afterMs, problem: trouble.problem }
    case 'refused':
      if (messageId && /not modified/i.test(trouble.description)) return { kind: 'drawn', externalId: messageId }
      if (trouble.migratedTo) return { kind: 'migrated', migratedTo: trouble.migratedTo }
      // Somebody deleted or closed the topic: the card gets another one.
      if (topic && /thread not found|TOPIC_(DELETED|CLOSED|ID_INVALID)/i.test(trouble.description)) {
        await topic.forget()
        return { kind: 'later', afterMs: 1_000, problem: 'The topic of this fan is gone; a new one is made.' }
      }
      // Somebody deleted the card: the draft still waits, so it is drawn anew.
      if (messageId && /message to edit not found|can't be edited|MESSAGE_ID_INVALID/i.test(trouble.description)) {
        return draw({ client, limits, chatId, topic }, piece, undefined)
      }
      return { kind: 'gone', problem: trouble.problem }
    case 'forbidden':
      return { kind: 'gone', problem: trouble.problem }
    case 'bad-token':
    case 'conflict':
      return { kind: 'later', afterMs: 60_000, problem: trouble.problem }
    case 'broken':
      return { kind: 'later', afterMs: 5_000, problem: trouble.problem }
  }
}

/** What stands where Telegram does not let go of a message: it lets a bot take back its own only for 48 hours. */
const ERASED = '⬛ —'

async function eraseMessages(chat: Chat, externalIds: string[]): Promise<EraseResult> {
  for (const id of externalIds) {
    const wait = chat.limits.take(chat.client.botId, chat.chatId, 1, false)
    if (wait > 0) return { kind: 'later', afterMs: wait, problem: 'This chat has had all the messages of a minute.' }
    const refused = await takeAway(chat, Number(id))
    if (refused) return refused
  }
  return { kind: 'erased' }
}

/** The fan's topic goes, with whatever people wrote in it. */
async function eraseTopic(chat: Chat, topicId: number): Promise<EraseResult> {
  const wait = chat.limits.take(chat.client.botId, chat.chatId, 1, false)
  if (wait > 0) return { kind: 'later', afterMs: wait, problem: 'This chat has had all the messages of a minute.' }
  const topic = { chat_id: chat.chatId, message_thread_id: topicId }
  return (await unlessErased(chat, () => chat.client.call('deleteForumTopic', topic))) ?? { kind: 'erased' }
}

/** Undefined when nothing can be read there any more. */
function takeAway(chat: Chat, messageId: number): Promise<EraseResult | undefined> {
  const { client } = chat
  const message = { chat_id: chat.chatId, message_id: messageId }
  return unlessErased(chat, () =>
    client.call('deleteMessage', message).catch((error: unknown) => {
      if (explainError(error).kind !== 'refused') throw error
      return client.call('editMessageText', { ...message, text: ERASED })
    }),
  )
}

/** Why something stands there still; undefined when it does not. */
async function unlessErased(
  { client, limits, chatId }: Chat,
  erase: () => Promise<unknown>,
): Promise<EraseResult | undefined> {
  try {
    await erase()
    return undefined
  } catch (error) {
    const trouble = explainError(error)
    switch (trouble.kind) {
      case 'wait':
        limits.pause(client.botId, chatId, trouble.afterMs)
        return { kind: 'later', afterMs: trouble.afterMs, problem: trouble.problem }
      case 'refused':
        // Somebody took it away before, or it is empty already.
        if (/not found|not modified|MESSAGE_ID_INVALID|TOPIC_(DELETED|ID_INVALID)/i.test(trouble.description))
          return undefined
        return { kind: 'out-of-reach', problem: trouble.problem }
      case 'forbidden':
        return { kind: 'out-of-reach', problem: trouble.problem }
      case 'bad-token':
      case 'conflict':
        return { kind: 'later', afterMs: 60_000, problem: trouble.problem }
      case 'broken':
        return { kind: 'later', afterMs: 5_000, problem: trouble.problem }
    }
  }
}

/** Takes old messages of a card away; where that is refused, their words. Best effort: a button left over does no harm. */
export async function removeMessages({ client, chatId }: Pick<Chat, 'client' | 'chatId'>, externalIds: string[]) {
  for (const id of externalIds) {
    const message = { chat_id: chatId, message_id: Number(id) }
    await client
      .call('deleteMessage', message)
      .catch(() => client.call('editMessageText', { ...message, text: ERASED }))
      .catch(() => undefined)
  }
}
