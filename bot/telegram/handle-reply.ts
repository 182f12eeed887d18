import type { Message } from '@grammyjs/types'
import type { Actor } from '../../core/actor.ts'
import { moveCardDown } from '../../core/approval/card-at.ts'
import { keepEdit } from '../../core/approval/keep-edit.ts'
import { releaseDraft } from '../../core/approval/lease-draft.ts'
import type { ReviewCard } from '../../core/approval/review-card.ts'
import { reviseDraft } from '../../core/approval/revise-draft.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { say } from '../../core/words/say.ts'
import { sayRevised } from '../review/act-on-card.ts'
import { isOpen } from '../review/card-verbs.ts'
import { editWords } from './edit-words.ts'
import { placeOf, removeMessages } from './review.ts'
import { inBackground, type TelegramBot, tell } from './telegram-bot.ts'

/**
 * A reply to a card is an edit. The words become a new version, and the card comes back at the end of the chat with what changed
 * and the same Send button: one more tap, never a silent send.
 */
export async function handleReply(
  deps: Deps,
  bot: TelegramBot,
  { message, card, actor }: { message: Message; card: ReviewCard; actor: Actor },
): Promise<void> {
  const chatId = String(message.chat.id)
  const { tenantId, draftId, language } = card
  const say_ = (text: string) => tell(deps, bot, { chatId, replyTo: message.message_id }, text)
  if (!message.text) return say_(say(language, 'said.only-text'))
  if (!isOpen(card)) return say_(say(language, 'said.reply-closed'))
  const edited = editWords(card.text, message.text)
  if (edited.kind === 'not-found')
    return say_(say(language, 'said.not-found-in-draft', { text: edited.wanted.slice(0, 80) }))
  if (edited.text.trim() === card.text.trim()) return say_(say(language, 'said.nothing-changed'))
  try {
    const outcome = await reviseDraft(deps, { tenantId, draftId, text: edited.text, actor })
    if (outcome.kind === 'busy') {
      // What a person wrote is theirs, whoever has the draft.
      await keepEdit(deps, { tenantId, draftId, text: edited.text, actor })
      return say_(say(language, 'said.busy-kept', { name: outcome.name, mine: actor.name }))
    }
    if (outcome.kind !== 'revised') return say_(sayRevised(outcome, card))
  } catch (error) {
    if (error instanceof CoreError) return say_(error.message)
    throw error
  }
  await releaseDraft(deps, { tenantId, draftId, actor })
  const place = placeOf(bot.client.botId, chatId)
  const left = await moveCardDown(deps, { tenantId, draftId, desk: 'telegram', place })
  inBackground(
    deps,
    bot,
    'old card',
    bot.limits.inTurn(bot.client.botId, chatId, () => removeMessages({ client: bot.client, chatId }, left)),
  )
}
