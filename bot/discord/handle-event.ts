import type { Deps } from '../../core/deps.ts'
import { takeBack } from '../../core/inbound/take-back.ts'
import { fanWrote } from '../../core/journey.ts'
import type { DiscordBot } from './discord-bot.ts'
import { Deleted, DirectMessage, toInboundMessage } from './inbound.ts'
import { offerInvite } from './invitations.ts'

/** What the gateway tells, by its name there. */
export interface GatewayEvent {
  name: 'MESSAGE_CREATE' | 'MESSAGE_UPDATE' | 'MESSAGE_DELETE'
  data: unknown
}

/** Takes one event of the gateway. When it returns, what must not be lost is stored; it throws only when storing failed. */
export async function handleEvent(deps: Deps, bot: DiscordBot, { name, data }: GatewayEvent): Promise<void> {
  if (name === 'MESSAGE_DELETE') return noteDeleted(deps, bot, data)
  const message = DirectMessage.safeParse(data)
  // Told again it would be no better. A part of a message, as a link's preview brings, has no author.
  if (!message.success) return countUnused(deps, bot, name)
  const inbound = toInboundMessage(message.data, bot, name === 'MESSAGE_UPDATE')
  // Discord also says "updated" when it has added a link's picture, or somebody pinned something.
  const isOnlyDrawnAnew = name === 'MESSAGE_UPDATE' && !message.data.edited_timestamp
  if (!inbound || isOnlyDrawnAnew) return countUnused(deps, bot, name)
  // No word of a fan: it would open the door to whoever reads it in a history.
  if (offerInvite(deps, bot, message.data)) return
  await fanWrote(deps, inbound)
}

/** A deletion tells two ids and nothing else; whether it was a fan's message is known from what is stored. */
async function noteDeleted(deps: Deps, bot: DiscordBot, data: unknown): Promise<void> {
  const deleted = Deleted.safeParse(data)
  if (!deleted.success || deleted.data.guild_id !== undefined) return countUnused(deps, bot, 'MESSAGE_DELETE')
  const { id, channel_id: address } = deleted.data
  const { tenantId, creatorId } = bot
  const updateId = `deleted/${id}`
  await takeBack(deps, { tenantId, creatorId, channel: 'discord', address, externalIds: [id], updateId })
}

function countUnused(deps: Pick<Deps, 'log'>, bot: DiscordBot, name: string): void {
  deps.log.info('discord event not used', { connectionId: bot.connectionId, name })
}
