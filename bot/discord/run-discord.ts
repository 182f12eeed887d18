import { type DiscordSettings, discordSettingsOf } from '../../core/connections/discord-settings.ts'
import type { Connection } from '../../core/connections/find-connections.ts'
import { noteConnection } from '../../core/connections/note-connection.ts'
import { storeEnvironmentConnection } from '../../core/connections/store-connection.ts'
import type { Deps } from '../../core/deps.ts'
import { seedReviewers } from '../../core/reviewers/find-reviewer.ts'
import { type Keeper, keepConnections } from '../live/keep-connections.ts'
import type { DiscordBot } from './discord-bot.ts'
import type { DiscordSource } from './discord-source.ts'
import type { OpenGateway } from './gateway.ts'
import { listen } from './listen.ts'
import type { EnvironmentDiscord } from './settings.ts'

export interface DiscordOptions {
  source: DiscordSource
  /** What the environment names. */
  environment: EnvironmentDiscord | undefined
  /** The tenant of the workspace's own people, to whom the environment's bot belongs. */
  workspace: () => Promise<string>
}

/** Keeps a gateway connection for every Discord connection there is, whoever it belongs to. */
export function runDiscord(deps: Deps, options: DiscordOptions & { openGateway: OpenGateway }): Keeper {
  return keepConnections(deps, {
    channel: 'discord',
    before: () => storeDiscordEnvironment(deps, options),
    fingerprintOf,
    run: (connection, fence) => runConnection(deps, options, { connection, fence }),
  })
}

/** What the environment names becomes the connection of the workspace's own creator. */
export async function storeDiscordEnvironment(deps: Deps, { environment, workspace }: DiscordOptions): Promise<void> {
  if (!environment) return
  const { settings, reviewerIds } = environment
  const tenantId = await workspace()
  await storeEnvironmentConnection(deps, {
    tenantId,
    channel: 'discord',
    settings,
    isSame: (stored) => {
      const known = discordSettingsOf(stored)
      return known !== undefined && comparable({ ...toldBy(known), ...saidIn(settings) }) === comparable(known)
    },
  })
  await seedReviewers(deps, { tenantId, channel: 'discord', externalIds: reviewerIds })
}

function runConnection(
  deps: Deps,
  { source, openGateway }: DiscordOptions & { openGateway: OpenGateway },
  { connection, fence }: { connection: Connection; fence: number },
): { stop(): Promise<void> } {
  const settings = discordSettingsOf(connection.settings)
  if (!settings) {
    const problem = 'The stored settings of this bot cannot be read. Connect it again.'
    return { stop: () => noteConnection(deps, { tenantId: connection.tenantId, id: connection.id, problem, fence }) }
  }
  const bot: DiscordBot = source.botOf(connection, settings)
  return listen(deps, bot, { openGateway, fence })
}

/** What Discord told us since it was set counts for nothing here. */
const toldBy = ({ username, botId, applicationId, publicKey, reviewChannelType }: DiscordSettings) => ({
  username,
  botId,
  applicationId,
  publicKey,
  reviewChannelType,
})

function fingerprintOf(connection: Connection): string {
  const settings = discordSettingsOf(connection.settings)
  if (!settings) return ''
  const { username, botId, applicationId, publicKey, reviewChannelType, ...set } = settings
  return comparable(set)
}

/** A setting that is left out of the environment does not unsay what Discord told. */
const saidIn = (settings: object) =>
  Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))

const comparable = (settings: object) => JSON.stringify(Object.entries(saidIn(settings)).toSorted())
