import type { User } from '@grammyjs/types'
import type { Actor } from '../../core/actor.ts'
import { inviteLink } from '../../core/connections/telegram-settings.ts'
import { creatorName } from '../../core/creators/creator-name.ts'
import type { Deps } from '../../core/deps.ts'
import { acceptInvite } from '../../core/reviewers/accept-invite.ts'
import { inviteReviewer, inviteStands } from '../../core/reviewers/invite-reviewer.ts'
import { languageOf, say } from '../../core/words/say.ts'
import { joinData } from '../review/card-verbs.ts'
import { askToJoin, sayAccepted } from '../review/invitation-words.ts'
import { inBackground, type TelegramBot, tell } from './telegram-bot.ts'

const JOIN = /^\/start(?:@\w+)? join_([\w-]{20,60})$/

/** The token in a `/start join_…` that a link brought along. */
export const joinToken = (text: string): string | undefined => JOIN.exec(text)?.[1]

/** Makes an invitation and hands over its link, in private only. */
export async function sendInvite(
  deps: Deps,
  bot: TelegramBot,
  { actor, chatId, isPrivate, from }: { actor: Actor; chatId: number; isPrivate: boolean; from: User | undefined },
): Promise<void> {
  const language = languageOf(from?.language_code)
  if (!isPrivate) return tell(deps, bot, { chatId }, say(language, 'invite.in-private'))
  const { token } = await inviteReviewer(deps, { tenantId: bot.tenantId, channel: 'telegram', actor })
  const link = inviteLink(bot.settings, token) ?? `/start join_${token}`
  tell(deps, bot, { chatId }, say(language, 'invite.link', { link }))
}

/** Somebody opened an invitation. That spends nothing: link previews and curious thumbs open links too. */
export async function offerInvite(
  deps: Deps,
  bot: TelegramBot,
  { token, chatId, from }: { token: string; chatId: number; from: User | undefined },
): Promise<void> {
  const language = languageOf(from?.language_code)
  const { tenantId, creatorId } = bot
  const stands = await inviteStands(deps, { tenantId, token, channel: 'telegram' })
  if (!stands) return tell(deps, bot, { chatId }, say(language, 'invite.gone'))
  const creator = (await creatorName(deps, { tenantId, creatorId }))?.name ?? ''
  const { text, button } = askToJoin(language, { creator, ...stands })
  const ask = {
    chat_id: chatId,
    text,
    reply_markup: { inline_keyboard: [[{ text: button, callback_data: joinData(token) }]] },
  }
  inBackground(deps, bot, 'invitation', bot.client.call('sendMessage', ask))
}

/** The tap that spends an invitation. @returns what the pop-up says */
export async function joinByTap(
  deps: Deps,
  bot: TelegramBot,
  { from, chatId, messageId, token }: { from: User; chatId: string; messageId: number; token: string },
): Promise<string> {
  const language = languageOf(from.language_code)
  const name = (from.first_name ?? '').toWellFormed().trim().slice(0, 60) || String(from.id)
  const invite = { tenantId: bot.tenantId, token, channel: 'telegram', externalId: String(from.id), name } as const
  const text = sayAccepted(language, await acceptInvite(deps, invite), { key: 'invite.done', name })
  inBackground(
    deps,
    bot,
    'invitation',
    bot.client.call('editMessageText', { chat_id: chatId, message_id: messageId, text }),
  )
  return text
}
