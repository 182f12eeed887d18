import type { CallbackQuery } from '@grammyjs/types'
import { cardOfDraft, forgetPicture } from '../../core/approval/card-at.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { firstTime } from '../../core/inbound/first-time.ts'
import { problemOf } from '../../core/problem-of.ts'
import { namesOfReviewers } from '../../core/reviewers/find-reviewer.ts'
import { languageOf, say } from '../../core/words/say.ts'
import { actOnCard, type Menu } from '../review/act-on-card.ts'
import { readButton } from '../review/card-verbs.ts'
import { cardButtons } from './buttons.ts'
import { joinByTap } from './invitations.ts'
import { placeOf } from './review.ts'
import { inBackground, reviewChatsOf, reviewerOf, type TelegramBot } from './telegram-bot.ts'

const LONGEST_ANSWER = 200

/**
 * Somebody tapped a button. What it asks for is done first, by the core, which knows the truth; then the tap is answered, as
 * well as that goes. The card follows by itself: it is a picture of the draft.
 */
export async function handleTap(deps: Deps, bot: TelegramBot, query: CallbackQuery, updateId: number): Promise<void> {
  const answer = (text: string) => {
    const isAlert = text.length > 40
    const words = text.length <= LONGEST_ANSWER ? text : `${text.slice(0, LONGEST_ANSWER - 1).toWellFormed()}…`
    const payload = { callback_query_id: query.id, ...(words ? { text: words, show_alert: isAlert } : {}) }
    inBackground(deps, bot, 'answer to a tap', bot.client.call('answerCallbackQuery', payload))
  }
  const language = languageOf(query.from.language_code)
  try {
    const text = await resolve(deps, bot, query, updateId)
    answer(text)
  } catch (error) {
    if (error instanceof CoreError) return answer(error.message)
    deps.log.warn('tap failed', { connectionId: bot.connectionId, problem: problemOf(error) })
    answer(say(language, 'said.failed'))
  }
}

async function resolve(deps: Deps, bot: TelegramBot, query: CallbackQuery, updateId: number): Promise<string> {
  const language = languageOf(query.from.language_code)
  const button = readButton(query.data)
  const chatId = String(query.message?.chat.id ?? query.from.id)
  const messageId = query.message?.message_id
  if (!button || messageId === undefined || !bot.hearsReviewers) return say(language, 'said.not-a-button')
  if (button.kind === 'join') return joinByTap(deps, bot, { from: query.from, chatId, messageId, token: button.token })

  const isReviewChat = (await reviewChatsOf(deps, bot)).includes(chatId)
  const actor = isReviewChat ? await reviewerOf(deps, bot, query.from) : undefined
  if (!actor) return refusal(deps, bot, isReviewChat, language)
  const once = { tenantId: bot.tenantId, source: `telegram/${bot.client.botId}`, externalId: String(updateId) }
  if (!(await firstTime(deps, once))) return ''

  const place = placeOf(bot.client.botId, chatId)
  const { tenantId, creatorId } = bot
  const externalId = String(messageId)
  const found = await cardOfDraft(deps, { tenantId, creatorId, draftId: button.draftId, place, externalId })
  if (!found) return say(language, 'said.gone')
  if (found.isElsewhere) {
    const bare = { chat_id: chatId, message_id: messageId }
    inBackground(deps, bot, 'old card', bot.client.call('editMessageReplyMarkup', bare))
    return say(found.card.language, 'said.moved')
  }
  const { card } = found
  return actOnCard({
    deps,
    actor,
    card,
    button,
    openMenu: (menu, said) => openMenu({ deps, bot, card, chatId, messageId }, menu, said),
    behind: (what, work) => inBackground(deps, bot, what, work),
  })
}

async function refusal(
  deps: Deps,
  { tenantId }: TelegramBot,
  isReviewChat: boolean,
  language: ReturnType<typeof languageOf>,
): Promise<string> {
  // Who decides is told only where they work: elsewhere the button was forged.
  if (!isReviewChat) return say(language, 'said.not-allowed-at-all')
  const names = (await namesOfReviewers(deps, { tenantId, channel: 'telegram' })).map(({ name }) => name)
  return names.length > 0
    ? say(language, 'said.not-allowed', { names: names.slice(0, 5).join(', ') })
    : say(language, 'said.not-allowed-at-all')
}

interface MenuPlace {
  deps: Deps
  bot: TelegramBot
  card: ReviewCard
  chatId: string
  messageId: number
}

/** Puts a menu in the place of the card's buttons, or takes it away. The words of the card stay as they are. */
async function openMenu(
  { deps, bot, card, chatId, messageId }: MenuPlace,
  menu: Menu | undefined,
  said: string,
): Promise<string> {
  const { botId } = bot.client
  const waitMs = bot.limits.take(botId, chatId, 1, true)
  if (waitMs > 0) return say(card.language, 'said.busy-chat', { seconds: Math.ceil(waitMs / 1_000) })
  const place = placeOf(botId, chatId)
  await forgetPicture(deps, { tenantId: card.tenantId, draftId: card.draftId, desk: 'telegram', place })
  const markup = { chat_id: chatId, message_id: messageId, reply_markup: cardButtons(card, menu) }
  inBackground(
    deps,
    bot,
    'menu',
    bot.limits.inTurn(botId, chatId, () => bot.client.call('editMessageReplyMarkup', markup)),
  )
  return said
}
