import { and, eq, notInArray, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { drafts, halfWritten } from './schema.ts'

/**
 * Somebody acts under another id from now on: the drafts they have open and the words they left half written go along. Words stay
 * where they are for a draft in which they wrote under both.
 */
export async function becomePerson(
  { tx, tenantId }: Scope,
  from: string,
  to: { id: string; name: string },
): Promise<void> {
  await tx
    .update(drafts)
    .set({ leaseBy: to.id, leaseName: to.name, rev: sql`${drafts.rev} + 1` })
    .where(and(eq(drafts.tenantId, tenantId), eq(drafts.leaseBy, from)))
  const both = tx.select({ id: halfWritten.draftId }).from(halfWritten).where(eq(halfWritten.personId, to.id))
  await tx
    .update(halfWritten)
    .set({ personId: to.id, personName: to.name })
    .where(
      and(eq(halfWritten.tenantId, tenantId), eq(halfWritten.personId, from), notInArray(halfWritten.draftId, both)),
    )
}
