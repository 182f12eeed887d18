import { type Connection, connectionsOn } from '../../core/connections/find-connections.ts'
import { noteNews } from '../../core/connections/note-connection.ts'
import { telegramSettingsOf } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { botsOf, type Role } from './bots-of.ts'
import { explainError } from './explain-error.ts'
import { ALLOWED_UPDATES } from './handlers.ts'
import { prepareBot } from './prepare-bot.ts'
import { type BotOptions, keepName, storeEnvironment, webhookUrl } from './run-bots.ts'
import type { TelegramBot } from './telegram-bot.ts'

const LATELY_SECONDS = 300

/**
 * Looks after every Telegram connection once, for a place where no process stays to poll: each bot's updates come by a webhook,
 * which is set when it is not, and Telegram is asked whether it reaches us.
 */
export async function tendWebhooks(deps: Deps, options: BotOptions): Promise<void> {
  if (options.environment) await storeEnvironment(deps, options.environment, await options.workspace())
  for (const connection of await connectionsOn(deps, 'telegram')) {
    await noteNews(deps, connection, await tendConnection(deps, options, connection))
  }
}

/** @returns what is wrong, in plain words */
async function tendConnection(
  deps: Deps,
  { source, publicUrl }: BotOptions,
  connection: Connection,
): Promise<string | undefined> {
  const settings = telegramSettingsOf(connection.settings)
  if (!settings) return 'The stored settings of this bot cannot be read. Connect it again.'
  const secret = settings.webhookSecret
  if (!secret) return 'Here updates come by a webhook only: give this bot a webhook secret (TELEGRAM_WEBHOOK_SECRET).'
  if (!publicUrl) return 'Telegram must know where to bring updates: set PUBLIC_URL to the address of this Worker.'
  const problems: (string | undefined)[] = []
  for (const [role, bot] of botsOf(connection, settings, source)) {
    const webhook = { secret, url: webhookUrl(publicUrl, connection.id, role) }
    problems.push(await tendBot(deps, { role, bot, webhook }))
  }
  return problems.find((problem) => problem !== undefined)
}

async function tendBot(
  deps: Deps,
  { role, bot, webhook }: { role: Role; bot: TelegramBot; webhook: { secret: string; url: string } },
): Promise<string | undefined> {
  try {
    const known = await bot.client.call('getWebhookInfo', undefined)
    const isNamed = role === 'review' ? bot.settings.reviewUsername : bot.settings.username
    // Set by an older version, it may leave out kinds of updates that are listened to now.
    const hasAll = ALLOWED_UPDATES.every((kind) => !known.allowed_updates || known.allowed_updates.includes(kind))
    if (known.url === webhook.url && isNamed && hasAll) {
      const { last_error_message: error, last_error_date: at = 0 } = known
      const isFresh = deps.now().getTime() / 1_000 - at < LATELY_SECONDS
      return error && isFresh ? `Telegram cannot deliver to our webhook: ${error}` : undefined
    }
  } catch (error) {
    return explainError(error).problem
  }
  const prepared = await prepareBot(deps, bot, { role, webhook })
  if (prepared.kind === 'failing') return prepared.problem
  await keepName(deps, bot, role, prepared.username)
  return undefined
}
