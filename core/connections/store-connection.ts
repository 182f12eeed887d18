import { type Connection, connectionsOf, storeConnectionSettings, upsertConnection } from '../../db/connections.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { ownCreator } from '../creators/own-creator.ts'
import type { Channel, Deps } from '../deps.ts'

/**
 * Keeps what the environment names as the connection of the workspace's own creator. Equal settings change nothing, so that a
 * restart forgets neither a pause nor what was learned of the bot.
 */
export async function storeEnvironmentConnection(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, channel, settings, isSame }: EnvironmentConnection,
): Promise<Connection> {
  return inTenant(store, tenantId, async (scope) => {
    const creator = await ownCreator(scope, now())
    const known = (await connectionsOf(scope, creator.id)).find(({ kind }) => kind === channel)
    if (known?.source === 'environment' && isSame(known.settings)) return known
    return upsertConnection(scope, {
      id: newId(),
      creatorId: creator.id,
      kind: channel,
      source: 'environment',
      status: 'failing',
      settings,
      now: now(),
    })
  })
}

interface EnvironmentConnection {
  tenantId: string
  channel: Channel
  settings: unknown
  /** Whether stored settings say the same as these. */
  isSame: (stored: unknown) => boolean
}

/** Adds to a connection what the platform told about it. */
export async function keepSettings(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, id, settings }: { tenantId: string; id: string; settings: unknown },
): Promise<void> {
  await inTenant(store, tenantId, (scope) => storeConnectionSettings(scope, id, { settings, now: now() }))
}
