import { z } from 'zod'
import type { Scope } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import { DiscordId, DiscordSettings, DiscordWishes, discordSettingsOf } from '../connections/discord-settings.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { type InviteEntry, inviteReviewer, refuseToInvite } from '../reviewers/invite-reviewer.ts'
import { type AboutBot, botOf, connectBot, disconnectBot, isElsewhere, settled } from './chat-bot.ts'

const { token, reviewChannelId, threadPerFan, apiRoot } = DiscordWishes.shape

/** Discord as the console sends it. Left out: as stored, for the console never sees a token. Null: taken away. */
export const DiscordEntry = z.object({
  token: token.optional(),
  reviewChannelId: reviewChannelId.nullable(),
  threadPerFan,
  apiRoot: apiRoot.nullable(),
  /** People who may decide from now on, by their Discord ids. */
  reviewerIds: z.array(DiscordId).max(50).default([]),
})
export type DiscordEntry = z.infer<typeof DiscordEntry>

/** Discord as the console shows it. */
export interface DiscordView {
  source: string
  status: string
  problem: string | undefined
  username: string | undefined
  reviewChannelId: string | undefined
  threadPerFan: boolean
  apiRoot: string | undefined
}

/** Undefined when this creator has no Discord. */
export async function readDiscord(scope: Scope, creatorId: string): Promise<DiscordView | undefined> {
  const connection = await botOf(scope, creatorId, 'discord')
  const settings = connection && discordSettingsOf(connection.settings)
  return (
    connection && {
      source: connection.source,
      status: connection.status,
      problem: connection.problem ?? undefined,
      username: settings?.username,
      reviewChannelId: settings?.reviewChannelId,
      threadPerFan: settings?.threadPerFan === true,
      apiRoot: settings?.apiRoot,
    }
  )
}

/** Connects a creator's bot, or changes how it is connected. */
export async function connectDiscord(
  deps: Pick<Deps, 'store' | 'now' | 'events'>,
  { entry, ...about }: AboutBot & { entry: DiscordEntry },
): Promise<string> {
  return connectBot(deps, 'discord', {
    ...about,
    reviewerIds: entry.reviewerIds,
    complete: (known, at) => ({
      ...complete(entry, known && discordSettingsOf(known.settings)),
      savedAt: at.toISOString(),
    }),
  })
}

/** What Discord told belongs to a token and a channel. */
function complete({ reviewerIds, ...given }: DiscordEntry, known: DiscordSettings | undefined): DiscordSettings {
  const wishes = known ? DiscordWishes.parse(known) : {}
  const settings = settled({ ...wishes, ...(isElsewhere(given, known) ? { token: undefined } : {}) }, given)
  const isSameBot = settings.token === known?.token
  const told = isSameBot
    ? { username: known?.username, botId: known?.botId }
    : { applicationId: undefined, publicKey: undefined }
  return DiscordSettings.parse({ ...settings, ...told })
}

export const disconnectDiscord = (deps: Pick<Deps, 'store' | 'now' | 'events'>, about: AboutBot) =>
  disconnectBot(deps, 'discord', about)

/** Words that let one person decide on Discord, once they sent them to the bot in private. */
export async function inviteToDiscord(
  deps: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, actor, forMe }: AboutBot & InviteEntry,
): Promise<{ words: string; username: string; expiresAt: Date }> {
  refuseToInvite(actor, { forMe })
  const settings = await inTenant(deps.store, tenantId, async (scope) => {
    const known = await botOf(scope, creatorId, 'discord')
    return known && discordSettingsOf(known.settings)
  })
  if (!settings?.username)
    throw new CoreError('conflict', 'The bot has to work first. Connect it, and invite people then.')
  const { token: secret, expiresAt } = await inviteReviewer(deps, { tenantId, channel: 'discord', actor, forMe })
  return { words: `join_${secret}`, username: settings.username, expiresAt }
}
