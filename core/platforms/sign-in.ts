import { noteAudit } from '../../db/audit.ts'
import { hastenPulls } from '../../db/chat-pulls.ts'
import { connectionsOf, deleteConnection, upsertConnection } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { platformAccountOf, storeSignIn } from '../../db/platform-accounts.ts'
import { inTenant } from '../../db/scope.ts'
import { insertSignInAttempt, takeSignInAttempt } from '../../db/sign-in-attempts.ts'
import { resolveTroublesOfConnection } from '../../db/troubles.ts'
import type { Actor } from '../actor.ts'
import type { Connection } from '../connections/find-connections.ts'
import { noteConnection } from '../connections/note-connection.ts'
import type { Channel, Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorHere } from '../settings/edit-creator.ts'
import type { Platform } from './platform.ts'
import { appOf, platformSettingsOf } from './platform-settings.ts'

/** Long enough for a password, a second factor and a phone that is in another room. */
const ATTEMPT_MS = 15 * 60_000
/** Clocks differ; what was said a moment before is welcome. */
const CLOCK_SLACK_MS = 60_000

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log' | 'wake' | 'platforms'>

export function platformHere({ platforms }: Pick<Deps, 'platforms'>, channel: Channel): Platform {
  const platform = platforms?.platformOn(channel)
  if (platform) return platform
  throw new CoreError('unavailable', 'This installation does not speak to that platform.')
}

export async function connectionTo(scope: Scope, creatorId: string, channel: Channel): Promise<Connection | undefined> {
  await creatorHere(scope, creatorId)
  return (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === channel)
}

/** Sends a person to the platform to sign in. @returns where their browser goes */
export async function beginSignIn(
  deps: World,
  {
    tenantId,
    creatorId,
    channel,
    redirectUri,
    actor,
  }: { tenantId: string; creatorId: string; channel: Channel; redirectUri: string; actor: Actor },
): Promise<string> {
  const platform = platformHere(deps, channel)
  const connection = await inTenant(deps.store, tenantId, (scope) => connectionTo(scope, creatorId, channel))
  const app = appOf(platform, connection)
  if (!app) {
    throw new CoreError('conflict', `Fill in the client id and the client secret of your ${platform.name} app first.`)
  }
  const { url, state, verifier } = await platform.beginSignIn(app, redirectUri)
  const now = deps.now()
  await inTenant(deps.store, tenantId, (scope) =>
    insertSignInAttempt(scope, {
      state,
      creatorId,
      channel,
      actorId: actor.id,
      secret: { verifier, redirectUri },
      now,
      expiresAt: new Date(now.getTime() + ATTEMPT_MS),
    }),
  )
  return url
}

/**
 * The browser came back. Whatever it brings counts once, and only in the session in which it began.
 * @returns the creator who is connected now
 */
export async function finishSignIn(
  deps: World,
  {
    tenantId,
    channel,
    answer,
    actor,
  }: { tenantId: string; channel: Channel; answer: Record<string, string>; actor: Actor },
): Promise<{ creatorId: string; handle: string }> {
  const { store, now } = deps
  const platform = platformHere(deps, channel)
  const state = answer.state ?? ''
  const attempt = await inTenant(store, tenantId, (scope) =>
    takeSignInAttempt(scope, { state, channel, actorId: actor.id, now: now() }),
  )
  if (!attempt) {
    const words = `This sign-in at ${platform.name} is over, or was begun by somebody else. Begin again in Settings.`
    throw new CoreError('conflict', words)
  }
  const { creatorId, verifier, redirectUri } = attempt
  const connection = await inTenant(store, tenantId, (scope) => connectionTo(scope, creatorId, channel))
  const app = appOf(platform, connection)
  if (!app) throw new CoreError('conflict', `The app of ${platform.name} was taken away meanwhile. Fill it in again.`)
  const signedIn = await platform.finishSignIn(app, { answer, state, verifier, redirectUri })
  if (signedIn.kind !== 'ok') throw new CoreError('conflict', signedIn.problem)
  const { tokens, expiresAt } = signedIn.value
  const me = await platform.me({ token: tokens.access, connectionId: connection?.id ?? creatorId })
  if (me.kind !== 'ok') throw new CoreError('conflict', me.problem)

  const id = await inTenant(store, tenantId, async (scope) => {
    const known = platformSettingsOf(connection)
    await refuseOtherAccount(scope, { creatorId, channel, accountId: me.value.id, platform })
    const stored = await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: channel,
      source: known.app ? 'console' : (connection?.source ?? 'console'),
      status: 'working',
      settings: { ...known, account: me.value },
      now: now(),
    })
    const readThrough = new Date(now().getTime() - CLOCK_SLACK_MS)
    await storeSignIn(scope, { connectionId: stored.id, tokens, expiresAt, readThrough, now: now() })
    await hastenPulls(scope, stored.id, now())
    await noteAudit(scope, { actor, action: `${channel}.connect`, subjectId: creatorId, happenedAt: now() })
    return stored.id
  })
  await noteConnection(deps, { tenantId, id, problem: undefined })
  deps.wake(now())
  return { creatorId, handle: me.value.handle }
}

/** An account belongs to one creator here, and what was said with one account is not mixed with another's. */
async function refuseOtherAccount(
  scope: Scope,
  {
    creatorId,
    channel,
    accountId,
    platform,
  }: { creatorId: string; channel: Channel; accountId: string; platform: Platform },
): Promise<void> {
  for (const other of await connectionsOf(scope)) {
    if (other.kind !== channel) continue
    const { account } = platformSettingsOf(other)
    if (!account) continue
    if (other.creatorId === creatorId && account.id !== accountId) {
      const words = `Another account is connected here: @${account.handle}. Disconnect it first, or sign in at ${platform.name} as @${account.handle}.`
      throw new CoreError('conflict', words)
    }
    if (other.creatorId !== creatorId && account.id === accountId) {
      throw new CoreError(
        'conflict',
        `@${account.handle} is connected to another creator here. Disconnect it there first.`,
      )
    }
  }
}

/** Ends it on both sides. What was said stays; nothing more comes or goes. @returns whether the platform confirmed it */
export async function disconnectPlatform(
  deps: World,
  { tenantId, creatorId, channel, actor }: { tenantId: string; creatorId: string; channel: Channel; actor: Actor },
): Promise<{ isRevoked: boolean }> {
  const { store, now, events } = deps
  const platform = platformHere(deps, channel)
  const { account, app } = await inTenant(store, tenantId, async (scope) => {
    const connection = await connectionTo(scope, creatorId, channel)
    if (!connection) throw new CoreError('not-found', `${platform.name} is not connected here.`)
    const account = await platformAccountOf(scope, connection.id)
    // Nobody can put right any more what was wrong with it, or could not be fetched by it: nobody is asked to.
    await resolveTroublesOfConnection(scope, { connectionId: connection.id, now: now() })
    await deleteConnection(scope, connection.id)
    await noteAudit(scope, { actor, action: `${channel}.disconnect`, subjectId: creatorId, happenedAt: now() })
    return { account, app: appOf(platform, connection) }
  })
  events.publish(tenantId, { kind: 'health', id: creatorId })
  // Ours first: whatever the platform answers, nobody here has the tokens any more.
  const isRevoked = !account || account.endedAt !== null || (!!app && (await platform.revoke(app, account.tokens)))
  return { isRevoked }
}
