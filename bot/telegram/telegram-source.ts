import type { ReviewCard } from '../../core/approval/review-card.ts'
import { businessAccountsHere, noteBusinessAccount } from '../../core/business/note-account.ts'
import { connectionOf } from '../../core/connections/find-connections.ts'
import { telegramSettingsOf } from '../../core/connections/telegram-settings.ts'
import type { Connector, Deps, ReviewDesk } from '../../core/deps.ts'
import { type BotClient, createBotClient } from './bot-client.ts'
import { telegramConnector } from './deliver.ts'
import { followGroup } from './follow-group.ts'
import { createLimits, type Limits } from './limits.ts'
import { chatOf, telegramDesk } from './review.ts'
import { reviewChatsOf } from './telegram-bot.ts'
import { groupTopic } from './topics.ts'

/** What this process keeps of Telegram besides rows: its pace and its clients. Everything else is read from the connection. */
export interface TelegramSource {
  limits: Limits
  clientFor(token: string, apiRoot: string | undefined): BotClient
  connectorFor(of: { tenantId: string; creatorId: string }): Promise<Connector | undefined>
  desksFor(of: { tenantId: string; creatorId: string }): Promise<ReviewDesk[]>
}

type World = Pick<Deps, 'store' | 'now' | 'log' | 'wake' | 'events'>

/** Connectors and review desks, made from the connection as it is stored at that moment: no process needs to be told of a change. */
export function createTelegramSource(world: World): TelegramSource {
  const limits = createLimits(world.now)
  const clients = new Map<string, BotClient>()
  /** Which groups have topics. */
  const forums = new Map<string, boolean>()
  const clientFor: TelegramSource['clientFor'] = (token, apiRoot) => {
    const key = `${token}@${apiRoot ?? ''}`
    const client = clients.get(key) ?? createBotClient({ token, apiRoot })
    clients.set(key, client)
    return client
  }
  const connectionFor = async (of: { tenantId: string; creatorId: string }) => {
    const connection = await connectionOf(world, { ...of, channel: 'telegram' })
    const settings = connection && telegramSettingsOf(connection.settings)
    return connection && settings && { connection, settings }
  }

  return {
    limits,
    clientFor,
    async connectorFor(of) {
      const found = await connectionFor(of)
      if (!found) return undefined
      const client = clientFor(found.settings.token, found.settings.apiRoot)
      return telegramConnector({
        client,
        limits,
        accounts: () => businessAccountsHere(world, of),
        onLost: (account) => noteBusinessAccount(world, { ...of, ...account, isEnabled: false, toldNumber: undefined }),
      })
    },
    async desksFor(of) {
      const found = await connectionFor(of)
      if (!found) return []
      const { settings } = found
      const chatIds = await reviewChatsOf(world, { tenantId: of.tenantId, settings })
      if (chatIds.length === 0) return []
      const client = clientFor(settings.reviewToken ?? settings.token, settings.apiRoot)
      const follow = (from: string, to: string) => followGroup(world, { ...of, botId: client.botId, from, to })
      const topicFor = (card: ReviewCard, place: string) =>
        groupTopic(world, { client, limits, chatId: chatOf(place), place, forums }, card)
      return [telegramDesk({ client, limits, chatIds }, follow, topicFor)]
    },
  }
}
