import type { User } from '@grammyjs/types'
import type { Actor } from '../../core/actor.ts'
import { reviewGroups, type TelegramSettings } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { activeReviewers, actorAt } from '../../core/reviewers/find-reviewer.ts'
import type { BotClient } from './bot-client.ts'
import { explainError } from './explain-error.ts'
import type { Limits } from './limits.ts'

/** One bot of a connection: the one fans write to, the one for the people who decide, or one that is both. */
export interface TelegramBot {
  connectionId: string
  tenantId: string
  creatorId: string
  hearsFans: boolean
  hearsReviewers: boolean
  client: BotClient
  limits: Limits
  settings: TelegramSettings
  /** What runs after an update was answered; a quiet stop waits for it. */
  background: Set<Promise<unknown>>
  /** Updates that were acknowledged and are of no use, by kind. */
  unused: Map<string, number>
}

/** The chats in which cards stand: the review groups, or each reviewer's own. */
export async function reviewChatsOf(
  deps: Pick<Deps, 'store'>,
  { tenantId, settings }: Pick<TelegramBot, 'tenantId' | 'settings'>,
): Promise<string[]> {
  const groups = reviewGroups(settings)
  if (groups.length > 0) return groups
  return (await activeReviewers(deps, { tenantId, channel: 'telegram' })).map(({ externalId }) => externalId)
}

/** @returns undefined when this person may not decide */
export async function reviewerOf(
  deps: Pick<Deps, 'store'>,
  { tenantId }: Pick<TelegramBot, 'tenantId'>,
  user: User | undefined,
): Promise<Actor | undefined> {
  if (!user || user.is_bot) return undefined
  const name = (user.first_name ?? '').toWellFormed().replaceAll('\u0000', '').trim().slice(0, 60).toWellFormed()
  return actorAt(deps, { tenantId, channel: 'telegram', externalId: String(user.id), name })
}

/** Lets something run behind the answer. Its failure is noted and stops nothing. */
export function inBackground(deps: Pick<Deps, 'log'>, bot: TelegramBot, what: string, work: Promise<unknown>): void {
  const running: Promise<unknown> = work
    .catch((error: unknown) => {
      const { problem } = explainError(error)
      deps.log.warn(`telegram ${what} failed`, { connectionId: bot.connectionId, problem })
    })
    .finally(() => bot.background.delete(running))
  bot.background.add(running)
}

/** A word from the bot itself, never a reply to a fan in a creator's name. Best effort; plain text. */
export function tell(
  deps: Pick<Deps, 'log'>,
  bot: TelegramBot,
  to: { chatId: string | number; replyTo?: number },
  text: string,
): void {
  const chatId = String(to.chatId)
  if (bot.limits.take(bot.client.botId, chatId, 1, true) > 0 && chatId.startsWith('-')) return
  const reply = to.replyTo ? { reply_parameters: { message_id: to.replyTo, allow_sending_without_reply: true } } : {}
  const message = { chat_id: chatId, text, link_preview_options: { is_disabled: true }, ...reply }
  inBackground(deps, bot, 'note', bot.client.call('sendMessage', message))
}
