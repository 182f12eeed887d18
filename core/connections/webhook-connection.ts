import { allConnections, type Connection, connectionsOf } from '../../db/connections.ts'
import type { Scope } from '../../db/db.ts'
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

/** A creator's webhook. One that is switched off counts as gone: its secrets never become good again. */
export async function webhookOf(scope: Scope, creatorId: string): Promise<WebhookConnection | undefined> {
  const row = (await connectionsOf(scope, creatorId)).find(({ kind }) => kind === 'webhook')
  return row?.status === 'off' ? undefined : withSettings(row)
}

/** What is stored of a webhook, when it is one and can be read. */
function withSettings(connection: Connection | undefined): WebhookConnection | undefined {
  const settings = connection?.kind === 'webhook' ? webhookSettingsOf(connection.settings) : undefined
  return connection && settings && { connection, settings }
}
