import type { ReviewCard } from '../../core/approval/review-card.ts'
import { type DiscordSettings, discordSettingsOf } from '../../core/connections/discord-settings.ts'
import { type Connection, connectionOf } from '../../core/connections/find-connections.ts'
import type { Connector, Deps, ReviewDesk } from '../../core/deps.ts'
import type { FetchInTime } from '../fetch-in-time.ts'
import { discordConnector } from './deliver.ts'
import type { DiscordBot } from './discord-bot.ts'
import { createDiscordRest, type DiscordRest } from './rest.ts'
import { discordDesk, placeOf } from './review.ts'
import { type Brought, fanThread } from './threads.ts'

/** What this process keeps of Discord besides rows: its clients. Everything else is read from the connection. */
export interface DiscordSource {
  botOf(connection: Pick<Connection, 'id' | 'tenantId' | 'creatorId'>, settings: DiscordSettings): DiscordBot
  connectorFor(of: { tenantId: string; creatorId: string }): Promise<Connector | undefined>
  desksFor(of: { tenantId: string; creatorId: string }): Promise<ReviewDesk[]>
}

type World = Pick<Deps, 'store' | 'now' | 'log'>

/**
 * Connectors and review desks, made from the connection as it is stored at that moment: no process needs to be told of a change.
 * @param publicUrl where people reach the console from outside; cards lead there when it is safe on the way
 */
export function createDiscordSource(
  world: World,
  { publicUrl, fetchInTime }: { publicUrl?: string | undefined; fetchInTime?: FetchInTime | undefined } = {},
): DiscordSource {
  const consoleUrl = publicUrl?.startsWith('https:') ? publicUrl : undefined
  const clients = new Map<string, DiscordRest>()
  const brought: Brought = new Map()
  const restFor = ({ token, apiRoot }: DiscordSettings) => {
    const key = `${token}@${apiRoot ?? ''}`
    const rest = clients.get(key) ?? createDiscordRest({ token, apiRoot, fetchInTime })
    clients.set(key, rest)
    return rest
  }
  const settingsFor = async (of: { tenantId: string; creatorId: string }) => {
    const connection = await connectionOf(world, { ...of, channel: 'discord' })
    return connection && discordSettingsOf(connection.settings)
  }
  return {
    botOf: ({ id, tenantId, creatorId }, settings) => ({
      connectionId: id,
      tenantId,
      creatorId,
      settings,
      rest: restFor(settings),
      background: new Set(),
    }),
    async desksFor(of) {
      const settings = await settingsFor(of)
      const { botId, reviewChannelId } = settings ?? {}
      if (!settings || !botId || !reviewChannelId) return []
      const rest = restFor(settings)
      const threadFor = (card: ReviewCard, place: string) =>
        fanThread(world, { rest, brought, settings, channelId: reviewChannelId, place }, card)
      return [discordDesk({ rest, places: [placeOf(botId, reviewChannelId)], consoleUrl }, threadFor)]
    },
    async connectorFor(of) {
      const settings = await settingsFor(of)
      return settings && discordConnector({ rest: restFor(settings) })
    },
  }
}
