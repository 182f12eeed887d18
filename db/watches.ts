import { and, asc, eq, inArray, lte, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { connections, watches } from './schema.ts'

/** Of one connection, by whom it was taken: a number that rises each time it changes hands. */
export interface Watch {
  connectionId: string
  fence: number
}

/**
 * Takes each of these connections that nobody watches and renews each that `holder` watches, in one statement and by the clock of
 * the database alone. @returns those that are this holder's now
 */
export async function keepWatches(
  tx: Db,
  { ids, holder, leaseMs }: { ids: string[]; holder: string; leaseMs: number },
): Promise<Watch[]> {
  const until = sql`clock_timestamp() + ${leaseMs}::int * interval '1 millisecond'`
  const isFree = lte(watches.until, sql`clock_timestamp()`)
  const isOurs = eq(watches.holder, holder)
  return tx
    .insert(watches)
    .select(
      tx
        .select({
          connectionId: connections.id,
          tenantId: connections.tenantId,
          holder: sql<string>`${holder}::text`.as('holder'),
          fence: sql<number>`1::bigint`.as('fence'),
          until: sql<Date>`${until}`.as('until'),
        })
        .from(connections)
        .where(inArray(connections.id, ids))
        // In the same order everywhere, so that two processes never wait for each other.
        .orderBy(asc(connections.id)),
    )
    .onConflictDoUpdate({
      target: watches.connectionId,
      set: {
        holder,
        until,
        fence: sql`${watches.fence} + (case when ${isOurs} and not ${isFree} then 0 else 1 end)`,
      },
      setWhere: sql`${isOurs} or ${isFree}`,
    })
    .returning({ connectionId: watches.connectionId, fence: watches.fence })
}

/** Lets others take them at once. The rows stay: the number goes on from where it was. */
export async function endWatches(tx: Db, { ids, holder }: { ids: string[]; holder: string }): Promise<void> {
  await tx
    .update(watches)
    .set({ until: sql`clock_timestamp()` })
    .where(and(inArray(watches.connectionId, ids), eq(watches.holder, holder)))
}

/** For a database of one process: whoever watched is dead. */
export async function endAllWatches(tx: Db): Promise<void> {
  await tx.update(watches).set({ until: sql`clock_timestamp()` })
}

/** Whether nobody has taken it since; until this transaction ends nobody does. */
export async function isOnWatch({ tx, tenantId }: Scope, { connectionId, fence }: Watch): Promise<boolean> {
  const [row] = await tx
    .select({ fence: watches.fence })
    .from(watches)
    .where(and(eq(watches.tenantId, tenantId), eq(watches.connectionId, connectionId)))
    .for('share')
  return row?.fence === fence
}
