import { and, asc, eq, exists, inArray, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { cards, drafts } from './schema.ts'

export type Card = typeof cards.$inferSelect

/** One card per draft, desk and place; asking twice changes nothing, but one that could stand there no more is drawn again. */
export async function placeCard(
  { tx, tenantId }: Scope,
  row: Pick<Card, 'id' | 'fanId' | 'draftId' | 'desk' | 'place'> & { now: Date },
): Promise<void> {
  const { now, ...card } = row
  await tx
    .insert(cards)
    .values({ ...card, tenantId, notBefore: now, createdAt: now, updatedAt: now })
    .onConflictDoUpdate({
      target: [cards.draftId, cards.desk, cards.place],
      set: { isGone: false, shownRev: 0, problem: null, attempts: 0, notBefore: now, updatedAt: now },
      setWhere: eq(cards.isGone, true),
    })
}

/** Cards whose picture is older than their draft, oldest first. */
export async function staleCards(tx: Db, now: Date, limit: number): Promise<Pick<Card, 'id' | 'tenantId'>[]> {
  return tx
    .select({ id: cards.id, tenantId: cards.tenantId })
    .from(cards)
    .innerJoin(drafts, eq(drafts.id, cards.draftId))
    .where(
      and(
        eq(cards.isGone, false),
        lt(cards.shownRev, drafts.rev),
        lte(cards.notBefore, now),
        or(isNull(cards.leaseUntil), lte(cards.leaseUntil, now)),
      ),
    )
    .orderBy(asc(cards.notBefore), asc(cards.createdAt))
    .limit(limit)
}

/** Of two processes that want to redraw a card, one gets undefined. */
export async function claimCard(
  { tx, tenantId }: Scope,
  id: string,
  { now, leaseUntil }: { now: Date; leaseUntil: Date },
): Promise<Card | undefined> {
  const [row] = await tx
    .update(cards)
    .set({ leaseUntil, attempts: sql`${cards.attempts} + 1` })
    .where(
      and(
        eq(cards.tenantId, tenantId),
        eq(cards.id, id),
        eq(cards.isGone, false),
        lte(cards.notBefore, now),
        or(isNull(cards.leaseUntil), lte(cards.leaseUntil, now)),
      ),
    )
    .returning()
  return row
}

/** Nobody draws any card: for the start of the only process there is. */
export async function expireCardLeases(tx: Db): Promise<void> {
  await tx.update(cards).set({ leaseUntil: null }).where(isNotNull(cards.leaseUntil))
}

export async function updateCard(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<
    Pick<
      Card,
      'externalIds' | 'shownRev' | 'shownHash' | 'leaseUntil' | 'notBefore' | 'attempts' | 'problem' | 'isGone'
    >
  > & { updatedAt: Date },
): Promise<void> {
  await tx
    .update(cards)
    .set(change)
    .where(and(eq(cards.tenantId, tenantId), eq(cards.id, id)))
}

export async function cardsOfDraft({ tx, tenantId }: Scope, draftId: string): Promise<Card[]> {
  return tx
    .select()
    .from(cards)
    .where(and(eq(cards.tenantId, tenantId), eq(cards.draftId, draftId)))
}

/** The card that a platform message is part of. */
export async function cardAt(
  { tx, tenantId }: Scope,
  at: { desk: string; place: string; externalId: string },
): Promise<Card | undefined> {
  const [row] = await tx
    .select()
    .from(cards)
    .where(
      and(
        eq(cards.tenantId, tenantId),
        eq(cards.desk, at.desk),
        eq(cards.place, at.place),
        sql`${cards.externalIds} @> ${JSON.stringify([at.externalId])}::jsonb`,
      ),
    )
  return row
}

/** Cards that still have something to show stand somewhere else from now on, and nowhere yet. */
export async function moveCards(
  { tx, tenantId }: Scope,
  { desk, from, to, now }: { desk: string; from: string; to: string; now: Date },
): Promise<void> {
  const hasMore = tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        eq(drafts.id, cards.draftId),
        or(inArray(drafts.status, ['pending', 'held']), lt(cards.shownRev, drafts.rev)),
      ),
    )
  await tx
    .update(cards)
    .set({ place: to, externalIds: [], shownHash: null, shownRev: 0, isGone: false, notBefore: now, updatedAt: now })
    .where(and(eq(cards.tenantId, tenantId), eq(cards.desk, desk), eq(cards.place, from), exists(hasMore)))
}

/** Where cards about a fan stand or stood. */
export async function cardsOfFan({ tx, tenantId }: Scope, fanId: string): Promise<Card[]> {
  return tx
    .select()
    .from(cards)
    .where(and(eq(cards.tenantId, tenantId), eq(cards.fanId, fanId)))
    .orderBy(asc(cards.createdAt))
}
