import type { APIApplication, APIChannel, APIUser } from 'discord-api-types/v10'
import { keepSettings } from '../../core/connections/store-connection.ts'
import type { Deps } from '../../core/deps.ts'
import type { DiscordBot } from './discord-bot.ts'
import { explainError } from './explain-error.ts'
import { FORUM } from './threads.ts'

/** What has to hold before a bot is said to work. @see interactionsUrl: where Discord brings taps; undefined: by the gateway */
export type Prepared =
  | { kind: 'ready'; interactionsUrl: string | undefined }
  /** Fans can be heard all the same. */
  | { kind: 'failing'; problem: string; canHear: true; interactionsUrl: string | undefined }
  | { kind: 'failing'; problem: string; canHear: false }

/** Text and announcement channels, threads, and forums. */
const CARDS_STAND_IN = new Set<number>([0, 5, 11, 12, FORUM])

/** Asks Discord who this bot is, and keeps what it tells: nobody has to copy an id that Discord knows. */
export async function prepareBot(deps: Pick<Deps, 'store' | 'now'>, bot: DiscordBot): Promise<Prepared> {
  try {
    const me = await bot.rest.call<APIUser>({ method: 'GET', path: '/users/@me' })
    const application = await bot.rest.call<APIApplication>({ method: 'GET', path: '/applications/@me' })
    const { type: reviewChannelType, problem } = await reviewChannelOf(bot)
    await keepTold(deps, bot, {
      ...(reviewChannelType === undefined ? {} : { reviewChannelType }),
      botId: me.id,
      username: me.username,
      applicationId: application.id,
      publicKey: application.verify_key,
    })
    const interactionsUrl = application.interactions_endpoint_url ?? undefined
    return problem ? { kind: 'failing', problem, canHear: true, interactionsUrl } : { kind: 'ready', interactionsUrl }
  } catch (error) {
    return { kind: 'failing', problem: explainError(error).problem, canHear: false }
  }
}

/** What the review channel is, and why no card could stand in it. */
async function reviewChannelOf({ rest, settings }: DiscordBot): Promise<{ type?: number; problem?: string }> {
  const { reviewChannelId } = settings
  if (!reviewChannelId) return {}
  try {
    const { type } = await rest.call<APIChannel>({ method: 'GET', path: `/channels/${reviewChannelId}` })
    if (CARDS_STAND_IN.has(type)) return { type }
    return { type, problem: 'The review channel is no text channel or forum of a server. Choose another one.' }
  } catch (error) {
    const trouble = explainError(error)
    if (trouble.kind !== 'forbidden') throw error
    return { problem: `Cards cannot be shown in the review channel. ${trouble.problem}` }
  }
}

async function keepTold(
  deps: Pick<Deps, 'store' | 'now'>,
  bot: DiscordBot,
  told: Pick<DiscordBot['settings'], 'botId' | 'username' | 'applicationId' | 'publicKey' | 'reviewChannelType'>,
): Promise<void> {
  const settings = { ...bot.settings, ...told }
  if (JSON.stringify(settings) === JSON.stringify(bot.settings)) return
  bot.settings = settings
  await keepSettings(deps, { tenantId: bot.tenantId, id: bot.connectionId, settings })
}
