import { and, desc, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { offersMade } from './schema.ts'
import { open, seal } from './seal.ts'

type OfferMadeRow = typeof offersMade.$inferSelect
export type OfferStatus = 'open' | 'declined' | 'bought'
/** A priced piece that a reply offered, and what became of it. */
export type OfferMade = Omit<OfferMadeRow, 'titleSealed' | 'status'> & { title: string; status: OfferStatus }

const titlePlace = (id: string) => ({ column: 'offers_made.title', row: id }) as const

/** The same offer in the same reply is one. */
export async function insertOfferMade(
  scope: Scope,
  offer: Omit<typeof offersMade.$inferInsert, 'tenantId' | 'titleSealed' | 'status'> & { title: string },
): Promise<void> {
  const { title, ...row } = offer
  const key = await fanKey(scope, offer.fanId)
  await scope.tx
    .insert(offersMade)
    .values({ ...row, tenantId: scope.tenantId, titleSealed: seal(key, titlePlace(row.id), title) })
    .onConflictDoNothing()
}

/** Latest first. */
export async function offersMadeTo(scope: Scope, fanId: string): Promise<OfferMade[]> {
  const rows = await scope.tx
    .select()
    .from(offersMade)
    .where(and(eq(offersMade.tenantId, scope.tenantId), eq(offersMade.fanId, fanId)))
    .orderBy(desc(offersMade.madeAt), desc(offersMade.id))
  const key = await fanKey(scope, fanId)
  return rows.map(({ titleSealed, ...row }) => ({
    ...row,
    status: row.status as OfferStatus,
    title: open(key, titlePlace(row.id), titleSealed),
  }))
}

/** @returns the fan; undefined when there is no such offer */
export async function settleOfferMade(
  { tx, tenantId }: Scope,
  id: string,
  settled: { status: OfferStatus; settledBy: string | null; settledAt: Date | null },
): Promise<string | undefined> {
  const rows = await tx
    .update(offersMade)
    .set(settled)
    .where(and(eq(offersMade.tenantId, tenantId), eq(offersMade.id, id)))
    .returning({ fanId: offersMade.fanId })
  return rows[0]?.fanId
}
