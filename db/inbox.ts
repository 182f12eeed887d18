import { and, eq, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { inbox } from './schema.ts'

/** False when the platform told us this before. */
export async function noteUpdate(
  { tx, tenantId }: Scope,
  update: { source: string; externalId: string; receivedAt: Date },
): Promise<boolean> {
  const rows = await tx
    .insert(inbox)
    .values({ ...update, tenantId })
    .onConflictDoNothing()
    .returning()
  return rows.length > 0
}

/** The ids below this one that were noted of a source: of `pay_1` also `pay_1/…`. */
export async function notedBelow({ tx, tenantId }: Scope, source: string, externalId: string): Promise<string[]> {
  const rows = await tx
    .select({ externalId: inbox.externalId })
    .from(inbox)
    .where(
      and(
        eq(inbox.tenantId, tenantId),
        eq(inbox.source, source),
        sql`starts_with(${inbox.externalId}, ${`${externalId}/`})`,
      ),
    )
  return rows.map((row) => row.externalId)
}
