import type { DiscordSettings } from '../../core/connections/discord-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { explainError } from './explain-error.ts'
import type { DiscordRest } from './rest.ts'

/** The bot of a connection: fans write to it, and it shows the cards. */
export interface DiscordBot {
  connectionId: string
  tenantId: string
  creatorId: string
  rest: DiscordRest
  settings: DiscordSettings
  /** What runs after something was answered; a quiet stop waits for it. */
  background: Set<Promise<unknown>>
}

/** Where Discord brings what people press, below our own address. */
export const interactionsPath = (connectionId: string) => `/webhooks/discord/${connectionId}`

/** Lets something run behind the answer. Its failure is noted and stops nothing. */
export function inBackground(deps: Pick<Deps, 'log'>, bot: DiscordBot, what: string, work: Promise<unknown>): void {
  const running: Promise<unknown> = work
    .catch((error: unknown) => {
      const { problem } = explainError(error)
      deps.log.warn(`discord ${what} failed`, { connectionId: bot.connectionId, problem })
    })
    .finally(() => bot.background.delete(running))
  bot.background.add(running)
}
