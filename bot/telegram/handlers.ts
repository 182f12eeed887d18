import type { ChatMemberUpdated, Message, Update } from '@grammyjs/types'
import { cardAt } from '../../core/approval/card-at.ts'
import { noteConnection } from '../../core/connections/note-connection.ts'
import { reviewGroups } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { firstTime } from '../../core/inbound/first-time.ts'
import type { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { noteReachable } from '../../core/inbound/note-reachable.ts'
import { fanWrote } from '../../core/journey.ts'
import { problemOf } from '../../core/problem-of.ts'
import { languageOf, say } from '../../core/words/say.ts'
import { handleBusiness } from './business.ts'
import { followGroup } from './follow-group.ts'
import { giveMedia } from './give-media.ts'
import { commandOf, handleReviewerCommand } from './handle-command.ts'
import { handleReply } from './handle-reply.ts'
import { handleTap } from './handle-tap.ts'
import { kindOf, toInboundMessage } from './inbound.ts'
import { joinToken, offerInvite } from './invitations.ts'
import { handlePayment } from './payments.ts'
import { readUpdate } from './read-update.ts'
import { placeOf } from './review.ts'
import { reviewChatsOf, reviewerOf, type TelegramBot, tell } from './telegram-bot.ts'

/** Every kind of update that something here listens to; Telegram leaves some out unless they are named. */
export const ALLOWED_UPDATES = [
  'message',
  'edited_message',
  'callback_query',
  'my_chat_member',
  'business_connection',
  'business_message',
  'edited_business_message',
  'deleted_business_messages',
  'purchased_paid_media',
] as const

/**
 * Takes one update. When it returns, whatever must not be lost is stored and Telegram may be told so; it throws only when
 * storing failed, and then the same update must come again.
 */
export async function handleUpdate(deps: Deps, bot: TelegramBot, raw: Update): Promise<void> {
  const update = readUpdate(raw)
  if (!update) return countUnused(deps, bot, 'unreadable')
  if (update.callback_query) return handleTap(deps, bot, update.callback_query, update.update_id)
  if (update.my_chat_member) return handleMembership(deps, bot, update.my_chat_member)
  if (await handlePayment(deps, bot, update)) return
  if (update.message && (await isMove(deps, bot, update.message))) return
  if (update.message && (await isForReviewers(deps, bot, update.message, update.update_id))) return
  if (await handleBusiness(deps, bot, update)) return
  if (bot.hearsFans && (await isFromFan(deps, bot, update))) return
  countUnused(deps, bot, kindOf(update))
}

/** A review group became a supergroup: the old chat says where it went, and the new one where it came from. */
async function isMove(deps: Deps, bot: TelegramBot, { chat, ...message }: Message): Promise<boolean> {
  const from = message.migrate_from_chat_id ?? chat.id
  const to = message.migrate_to_chat_id ?? (message.migrate_from_chat_id === undefined ? undefined : chat.id)
  if (to === undefined) return false
  if (bot.hearsReviewers)
    await followGroup(deps, { ...bot, botId: bot.client.botId, from: String(from), to: String(to) })
  return true
}

function countUnused(deps: Pick<Deps, 'log'>, bot: TelegramBot, kind: string): void {
  bot.unused.set(kind, (bot.unused.get(kind) ?? 0) + 1)
  deps.log.info('telegram update not used', { connectionId: bot.connectionId, kind })
}

/** Everything said in a review chat, and what a reviewer or an invited person says to the bot in private. */
async function isForReviewers(deps: Deps, bot: TelegramBot, message: Message, updateId: number): Promise<boolean> {
  const { chat, from } = message
  const command = commandOf(message, bot.hearsFans ? bot.settings.username : bot.settings.reviewUsername)
  if (command === 'id' && from && !from.is_bot) {
    tell(deps, bot, { chatId: chat.id }, say(languageOf(from.language_code), 'help.chat-id', { id: String(chat.id) }))
    return true
  }
  const mayGive = chat.type === 'private' || reviewGroups(bot.settings).includes(String(chat.id))
  if (mayGive && (await giveMedia(deps, bot, { command, message }))) return true
  if (!bot.hearsReviewers || !from || from.is_bot) return false
  const token = chat.type === 'private' ? joinToken(message.text ?? '') : undefined
  if (token) {
    await offerInvite(deps, bot, { token, chatId: chat.id, from })
    return true
  }
  const isReviewChat = (await reviewChatsOf(deps, bot)).includes(String(chat.id))
  if (!isReviewChat && chat.type !== 'private') return false
  const actor = await reviewerOf(deps, bot, from)
  if (!actor) return isReviewChat || !bot.hearsFans
  if (
    command &&
    (isReviewChat || !FOR_FANS.has(command)) &&
    (await handleReviewerCommand(deps, bot, { command, message, actor }))
  ) {
    return true
  }
  if (!isReviewChat) return !bot.hearsFans
  const once = { tenantId: bot.tenantId, source: `telegram/${bot.client.botId}`, externalId: String(updateId) }
  if (!(await firstTime(deps, once))) return true
  const answered = message.reply_to_message
  const card =
    answered &&
    (await cardAt(deps, {
      tenantId: bot.tenantId,
      desk: 'telegram',
      place: placeOf(bot.client.botId, String(chat.id)),
      externalId: String(answered.message_id),
    }))
  if (card) {
    // The update is marked as heard, so it will not come again: a failure is said, or it would be lost in silence.
    await handleReply(deps, bot, { message, card, actor }).catch((error: unknown) => {
      deps.log.warn('edit failed', { connectionId: bot.connectionId, problem: problemOf(error) })
      tell(deps, bot, { chatId: chat.id, replyTo: message.message_id }, say(card.language, 'said.edit-failed'))
    })
  }
  if (!card && chat.type === 'private' && message.text) {
    tell(deps, bot, { chatId: chat.id }, say(languageOf(from.language_code), 'said.reply-to-card'))
  }
  return true
}

/** Where one bot is for both, these are a fan's commands in private, even when a reviewer tries them. */
const FOR_FANS = new Set(['privacy', 'data', 'forget', 'memory', 'human'])

async function isFromFan(deps: Deps, bot: TelegramBot, update: Update): Promise<boolean> {
  // A command of a fan is a message like any other: the core obeys it, and nobody is answered without a person.
  const inbound = translated(deps, bot, update)
  if (!inbound) return false
  await fanWrote(deps, inbound)
  return true
}

/** A shape that nobody foresaw is counted and acknowledged: sent again it would be no better. */
function translated(deps: Deps, bot: TelegramBot, update: Update): InboundMessage | undefined {
  try {
    return toInboundMessage(update, { ...bot, botId: bot.client.botId })
  } catch (error) {
    const problem = error instanceof Error ? error.name : 'unreadable'
    deps.log.warn('telegram update unreadable', { connectionId: bot.connectionId, kind: kindOf(update), problem })
    return undefined
  }
}

/** A fan blocked the bot or let it in again; or the bot was taken out of the review chat. */
async function handleMembership(
  deps: Deps,
  bot: TelegramBot,
  { chat, new_chat_member }: ChatMemberUpdated,
): Promise<void> {
  const isOut = new_chat_member.status === 'kicked' || new_chat_member.status === 'left'
  if (chat.type === 'private') {
    if (!bot.hearsFans) return
    const { tenantId, creatorId } = bot
    const problem = isOut ? 'They blocked the bot on Telegram.' : undefined
    return noteReachable(deps, { tenantId, creatorId, channel: 'telegram', address: String(chat.id), problem })
  }
  if (!reviewGroups(bot.settings).includes(String(chat.id)) || !bot.hearsReviewers) return
  const problem = isOut
    ? 'The bot was removed from the review chat. Add it again, so that cards can be shown.'
    : undefined
  await noteConnection(deps, { tenantId: bot.tenantId, id: bot.connectionId, problem })
}
