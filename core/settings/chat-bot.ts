import { noteAudit } from '../../db/audit.ts'
import { type Connection, connectionsOf, deleteConnection, upsertConnection } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { resolveTrouble } from '../../db/troubles.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { seedReviewers } from '../reviewers/find-reviewer.ts'
import { creatorHere } from './edit-creator.ts'
import { refuseEnvironment } from './environment-owned.ts'

/** A chat app in which a creator has a bot. */
export type ChatApp = 'telegram' | 'discord'

/** What the environment names the bot by. */
const VARIABLES = { telegram: 'TELEGRAM_BOT_TOKEN', discord: 'DISCORD_BOT_TOKEN' } as const

/** Whose bot, and who changes it. */
export interface AboutBot {
  tenantId: string
  creatorId: string
  actor: Actor
}

/** The connection of this creator's bot there; undefined when there is none. @throws CoreError when there is no such creator */
export async function botOf(scope: Scope, creatorId: string, app: ChatApp): Promise<Connection | undefined> {
  await creatorHere(scope, creatorId)
  return (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === app)
}

/**
 * Stores how a creator's bot is connected, and who may decide there. Whatever is sent, the bot is tried within seconds, and its
 * connection says how it does.
 * @param complete what is to be stored, of what was sent and what stood there
 */
export async function connectBot(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  app: ChatApp,
  {
    tenantId,
    creatorId,
    actor,
    reviewerIds,
    complete,
  }: AboutBot & { reviewerIds: string[]; complete: (known: Connection | undefined, at: Date) => unknown },
): Promise<string> {
  const at = now()
  const id = await inTenant(store, tenantId, async (scope) => {
    const known = await botOf(scope, creatorId, app)
    refuseEnvironment(known, VARIABLES[app])
    const bot = { creatorId, kind: app, source: 'console', status: 'failing' } as const
    const stored = await upsertConnection(scope, { ...bot, id: newId(), settings: complete(known, at), now: at })
    await noteAudit(scope, { actor, action: `${app}.connect`, subjectId: creatorId, happenedAt: at })
    return stored.id
  })
  await seedReviewers({ store, now }, { tenantId, channel: app, externalIds: reviewerIds })
  events.publish(tenantId, { kind: 'health', id })
  return id
}

/** The bot is heard no more, and its token is deleted. */
export async function disconnectBot(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  app: ChatApp,
  { tenantId, creatorId, actor }: AboutBot,
): Promise<void> {
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    const known = await botOf(scope, creatorId, app)
    if (!known) throw new CoreError('not-found', 'No bot is connected here.')
    refuseEnvironment(known, VARIABLES[app])
    await deleteConnection(scope, known.id)
    // Nobody can put it right any more, so nobody is asked to.
    await resolveTrouble(scope, { stage: 'connection', subjectId: known.id, now: at })
    await noteAudit(scope, { actor, action: `${app}.disconnect`, subjectId: creatorId, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
}

/** What was sent goes before what stood there; left out: as it was, null: taken away. @throws CoreError without a token */
export function settled(kept: Record<string, unknown>, given: Record<string, unknown>): Record<string, unknown> {
  const sent = Object.entries(given).filter(([, value]) => value !== undefined)
  const all = { ...kept, ...Object.fromEntries(sent) }
  const settings = Object.fromEntries(Object.entries(all).filter(([, value]) => value != null))
  if (!settings.token) throw new CoreError('invalid', 'Give the token of the bot that fans write to.')
  return settings
}

/** A stored token goes only where it went before: to the same server. */
export const isElsewhere = (
  given: { apiRoot?: string | null | undefined },
  known: { apiRoot?: string | undefined } | undefined,
) => given.apiRoot !== undefined && (given.apiRoot ?? undefined) !== known?.apiRoot
