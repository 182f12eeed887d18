import { TelegramSettings } from '../../core/connections/telegram-settings.ts'
import type { Env } from '../env.ts'

export interface EnvironmentTelegram {
  settings: TelegramSettings
  reviewerIds: string[]
}

/** @returns undefined when no bot is named @throws with the setting's name and what it should be */
export function telegramFromEnv(env: Env): EnvironmentTelegram | undefined {
  if (!env.TELEGRAM_BOT_TOKEN) return undefined
  const NAMES: Record<string, string> = {
    token: 'TELEGRAM_BOT_TOKEN',
    reviewToken: 'TELEGRAM_REVIEW_BOT_TOKEN',
    reviewChatId: 'TELEGRAM_REVIEW_CHAT_ID',
    webhookSecret: 'TELEGRAM_WEBHOOK_SECRET',
    apiRoot: 'TELEGRAM_API_ROOT',
  }
  const isOneBot = env.TELEGRAM_REVIEW_BOT_TOKEN === env.TELEGRAM_BOT_TOKEN
  const parsed = TelegramSettings.safeParse({
    token: env.TELEGRAM_BOT_TOKEN,
    reviewToken: isOneBot ? undefined : env.TELEGRAM_REVIEW_BOT_TOKEN,
    reviewChatId: env.TELEGRAM_REVIEW_CHAT_ID,
    webhookSecret: env.TELEGRAM_WEBHOOK_SECRET,
    apiRoot: env.TELEGRAM_API_ROOT,
  })
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `  ${NAMES[String(path[0])] ?? String(path[0])}: ${message}`,
    )
    throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
  }
  const reviewerIds = (env.TELEGRAM_REVIEWER_IDS ?? '').split(/[\s,;]+/).filter(Boolean)
  const wrong = reviewerIds.find((id) => !/^\d{1,20}$/.test(id))
  if (wrong) throw new Error(`TELEGRAM_REVIEWER_IDS: "${wrong}" is no Telegram user id; ids are numbers.`)
  return { settings: parsed.data, reviewerIds }
}
