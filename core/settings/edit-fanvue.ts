import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { countWaitingPulls } from '../../db/chat-pulls.ts'
import { upsertConnection } from '../../db/connections.ts'
import { newId } from '../../db/ids.ts'
import { platformAccountOf } from '../../db/platform-accounts.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { pauseOf } from '../platforms/account-pause.ts'
import { platformSettingsOf } from '../platforms/platform-settings.ts'
import { type Reading, readAccount } from '../platforms/read-account.ts'
import { connectionTo, platformHere } from '../platforms/sign-in.ts'

const secret = z.string().trim().min(8, 'looks too short').max(500)

/** The operator's app at Fanvue, as the console sends it. Left out: as stored, for the console never sees a secret. */
export const FanvueEntry = z.object({
  clientId: z.string().trim().min(1).max(200).optional(),
  clientSecret: secret.optional(),
  /** Null: taken away; news are asked for then. */
  webhookSecret: secret.nullable().optional(),
})
export type FanvueEntry = z.infer<typeof FanvueEntry>

/** Fanvue as the console shows it. Secrets and tokens are never part of it. */
export interface FanvueView {
  /** Where the app is named; undefined: nowhere yet. */
  app: 'environment' | 'console' | undefined
  clientId: string | undefined
  hasWebhookSecret: boolean
  /** Who signed in. */
  handle: string | undefined
  state: 'no-app' | 'signed-out' | 'sign-in-again' | 'working' | 'failing'
  problem: string | undefined
  pausedUntil: Date | undefined
  lastReadAt: Date | undefined
  /** Conversations with news that were not fetched yet. */
  waiting: number
  /** What Fanvue has to be told: where people come back to, and where events go. */
  redirectUri: string
  webhookUrl: string | undefined
}

type World = Pick<Deps, 'store' | 'now' | 'events' | 'platforms'>
interface Of {
  tenantId: string
  creatorId: string
}

/** @param site where the console is being looked at; the environment's word counts more */
export async function readFanvue(
  deps: World,
  { tenantId, creatorId, site }: Of & { site: string },
): Promise<FanvueView> {
  const platform = platformHere(deps, 'fanvue')
  return inTenant(deps.store, tenantId, async (scope) => {
    const connection = await connectionTo(scope, creatorId, 'fanvue')
    const { app: own, account } = platformSettingsOf(connection)
    const row = connection && (await platformAccountOf(scope, connection.id))
    const app = own ?? platform.environmentApp
    const root = (platform.publicUrl ?? site).replace(/\/+$/, '')
    const state = !app
      ? 'no-app'
      : !row
        ? 'signed-out'
        : row.endedAt
          ? 'sign-in-again'
          : connection.status === 'working'
            ? 'working'
            : 'failing'
    return {
      app: own ? 'console' : app && 'environment',
      clientId: app?.clientId,
      hasWebhookSecret: !!app?.webhookSecret,
      handle: account?.handle,
      state,
      problem: row ? (connection?.problem ?? undefined) : undefined,
      pausedUntil: connection && (await pauseOf(scope, connection, deps.now())),
      lastReadAt: row?.lastReadAt ?? undefined,
      waiting: connection ? await countWaitingPulls(scope, connection.id) : 0,
      redirectUri: `${root}/connect/fanvue`,
      webhookUrl: connection && `${root}/webhooks/fanvue/${connection.id}`,
    }
  })
}

/** Keeps a creator's own app. Tokens belong to the app they were given to: with another id somebody has to sign in again. */
export async function storeFanvueApp(
  deps: World,
  { tenantId, creatorId, entry, actor }: Of & { entry: FanvueEntry; actor: Actor },
): Promise<void> {
  const { store, now, events } = deps
  const platform = platformHere(deps, 'fanvue')
  const id = await inTenant(store, tenantId, async (scope) => {
    const connection = await connectionTo(scope, creatorId, 'fanvue')
    const { app: known, ...settings } = platformSettingsOf(connection)
    const clientId = entry.clientId ?? known?.clientId
    const isOther = clientId !== known?.clientId
    const clientSecret = entry.clientSecret ?? (isOther ? undefined : known?.clientSecret)
    if (!clientId || !clientSecret) {
      throw new CoreError('invalid', 'Give the client id and the client secret of your app at Fanvue.')
    }
    const signedIn = connection && (await platformAccountOf(scope, connection.id))
    if (isOther && signedIn && !signedIn.endedAt) {
      const words = `Somebody is signed in with another app. Disconnect ${platform.name} first, then change the app.`
      throw new CoreError('conflict', words)
    }
    const webhookSecret = entry.webhookSecret === undefined ? known?.webhookSecret : (entry.webhookSecret ?? undefined)
    const stored = await upsertConnection(scope, {
      id: newId(),
      creatorId,
      kind: 'fanvue',
      source: 'console',
      status: connection?.status ?? 'failing',
      settings: { ...settings, app: { clientId, clientSecret, ...(webhookSecret ? { webhookSecret } : {}) } },
      now: now(),
    })
    await noteAudit(scope, { actor, action: 'fanvue.app', subjectId: creatorId, happenedAt: now() })
    return stored.id
  })
  events.publish(tenantId, { kind: 'health', id })
}

/** Somebody wants to see now what Fanvue has; the words follow by themselves. */
export async function fetchFanvueNow(deps: Deps, { tenantId, creatorId }: Of): Promise<Reading> {
  const connection = await inTenant(deps.store, tenantId, (scope) => connectionTo(scope, creatorId, 'fanvue'))
  if (!connection) throw new CoreError('not-found', 'Fanvue is not connected here.')
  const reading = await readAccount(deps, { tenantId, connectionId: connection.id, isAsked: true })
  deps.wake(deps.now())
  return reading
}
