import { and, asc, eq, gt, lte } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { presences } from './schema.ts'

export type Presence = Pick<typeof presences.$inferSelect, 'conversationId' | 'personId' | 'personName' | 'until'>

/** Says that a person looks at a conversation. @returns true when they were not there before */
export async function notePresence(
  { tx, tenantId }: Scope,
  presence: Presence & { fanId: string; now: Date },
): Promise<boolean> {
  const { now, ...row } = presence
  const [before] = await tx
    .select({ until: presences.until })
    .from(presences)
    .where(
      and(
        eq(presences.tenantId, tenantId),
        eq(presences.conversationId, row.conversationId),
        eq(presences.personId, row.personId),
      ),
    )
  await tx
    .insert(presences)
    .values({ ...row, tenantId })
    .onConflictDoUpdate({
      target: [presences.conversationId, presences.personId],
      set: { until: row.until, personName: row.personName },
    })
  return !before || before.until <= now
}

/** @returns true when they were there */
export async function endPresence(
  { tx, tenantId }: Scope,
  { conversationId, personId }: Pick<Presence, 'conversationId' | 'personId'>,
): Promise<boolean> {
  const gone = await tx
    .delete(presences)
    .where(
      and(
        eq(presences.tenantId, tenantId),
        eq(presences.conversationId, conversationId),
        eq(presences.personId, personId),
      ),
    )
    .returning({ until: presences.until })
  return gone.length > 0
}

/** Everybody who looks at something now, by name. */
export async function presencesNow({ tx, tenantId }: Scope, now: Date): Promise<Presence[]> {
  return tx
    .select({
      conversationId: presences.conversationId,
      personId: presences.personId,
      personName: presences.personName,
      until: presences.until,
    })
    .from(presences)
    .where(and(eq(presences.tenantId, tenantId), gt(presences.until, now)))
    .orderBy(asc(presences.personName))
}

/** Takes away what is over, in every tenant. */
export async function forgetPresences(tx: Db, now: Date): Promise<{ id: string }[]> {
  return tx.delete(presences).where(lte(presences.until, now)).returning({ id: presences.personId })
}
