import { DiscordId, DiscordSettings } from '../../core/connections/discord-settings.ts'
import type { Env } from '../env.ts'

export interface EnvironmentDiscord {
  settings: DiscordSettings
  reviewerIds: string[]
}

const NAMES: Record<string, string> = {
  token: 'DISCORD_BOT_TOKEN',
  applicationId: 'DISCORD_APPLICATION_ID',
  publicKey: 'DISCORD_PUBLIC_KEY',
  reviewChannelId: 'DISCORD_REVIEW_CHANNEL_ID',
  threadPerFan: 'DISCORD_THREAD_PER_FAN',
  apiRoot: 'DISCORD_API_ROOT',
}

/** @returns undefined when no bot is named @throws with the setting's name and what it should be */
export function discordFromEnv(env: Env): EnvironmentDiscord | undefined {
  if (!env.DISCORD_BOT_TOKEN) return undefined
  const parsed = DiscordSettings.safeParse({
    token: env.DISCORD_BOT_TOKEN,
    applicationId: env.DISCORD_APPLICATION_ID,
    publicKey: env.DISCORD_PUBLIC_KEY,
    reviewChannelId: env.DISCORD_REVIEW_CHANNEL_ID,
    threadPerFan: env.DISCORD_THREAD_PER_FAN === 'true' || undefined,
    apiRoot: env.DISCORD_API_ROOT,
  })
  if (!parsed.success) {
    const lines = parsed.error.issues.map(
      ({ path, message }) => `  ${NAMES[String(path[0])] ?? String(path[0])}: ${message}`,
    )
    throw new Error(`These settings cannot be used:\n${lines.join('\n')}`)
  }
  const reviewerIds = (env.DISCORD_REVIEWER_IDS ?? '').split(/[\s,;]+/).filter(Boolean)
  const wrong = reviewerIds.find((id) => !DiscordId.safeParse(id).success)
  if (wrong) throw new Error(`DISCORD_REVIEWER_IDS: "${wrong}" is no Discord user id; ids are numbers.`)
  return { settings: parsed.data, reviewerIds }
}
