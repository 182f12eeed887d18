import { connectionsOf } from '../../db/connections.ts'
import { creatorsOf } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { discordSettingsOf } from '../connections/discord-settings.ts'
import { inviteLink, telegramSettingsOf } from '../connections/telegram-settings.ts'

/** A bot to which a team member can bring their own chat account. */
export interface WayToBring {
  creatorId: string
  creator: string
  channel: 'telegram' | 'discord'
}

/** The first bot of each chat app that has told its name: one is enough, for whoever may decide may decide for every creator. */
export async function waysToBring(scope: Scope): Promise<WayToBring[]> {
  const ways = new Map<string, WayToBring>()
  for (const { id: creatorId, name: creator } of await creatorsOf(scope)) {
    for (const { kind, settings } of await connectionsOf(scope, creatorId)) {
      if (kind !== 'telegram' && kind !== 'discord') continue
      const telegram = kind === 'telegram' ? telegramSettingsOf(settings) : undefined
      const isNamed = telegram ? inviteLink(telegram, '') !== undefined : !!discordSettingsOf(settings)?.username
      if (isNamed && !ways.has(kind)) ways.set(kind, { creatorId, creator, channel: kind })
    }
  }
  return [...ways.values()].toSorted((a, b) => b.channel.localeCompare(a.channel))
}
