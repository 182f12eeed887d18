import { setTimeout as pause } from 'node:timers/promises'
import type { BusinessAccount } from '../../core/business/note-account.ts'
import type { Connector, Part, SendResult } from '../../core/deps.ts'
import type { BotClient, Connecting } from './bot-client.ts'
import { readBusinessAddress, sentBusinessId } from './business-address.ts'
import { explainError, isConnectionLost } from './explain-error.ts'
import type { Limits } from './limits.ts'
import { openMedia } from './open-media.ts'

/** The id by which we know a Telegram message again: bots number their chats each for themselves. */
export const messageIdOf = (botId: string, messageId: number) => `${botId}/${messageId}`

/**
 * Sends approved replies to fans. Telegram keeps no key and cannot be asked, so this is blind: once a request may have been
 * written and no answer came, only a person can know whether it arrived.
 */
export function telegramConnector({
  client,
  limits,
  accounts = async () => [],
  onLost = async () => undefined,
}: {
  client: BotClient
  limits: Limits
  /** The creator's own accounts as they stand at that moment. */
  accounts?: () => Promise<BusinessAccount[]>
  /** Told when Telegram knows an account's connection no more, in case its own notice was lost. */
  onLost?: (account: BusinessAccount) => Promise<unknown>
}): Connector {
  return {
    channel: 'telegram',
    promise: 'blind',
    longestText: 4_096,
    longestCaption: 1_024,
    open: (asked) => openMedia(client, asked),
    async send({ address, text, media, signal, isInTime }): Promise<SendResult> {
      const business = readBusinessAddress(address)
      const account = business && (await accounts()).find(({ ownerId }) => ownerId === business.ownerId)
      if (business && !(account?.isEnabled && account.canReply && account.standing === 'accepted')) {
        return { kind: 'refused', problem: 'The account is no longer connected to the bot, or lets it answer no more.' }
      }
      if (media && media.botId !== client.botId) {
        const problem =
          'The media were given to another bot. Send them to this one, with /sell, and put them to a new reply.'
        return { kind: 'refused', problem }
      }
      const chatId = business?.chatId ?? address
      const waitMs = limits.take(client.botId, chatId, 1, true)
      if (waitMs > 0) await pause(Math.min(waitMs, 3_000))
      if (isInTime?.() === false) return { kind: 'too-late' }
      const how = { signal, ...(isInTime ? { isInTime } : {}) }
      const from = account ? { business_connection_id: account.connectionId } : {}
      const sent = media
        ? await client.callTraced('sendPaidMedia', { ...from, chat_id: chatId, ...asPaidMedia(media, text) }, how)
        : await client.callTraced(
            'sendMessage',
            { ...from, chat_id: chatId, text, link_preview_options: { is_disabled: true } },
            how,
          )
      if ('result' in sent) {
        const { message_id } = sent.result
        const externalId = business
          ? sentBusinessId(business.ownerId, message_id)
          : messageIdOf(client.botId, message_id)
        return { kind: 'sent', externalId }
      }
      if (sent.connecting === 'late') return { kind: 'too-late' }
      const failed = explainFailure(sent.error, sent.connecting)
      if (account && isConnectionLost(sent.error)) await onLost(account)
      return failed
    },
  }
}

/** Without a payload Telegram would not tell us of the purchase; protected, so that nobody else unlocks it somewhere else. */
function asPaidMedia({ stars, files, payload }: NonNullable<Part['media']>, caption: string) {
  return {
    star_count: stars,
    media: files.map(({ kind, reference }) => ({ type: kind, media: reference })),
    payload,
    protect_content: true,
    ...(caption ? { caption } : {}),
  }
}

function explainFailure(error: unknown, connecting: Connecting): SendResult {
  const trouble = explainError(error)
  switch (trouble.kind) {
    case 'wait':
      return { kind: 'later', afterMs: trouble.afterMs, problem: trouble.problem, wholeAccount: true }
    case 'forbidden':
      return { kind: 'refused', problem: trouble.problem, unreachable: trouble.problem }
    case 'refused':
      return { kind: 'refused', problem: trouble.problem }
    case 'bad-token':
      // Surely not sent. It waits for a person, who mends the token and says so: by itself it would leave late.
      return { kind: 'refused', problem: `${trouble.problem} Then press Try again.` }
    case 'conflict':
      return { kind: 'later', afterMs: 60_000, problem: trouble.problem, wholeAccount: true }
    case 'broken':
      if (trouble.neverConnected || connecting === 'opening') {
        return { kind: 'later', afterMs: 5_000, problem: trouble.problem, wholeAccount: false }
      }
      return { kind: 'unknown', problem: `${trouble.problem} It may or may not have arrived.` }
  }
}
