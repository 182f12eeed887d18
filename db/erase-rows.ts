import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm'
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core'
import type { Scope } from './db.ts'
import { FAN_TABLES } from './fan-tables.ts'
import { cards, conversations, deliveries, drafts, fans, memories, troubles } from './schema.ts'

/**
 * Removes every row of a fan and the key that opens their words, in the caller's transaction: all of it or nothing.
 * @returns how many rows of each table there were
 */
export async function eraseRows(scope: Scope, fanId: string): Promise<Record<string, number>> {
  const { tx, tenantId, vault } = scope
  const counts: Record<string, number> = { troubles: await eraseTroubles(scope, fanId) }
  // What refers to others goes before them: the list has it the other way round.
  for (const [name, { table }] of Object.entries(FAN_TABLES).toReversed()) {
    const columns = getTableColumns(table as PgTable) as Record<string, PgColumn>
    const ofFan = name === 'fans' ? fans.id : (columns.fanId as PgColumn)
    const where = and(eq(columns.tenantId as PgColumn, tenantId), eq(ofFan, fanId))
    const [row] = await tx
      .select({ count: sql<number>`count(*)::int` })
      .from(table as PgTable)
      .where(where)
    counts[name] = row?.count ?? 0
    if (counts[name] > 0) await tx.delete(table as PgTable).where(where)
  }
  vault.fanKeys.delete(`${tenantId}/${fanId}`)
  return counts
}

/** Troubles name what they are about by its id, and what they are about is gone. */
async function eraseTroubles({ tx, tenantId }: Scope, fanId: string): Promise<number> {
  const subjects = [conversations, drafts, deliveries, cards, memories].map((table) =>
    tx
      .select({ id: sql<string>`${table.id}::text` })
      .from(table)
      .where(eq(table.fanId, fanId)),
  )
  let count = 0
  for (const ids of [[fanId], ...subjects]) {
    const gone = await tx
      .delete(troubles)
      .where(and(eq(troubles.tenantId, tenantId), inArray(troubles.subjectId, ids)))
      .returning({ id: troubles.id })
    count += gone.length
  }
  return count
}
