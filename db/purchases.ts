import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { purchases } from './schema.ts'
import { open, seal } from './seal.ts'

type PurchaseRow = typeof purchases.$inferSelect
export type Purchase = Omit<PurchaseRow, 'titleSealed' | 'externalHash'> & {
  title: string
  /** A person told of it, and may take it back; otherwise a platform did. */
  isByHand: boolean
}

const titlePlace = (id: string) => ({ column: 'purchases.title', row: id }) as const

/** @returns false when the platform told us of this purchase before */
export async function insertPurchase(
  scope: Scope,
  purchase: Omit<typeof purchases.$inferInsert, 'tenantId' | 'titleSealed' | 'externalHash'> & {
    title: string
    externalId?: string
  },
): Promise<boolean> {
  const { title, externalId, ...row } = purchase
  const key = await fanKey(scope, purchase.fanId)
  const rows = await scope.tx
    .insert(purchases)
    .values({
      ...row,
      tenantId: scope.tenantId,
      titleSealed: seal(key, titlePlace(purchase.id), title),
      externalHash: externalId ? scope.vault.fingerprint(scope.tenantId, externalId) : null,
    })
    .onConflictDoNothing()
    .returning({ id: purchases.id })
  return rows.length > 0
}

/** Latest first. */
export async function purchasesOf(scope: Scope, fanId: string): Promise<Purchase[]> {
  const rows = await scope.tx
    .select()
    .from(purchases)
    .where(and(eq(purchases.tenantId, scope.tenantId), eq(purchases.fanId, fanId)))
    .orderBy(desc(purchases.purchasedAt))
  const key = await fanKey(scope, fanId)
  return rows.map(({ titleSealed, externalHash, ...row }) => ({
    ...row,
    title: open(key, titlePlace(row.id), titleSealed),
    isByHand: externalHash === null,
  }))
}

/** Takes back what a person told. @returns what it was; undefined when there is none, or a platform told of it */
export async function deletePurchaseByHand(
  { tx, tenantId }: Scope,
  id: string,
): Promise<Pick<PurchaseRow, 'fanId' | 'category' | 'purchasedAt'> | undefined> {
  const [row] = await tx
    .delete(purchases)
    .where(and(eq(purchases.tenantId, tenantId), eq(purchases.id, id), isNull(purchases.externalHash)))
    .returning({ fanId: purchases.fanId, category: purchases.category, purchasedAt: purchases.purchasedAt })
  return row
}

/** Telegram's own money: counted apart, for nobody can say what one is worth. */
export const STARS = 'XTR'

/** Takes back what a platform told. @returns what it was; undefined when it told of no such purchase */
export async function deletePurchaseOf(
  { tx, tenantId, vault }: Scope,
  externalId: string,
): Promise<Pick<PurchaseRow, 'id' | 'fanId' | 'category' | 'purchasedAt'> | undefined> {
  const [row] = await tx
    .delete(purchases)
    .where(and(eq(purchases.tenantId, tenantId), eq(purchases.externalHash, vault.fingerprint(tenantId, externalId))))
    .returning({
      id: purchases.id,
      fanId: purchases.fanId,
      category: purchases.category,
      purchasedAt: purchases.purchasedAt,
    })
  return row
}

/** Some of the money of what a platform told went back. @returns what it was; undefined when nothing of it would be left, or there is none */
export async function lowerPurchaseOf(
  { tx, tenantId, vault }: Scope,
  externalId: string,
  byMinor: number,
): Promise<Pick<PurchaseRow, 'id' | 'fanId' | 'category' | 'purchasedAt'> | undefined> {
  const [row] = await tx
    .update(purchases)
    .set({ amountMinor: sql`${purchases.amountMinor} - ${byMinor}` })
    .where(
      and(
        eq(purchases.tenantId, tenantId),
        eq(purchases.externalHash, vault.fingerprint(tenantId, externalId)),
        gt(purchases.amountMinor, byMinor),
      ),
    )
    .returning({
      id: purchases.id,
      fanId: purchases.fanId,
      category: purchases.category,
      purchasedAt: purchases.purchasedAt,
    })
  return row
}

export interface Spending {
  fanId: string
  /** Without Stars. */
  totalMinor: number
  stars: number
  count: number
  lastAt: Date
}

/** What fans spent, in the currency's smallest unit. Fans who bought nothing are left out. */
export async function spendingOf({ tx, tenantId }: Scope, fanIds: string[]): Promise<Map<string, Spending>> {
  if (fanIds.length === 0) return new Map()
  const rows = await tx
    .select({
      fanId: purchases.fanId,
      totalMinor: sql<number>`coalesce(sum(${purchases.amountMinor}) filter (where ${purchases.currency} <> ${STARS}), 0)::int`,
      stars: sql<number>`coalesce(sum(${purchases.amountMinor}) filter (where ${purchases.currency} = ${STARS}), 0)::int`,
      count: sql<number>`count(*)::int`,
      lastAt: sql<Date>`max(${purchases.purchasedAt})`.mapWith(purchases.purchasedAt),
    })
    .from(purchases)
    .where(and(eq(purchases.tenantId, tenantId), inArray(purchases.fanId, fanIds)))
    .groupBy(purchases.fanId)
  return new Map(rows.map((row) => [row.fanId, row]))
}
