import { movePlace } from '../../core/approval/move-place.ts'
import { connectionOf } from '../../core/connections/find-connections.ts'
import { keepSettings } from '../../core/connections/store-connection.ts'
import { reviewGroups, telegramSettingsOf } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { placeOf } from './review.ts'

interface Moved {
  tenantId: string
  creatorId: string
  /** The bot whose cards stand there. */
  botId: string
  from: string
  to: string
}

/** A review group became a supergroup and got another id: cards follow it. Telegram may tell this in several ways, and more than once. */
export async function followGroup(
  deps: Pick<Deps, 'store' | 'now' | 'log' | 'wake' | 'events'>,
  { tenantId, creatorId, botId, from, to }: Moved,
): Promise<void> {
  // As it stands now: another group may have moved a moment ago.
  const connection = await connectionOf(deps, { tenantId, creatorId, channel: 'telegram' })
  const settings = connection && telegramSettingsOf(connection.settings)
  if (!settings || !reviewGroups(settings).includes(from)) return
  const groups = reviewGroups(settings)
  deps.log.info('review group has a new id', { connectionId: connection.id })
  const reviewChatId = [...new Set(groups.map((id) => (id === from ? to : id)))].join(',')
  await keepSettings(deps, { tenantId, id: connection.id, settings: { ...settings, reviewChatId } })
  await movePlace(deps, { tenantId, desk: 'telegram', from: placeOf(botId, from), to: placeOf(botId, to) })
}
