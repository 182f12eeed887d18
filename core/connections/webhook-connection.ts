import { allConnections, type Connection, connectionsOf } from '../../db/connections.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { type WebhookSettings, webhookSettingsOf } from './webhook-settings.ts'

export interface WebhookConnection {
  connection: Connection
  settings: WebhookSettings
}

/** A creator's webhook by its public id, also when it is switched off: who knows its secret is told so. */
export async function webhookConnection(
  { store }: Pick<Deps, 'store'>,
  id: string,
): Promise<WebhookConnection | undefined> {
  const row = (await acrossTenants(store, allConnections)).find((connection) => connection.id === id)
  if (row?.kind !== 'webhook') return undefined
  const all = await inTenant(store, row.tenantId, (scope) => connectionsOf(scope, row.creatorId))
  return withSettings(all.find((connection) => connection.id === id))
}

/** What is stored of a webhook, when it is one and can be read. */
export function withSettings(connection: Connection | undefined): WebhookConnection | undefined {
  const settings = connection?.kind === 'webhook' ? webhookSettingsOf(connection.settings) : undefined
  return connection && settings && { connection, settings }
}
