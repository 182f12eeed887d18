import type { BusinessConnection, Message, Update } from '@grammyjs/types'
import { type BusinessAccount, knownBusinessAccount, noteBusinessAccount } from '../../core/business/note-account.ts'
import type { Deps } from '../../core/deps.ts'
import { creatorWrote } from '../../core/inbound/creator-wrote.ts'
import { takeBack } from '../../core/inbound/take-back.ts'
import { fanWrote } from '../../core/journey.ts'
import { problemOf } from '../../core/problem-of.ts'
import { businessAddress, sentBusinessId } from './business-address.ts'
import { explainError } from './explain-error.ts'
import { kindOf, toMessage } from './inbound.ts'
import type { TelegramBot } from './telegram-bot.ts'

/**
 * Takes what comes by an account to which its owner connected the bot. False when it is nothing of the kind, or of no use: an
 * account that nobody has vouched for, our own echo, a chat that is not with a person.
 */
export async function handleBusiness(deps: Deps, bot: TelegramBot, update: Update): Promise<boolean> {
  if (!bot.hearsFans) return false
  if (update.business_connection) {
    await noteConnected(deps, bot, update.business_connection, update.update_id)
    return true
  }
  const message = update.business_message ?? update.edited_business_message
  if (message) return takeMessage(deps, bot, message, update)
  const deleted = update.deleted_business_messages
  if (!deleted) return false
  const account = await accountOf(deps, bot, deleted.business_connection_id)
  if (account?.standing !== 'accepted') return false
  await takeBack(deps, {
    tenantId: bot.tenantId,
    creatorId: bot.creatorId,
    channel: 'telegram',
    address: businessAddress(account.ownerId, deleted.chat.id),
    externalIds: deleted.message_ids.map((id) => sentBusinessId(account.ownerId, id)),
    updateId: `${bot.client.botId}/${update.update_id}`,
  })
  return true
}

async function takeMessage(deps: Deps, bot: TelegramBot, message: Message, update: Update): Promise<boolean> {
  const account = await accountOf(deps, bot, message.business_connection_id ?? '')
  if (account?.standing !== 'accepted') return false
  if (message.sender_business_bot?.id === Number(bot.client.botId)) return false
  const said = inOurWords(deps, bot, { message, update, account })
  if (!said) return false
  const isOwners = String(message.from?.id) === account.ownerId
  if (!isOwners) {
    await fanWrote(deps, said)
    return true
  }
  const isByHand = !message.sender_business_bot && !message.is_from_offline
  await creatorWrote(deps, { ...said, fan: { name: personIn(message) }, isTakeOver: isByHand })
  return true
}

/** A shape that nobody foresaw is counted and acknowledged: sent again it would be no better. */
function inOurWords(
  deps: Deps,
  bot: TelegramBot,
  { message, update, account }: { message: Message; update: Update; account: BusinessAccount },
) {
  try {
    return toMessage(message, {
      tenantId: bot.tenantId,
      creatorId: bot.creatorId,
      address: businessAddress(account.ownerId, message.chat.id),
      idOf: (id) => sentBusinessId(account.ownerId, id),
      updateId: `${bot.client.botId}/${update.update_id}`,
      isEdit: update.edited_business_message !== undefined,
      businessAccountId: account.id,
      isAutomatic: message.is_from_offline === true,
    })
  } catch (error) {
    deps.log.warn('telegram update unreadable', {
      connectionId: bot.connectionId,
      kind: kindOf(update),
      problem: problemOf(error),
    })
    return undefined
  }
}

/** The account by the platform's id. One that we were never told about, its notice being lost, is asked for. */
async function accountOf(deps: Deps, bot: TelegramBot, connectionId: string): Promise<BusinessAccount | undefined> {
  const { tenantId, creatorId, client } = bot
  const known = await knownBusinessAccount(deps, { tenantId, creatorId, connectionId })
  if (known || connectionId === '') return known
  try {
    return await noteConnected(
      deps,
      bot,
      await client.call('getBusinessConnection', { business_connection_id: connectionId }),
    )
  } catch (error) {
    const trouble = explainError(error)
    // Telegram knows no such connection any more: there is nothing to come again for.
    if (trouble.kind === 'refused' || trouble.kind === 'forbidden') return undefined
    throw error
  }
}

async function noteConnected(
  deps: Deps,
  bot: TelegramBot,
  told: BusinessConnection,
  updateId?: number,
): Promise<BusinessAccount> {
  return noteBusinessAccount(deps, {
    tenantId: bot.tenantId,
    creatorId: bot.creatorId,
    connectionId: told.id,
    ownerId: String(told.user.id),
    ownerName: (told.user.first_name ?? '').toWellFormed().replaceAll('\u0000', '').trim().slice(0, 60) || 'Somebody',
    isEnabled: told.is_enabled,
    canReply: told.rights?.can_reply === true,
    connectedAt: new Date(told.date * 1_000),
    ...(updateId === undefined ? {} : { toldNumber: updateId }),
  })
}

/** Whom a private chat is with. */
const personIn = ({ chat }: Message) => ('first_name' in chat ? (chat.first_name ?? '') : '')
