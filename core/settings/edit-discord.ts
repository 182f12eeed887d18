import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { connectionsOf, deleteConnection, upsertConnection } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import { DiscordId, DiscordSettings, DiscordWishes, discordSettingsOf } from '../connections/discord-settings.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { seedReviewers } from '../reviewers/find-reviewer.ts'
import { inviteReviewer } from '../reviewers/invite-reviewer.ts'
import { creatorHere } from './edit-creator.ts'
import { refuseEnvironment } from './environment-owned.ts'

const VARIABLE = 'DISCORD_BOT_TOKEN'
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

interface About {
  tenantId: string
  creatorId: string
  actor: Actor
}

const knownOf = async (scope: Scope, creatorId: string) => {
  await creatorHere(scope, creatorId)
  return (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'discord')
}

/** Undefined when this creator has no Discord. */
export async function readDiscord(scope: Scope, creatorId: string): Promise<DiscordView | undefined> {
  const connection = await knownOf(scope, creatorId)
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

/**
 * Connects a creator's bot, or changes how it is connected. Whatever is sent, the bot is tried again within seconds, and its
 * connection says how it does.
 */
export async function connectDiscord(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, entry, actor }: About & { entry: DiscordEntry },
): Promise<string> {
  const at = now()
  const id = await inTenant(store, tenantId, async (scope) => {
    const known = await knownOf(scope, creatorId)
    refuseEnvironment(known, VARIABLE)
    const settings = { ...complete(entry, known && discordSettingsOf(known.settings)), savedAt: at.toISOString() }
    const bot = { creatorId, kind: 'discord', source: 'console', status: 'failing' } as const
    const stored = await upsertConnection(scope, { ...bot, id: newId(), settings, now: at })
    await noteAudit(scope, { actor, action: 'discord.connect', subjectId: creatorId, happenedAt: at })
    return stored.id
  })
  await seedReviewers({ store, now }, { tenantId, channel: 'discord', externalIds: entry.reviewerIds })
  events.publish(tenantId, { kind: 'health', id })
  return id
}

/** A stored token goes only where it went before: to the same server. What Discord told belongs to a token and a channel. */
function complete({ reviewerIds, ...given }: DiscordEntry, known: DiscordSettings | undefined): DiscordSettings {
  const isElsewhere = given.apiRoot !== undefined && (given.apiRoot ?? undefined) !== known?.apiRoot
  const wishes = known ? DiscordWishes.parse(known) : {}
  const sent = Object.entries(given).filter(([, value]) => value !== undefined)
  const all = { ...wishes, ...(isElsewhere ? { token: undefined } : {}), ...Object.fromEntries(sent) }
  const settings = Object.fromEntries(Object.entries(all).filter(([, value]) => value != null))
  if (!settings.token) throw new CoreError('invalid', 'Give the token of the bot that fans write to.')
  const isSameBot = settings.token === known?.token
  const told = isSameBot
    ? { username: known?.username, botId: known?.botId }
    : { applicationId: undefined, publicKey: undefined }
  return DiscordSettings.parse({ ...settings, ...told })
}

export async function disconnectDiscord(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, creatorId, actor }: About,
): Promise<void> {
  await inTenant(store, tenantId, async (scope) => {
    const known = await knownOf(scope, creatorId)
    if (!known) throw new CoreError('not-found', 'No bot is connected here.')
    refuseEnvironment(known, VARIABLE)
    await deleteConnection(scope, known.id)
    await noteAudit(scope, { actor, action: 'discord.disconnect', subjectId: creatorId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** Words that let one person decide on Discord, once they sent them to the bot in private. */
export async function inviteToDiscord(
  deps: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, actor }: About,
): Promise<{ words: string; username: string; expiresAt: Date }> {
  const settings = await inTenant(deps.store, tenantId, async (scope) => {
    const known = await knownOf(scope, creatorId)
    return known && discordSettingsOf(known.settings)
  })
  if (!settings?.username)
    throw new CoreError('conflict', 'The bot has to work first. Connect it, and invite people then.')
  const { token: secret, expiresAt } = await inviteReviewer(deps, { tenantId, channel: 'discord', actor })
  return { words: `join_${secret}`, username: settings.username, expiresAt }
}
