import { t } from '../words.ts'

const NAMES = {
  telegram: 'health.telegram',
  discord: 'health.discord',
  fanvue: 'health.fanvue',
  webhook: 'health.webhook',
} as const

/** “Discord for Nova”. */
export function connectionName(channel: string, creatorName: string): string {
  const known = (Object.keys(NAMES) as (keyof typeof NAMES)[]).find((one) => one === channel) ?? 'telegram'
  return t(NAMES[known], { name: creatorName })
}
