import { and, eq } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { connections } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

type ConnectionRow = typeof connections.$inferSelect
/** `settings` is whatever the channel stored: see `bot/<channel>/settings.ts`. */
export type Connection = Omit<ConnectionRow, 'settingsSealed'> & { settings: unknown }

const settingsPlace = (id: string) => ({ column: 'connections.settings', row: id }) as const

/** Stores or replaces the one connection of this kind that a creator has. */
export async function upsertConnection(
  scope: Scope,
  connection: Pick<ConnectionRow, 'id' | 'creatorId' | 'kind' | 'source' | 'status'> & { settings: unknown; now: Date },
): Promise<Connection> {
  const { settings, now, ...row } = connection
  const known = (await connectionsOf(scope, row.creatorId)).find((other) => other.kind === row.kind)
  const id = known?.id ?? row.id
  const settingsSealed = sealJson(scope.vault.tenantKey(scope.tenantId), settingsPlace(id), settings)
  const [stored] = await scope.tx
    .insert(connections)
    .values({ ...row, id, tenantId: scope.tenantId, settingsSealed, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [connections.tenantId, connections.creatorId, connections.kind],
      set: { settingsSealed, source: row.source, status: row.status, problem: null, updatedAt: now },
    })
    .returning()
  return openConnection(scope, stored as ConnectionRow)
}

export async function connectionsOf(scope: Scope, creatorId?: string): Promise<Connection[]> {
  const rows = await scope.tx
    .select()
    .from(connections)
    .where(and(eq(connections.tenantId, scope.tenantId), creatorId ? eq(connections.creatorId, creatorId) : undefined))
  return rows.map((row) => openConnection(scope, row))
}

/** Every connection of every tenant, without its settings: for starting bots. */
export async function allConnections(tx: Db): Promise<Omit<ConnectionRow, 'settingsSealed'>[]> {
  const rows = await tx.select().from(connections)
  return rows.map(({ settingsSealed, ...row }) => row)
}

export async function updateConnection(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Pick<ConnectionRow, 'status' | 'problem' | 'lastSeenAt' | 'updatedAt'>>,
): Promise<void> {
  await tx
    .update(connections)
    .set(change)
    .where(and(eq(connections.tenantId, tenantId), eq(connections.id, id)))
}

/** Replaces what is stored of a connection, and nothing else of it. */
export async function storeConnectionSettings(
  { tx, tenantId, vault }: Scope,
  id: string,
  { settings, now }: { settings: unknown; now: Date },
): Promise<void> {
  await tx
    .update(connections)
    .set({ settingsSealed: sealJson(vault.tenantKey(tenantId), settingsPlace(id), settings), updatedAt: now })
    .where(and(eq(connections.tenantId, tenantId), eq(connections.id, id)))
}

export async function deleteConnection({ tx, tenantId }: Scope, id: string): Promise<void> {
  await tx.delete(connections).where(and(eq(connections.tenantId, tenantId), eq(connections.id, id)))
}

function openConnection(scope: Scope, { settingsSealed, ...row }: ConnectionRow): Connection {
  return { ...row, settings: openJson(scope.vault.tenantKey(scope.tenantId), settingsPlace(row.id), settingsSealed) }
}
