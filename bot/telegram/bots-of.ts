import type { Connection } from '../../core/connections/find-connections.ts'
import type { TelegramSettings } from '../../core/connections/telegram-settings.ts'
import type { BotClient } from './bot-client.ts'
import type { Limits } from './limits.ts'
import type { TelegramBot } from './telegram-bot.ts'

export type Role = 'fans' | 'review'

/** The bots of a connection by the name their webhook has. One bot alone hears everybody. */
export function botsOf(
  { id, tenantId, creatorId }: Pick<Connection, 'id' | 'tenantId' | 'creatorId'>,
  settings: TelegramSettings,
  source: { limits: Limits; clientFor(token: string, apiRoot: string | undefined): BotClient },
): Map<Role, TelegramBot> {
  const { token, reviewToken, apiRoot } = settings
  const bot = (botToken: string, hearsFans: boolean, hearsReviewers: boolean): TelegramBot => ({
    connectionId: id,
    tenantId,
    creatorId,
    hearsFans,
    hearsReviewers,
    client: source.clientFor(botToken, apiRoot),
    limits: source.limits,
    settings,
    background: new Set(),
    unused: new Map(),
  })
  return new Map<Role, TelegramBot>([
    ['fans', bot(token, true, reviewToken === undefined)],
    ...(reviewToken ? [['review', bot(reviewToken, false, true)] as const] : []),
  ])
}
