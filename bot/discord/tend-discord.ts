import { placeCards } from '../../core/approval/place-cards.ts'
import { discordSettingsOf } from '../../core/connections/discord-settings.ts'
import { type Connection, connectionsOn } from '../../core/connections/find-connections.ts'
import { noteNews } from '../../core/connections/note-connection.ts'
import type { Deps } from '../../core/deps.ts'
import { type DiscordBot, interactionsPath } from './discord-bot.ts'
import { explainError } from './explain-error.ts'
import { prepareBot } from './prepare-bot.ts'
import { type DiscordOptions, storeDiscordEnvironment } from './run-discord.ts'

/**
 * Looks after every Discord connection once, for a place where no process stays to listen: Discord is asked who the bot is, and
 * told to bring what people press under cards here.
 * @param publicUrl the address under which Discord reaches us
 */
export async function tendDiscord(
  deps: Deps,
  { publicUrl, ...options }: DiscordOptions & { publicUrl: string | undefined },
): Promise<void> {
  await storeDiscordEnvironment(deps, options)
  for (const connection of await connectionsOn(deps, 'discord')) {
    await noteNews(deps, connection, await tendConnection(deps, { source: options.source, publicUrl }, connection))
  }
}

/** @returns what is wrong, in plain words */
async function tendConnection(
  deps: Deps,
  { source, publicUrl }: Pick<DiscordOptions, 'source'> & { publicUrl: string | undefined },
  connection: Connection,
): Promise<string | undefined> {
  const settings = discordSettingsOf(connection.settings)
  if (!settings) return 'The stored settings of this bot cannot be read. Connect it again.'
  const bot = source.botOf(connection, settings)
  const prepared = await prepareBot(deps, bot)
  if (prepared.kind === 'failing' && !prepared.canHear) return prepared.problem
  const problem = prepared.kind === 'failing' ? prepared.problem : undefined
  if (!settings.reviewChannelId) return problem
  // What came to wait before the bot was known here has no card yet.
  const { tenantId, creatorId } = connection
  if (!problem && connection.status !== 'working') await placeCards(deps, { tenantId, creatorId, desk: 'discord' })
  if (!publicUrl)
    return 'Discord must know where to bring what people press: set PUBLIC_URL to the address of this Worker.'
  const url = `${publicUrl}${interactionsPath(connection.id)}`
  return prepared.interactionsUrl === url ? problem : ((await bringTapsHere(bot, url)) ?? problem)
}

/** Discord asks there at once, with a good signature and with a bad one, and refuses an address that answers wrongly. */
async function bringTapsHere({ rest }: DiscordBot, url: string): Promise<string | undefined> {
  try {
    await rest.call({ method: 'PATCH', path: '/applications/@me', body: { interactions_endpoint_url: url } })
    return undefined
  } catch (error) {
    return `Discord does not bring here what people press (${url}): ${explainError(error).problem}`
  }
}
