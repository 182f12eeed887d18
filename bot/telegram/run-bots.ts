import { setTimeout as sleep } from 'node:timers/promises'
import type { Connection } from '../../core/connections/find-connections.ts'
import { noteConnection } from '../../core/connections/note-connection.ts'
import { keepSettings, storeEnvironmentConnection } from '../../core/connections/store-connection.ts'
import { type TelegramSettings, telegramSettingsOf } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { seedReviewers } from '../../core/reviewers/find-reviewer.ts'
import { type Keeper, keepConnections } from '../live/keep-connections.ts'
import { botsOf, type Role } from './bots-of.ts'
import { explainError } from './explain-error.ts'
import { handleUpdate } from './handlers.ts'
import { pollUpdates } from './poll-updates.ts'
import { prepareBot } from './prepare-bot.ts'
import type { EnvironmentTelegram } from './settings.ts'
import type { TelegramBot } from './telegram-bot.ts'
import type { TelegramSource } from './telegram-source.ts'

const LONGEST_BACKOFF_MS = 60_000
const LONGEST_GOODBYE_MS = 5_000
const CHECK_WEBHOOK_MS = 60_000

export interface BotOptions {
  source: TelegramSource
  /** What the environment names. */
  environment: EnvironmentTelegram | undefined
  /** The tenant of the workspace's own people, to whom the environment's bot belongs. */
  workspace: () => Promise<string>
  /** Where Telegram reaches this process, for webhooks. */
  publicUrl?: string | undefined
}

/** Keeps a bot alive for every Telegram connection there is, whoever it belongs to. */
export function runBots(deps: Deps, options: BotOptions): Keeper {
  const { environment, workspace } = options
  return keepConnections(deps, {
    channel: 'telegram',
    before: async () => {
      if (environment) await storeEnvironment(deps, environment, await workspace())
    },
    fingerprintOf,
    run: (connection, fence) => runConnection(deps, options, { connection, fence }),
  })
}

export async function storeEnvironment(
  deps: Deps,
  { settings, reviewerIds }: EnvironmentTelegram,
  tenantId: string,
): Promise<void> {
  await storeEnvironmentConnection(deps, {
    tenantId,
    channel: 'telegram',
    settings,
    isSame: (stored) => {
      const known = telegramSettingsOf(stored)
      return known !== undefined && comparable(known) === comparable(settings)
    },
  })
  await seedReviewers(deps, { tenantId, channel: 'telegram', externalIds: reviewerIds })
}

/** What people set; what Telegram told us since does not count. */
function comparable({ username, reviewUsername, ...set }: TelegramSettings): string {
  return JSON.stringify(
    Object.entries(set)
      .filter(([, value]) => value !== undefined)
      .toSorted(),
  )
}

function fingerprintOf(connection: Connection): string {
  const settings = telegramSettingsOf(connection.settings)
  return settings ? comparable(settings) : ''
}

function runConnection(
  deps: Deps,
  { source, publicUrl }: BotOptions,
  { connection, fence }: { connection: Connection; fence: number },
): { stop(): Promise<void> } {
  const abort = new AbortController()
  const { id, tenantId } = connection
  const settings = telegramSettingsOf(connection.settings)
  if (!settings) {
    const problem = 'The stored settings of this bot cannot be read. Connect it again.'
    return { stop: () => noteConnection(deps, { tenantId, id, problem, fence }) }
  }
  const bots = botsOf(connection, settings, source)
  const problems = new Map<Role, string | undefined>()
  const report = async (role: Role, problem: string | undefined) => {
    problems.set(role, problem)
    // Of two bots that form one connection, it works when both do.
    if (problem === undefined && [...bots.keys()].some((other) => !problems.has(other))) return
    const first = [...problems.values()].find((one) => one !== undefined)
    await noteConnection(deps, { tenantId, id, problem: first, fence })
  }
  const loops = [...bots].map(([role, bot]) =>
    runBot(deps, { role, bot, publicUrl, signal: abort.signal, report: (problem) => report(role, problem) }),
  )
  return {
    async stop() {
      abort.abort()
      const background = [...bots.values()].flatMap((bot) => [...bot.background])
      const goodbye = sleep(LONGEST_GOODBYE_MS, undefined, { ref: false })
      await Promise.race([Promise.allSettled([...loops, ...background]), goodbye])
    },
  }
}

interface BotRun {
  role: Role
  bot: TelegramBot
  publicUrl: string | undefined
  signal: AbortSignal
  report(problem: string | undefined): Promise<void>
}

async function runBot(deps: Deps, { role, bot, publicUrl, signal, report }: BotRun): Promise<void> {
  const secret = bot.settings.webhookSecret
  const webhook = secret && publicUrl ? { secret, url: webhookUrl(publicUrl, bot.connectionId, role) } : undefined
  for (let waitMs = 1_000; !signal.aborted; waitMs = Math.min(LONGEST_BACKOFF_MS, waitMs * 2)) {
    const prepared = await prepareBot(deps, bot, { role, webhook })
    if (signal.aborted) return
    if (prepared.kind === 'ready') {
      await keepName(deps, bot, role, prepared.username)
      break
    }
    await report(prepared.problem).catch(() => undefined)
    await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
  }
  if (webhook) return watchWebhook(bot, signal, report)
  await pollUpdates({ client: bot.client, signal, report, handle: (update) => handleUpdate(deps, bot, update) })
}

export const webhookUrl = (publicUrl: string, connectionId: string, role: Role) =>
  `${publicUrl.replace(/\/+$/, '')}/webhooks/telegram/${connectionId}/${role}`

export async function keepName(deps: Deps, bot: TelegramBot, role: Role, username: string): Promise<void> {
  const key = role === 'review' ? 'reviewUsername' : 'username'
  if (bot.settings[key] === username) return
  bot.settings[key] = username
  const settings = { ...bot.settings, [key]: username }
  await keepSettings(deps, { tenantId: bot.tenantId, id: bot.connectionId, settings })
}

/** With a webhook nothing is asked for; Telegram is asked now and then whether it can reach us. */
async function watchWebhook(bot: TelegramBot, signal: AbortSignal, report: BotRun['report']): Promise<void> {
  const began = Date.now() / 1_000
  while (!signal.aborted) {
    const problem = await bot.client.call('getWebhookInfo', undefined).then(
      ({ last_error_message: error, last_error_date: at = 0 }) =>
        error && at >= began - 1 && Date.now() / 1_000 - at < 300
          ? `Telegram cannot deliver to our webhook: ${error}`
          : undefined,
      (error: unknown) => explainError(error).problem,
    )
    await report(problem).catch(() => undefined)
    await sleep(CHECK_WEBHOOK_MS, undefined, { signal, ref: false }).catch(() => undefined)
  }
}
