import { t } from '../words.ts'

const NAMES: Record<string, string> = { telegram: 'Telegram', discord: 'Discord', fanvue: 'Fanvue' }

/** A channel as people call it. */
export function channelName(channel: string): string {
  if (channel === 'manual') return t('health.channel.manual')
  if (channel === 'webhook') return t('health.channel.webhook')
  return NAMES[channel] ?? t('health.channel.try-it')
}
