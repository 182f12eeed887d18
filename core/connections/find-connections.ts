import { allConnections, type Connection, connectionsOf } from '../../db/connections.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Channel, Deps } from '../deps.ts'

export type { Connection }

/** The connection of a creator on a channel; undefined when there is none or it is switched off. */
export async function connectionOf(
  { store }: Pick<Deps, 'store'>,
  { tenantId, creatorId, channel }: { tenantId: string; creatorId: string; channel: Channel },
): Promise<Connection | undefined> {
  const all = await inTenant(store, tenantId, (scope) => connectionsOf(scope, creatorId))
  return all.find(({ kind, status }) => kind === channel && status !== 'off')
}

/** One connection, whoever it belongs to: for a webhook, which is told nothing but an id. */
export async function connectionById({ store }: Pick<Deps, 'store'>, id: string): Promise<Connection | undefined> {
  const row = (await acrossTenants(store, allConnections)).find((connection) => connection.id === id)
  if (!row || row.status === 'off') return undefined
  const all = await inTenant(store, row.tenantId, (scope) => connectionsOf(scope, row.creatorId))
  return all.find((connection) => connection.id === id)
}

/** Every connection on a channel that is not switched off, of every tenant: for what starts with the process. */
export async function connectionsOn({ store }: Pick<Deps, 'store'>, channel: Channel): Promise<Connection[]> {
  const rows = await acrossTenants(store, allConnections)
  const tenants = new Set(
    rows.filter(({ kind, status }) => kind === channel && status !== 'off').map((row) => row.tenantId),
  )
  const all = await Promise.all(
    [...tenants].map((tenantId) => inTenant(store, tenantId, (scope) => connectionsOf(scope))),
  )
  return all.flat().filter(({ kind, status }) => kind === channel && status !== 'off')
}
