import { and, asc, eq, isNotNull } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { creators, offers } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

export type CreatorRow = typeof creators.$inferSelect
export type OfferRow = typeof offers.$inferSelect

export async function creatorById({ tx, tenantId }: Scope, id: string): Promise<CreatorRow | undefined> {
  const [row] = await tx
    .select()
    .from(creators)
    .where(and(eq(creators.tenantId, tenantId), eq(creators.id, id)))
  return row
}

export async function creatorsOf({ tx, tenantId }: Scope): Promise<CreatorRow[]> {
  return tx.select().from(creators).where(eq(creators.tenantId, tenantId)).orderBy(asc(creators.createdAt))
}

/** Every tenant that has a creator. */
export async function tenantsHere(tx: Db): Promise<string[]> {
  const found = await tx.selectDistinct({ tenantId: creators.tenantId }).from(creators)
  return found.map(({ tenantId }) => tenantId)
}

export async function insertCreator({ tx, tenantId }: Scope, row: Omit<typeof creators.$inferInsert, 'tenantId'>) {
  await tx.insert(creators).values({ ...row, tenantId })
}

export async function updateCreator(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Omit<typeof creators.$inferInsert, 'id' | 'tenantId' | 'modelsSealed'>>,
): Promise<CreatorRow | undefined> {
  const [row] = await tx
    .update(creators)
    .set(change)
    .where(and(eq(creators.tenantId, tenantId), eq(creators.id, id)))
    .returning()
  return row
}

export async function deleteCreator({ tx, tenantId }: Scope, id: string): Promise<void> {
  await tx.delete(creators).where(and(eq(creators.tenantId, tenantId), eq(creators.id, id)))
}

const modelsPlace = (creatorId: string) => ({ column: 'creators.models', row: creatorId }) as const

/** What the console stored about this creator's models, with keys: see `core/draft/model-settings.ts`. */
export function openModels(scope: Scope, creator: CreatorRow): unknown {
  if (!creator.modelsSealed) return undefined
  return openJson(scope.vault.tenantKey(scope.tenantId), modelsPlace(creator.id), creator.modelsSealed)
}

export async function storeModels(scope: Scope, creatorId: string, settings: unknown): Promise<void> {
  const modelsSealed = sealJson(scope.vault.tenantKey(scope.tenantId), modelsPlace(creatorId), settings)
  await scope.tx
    .update(creators)
    .set({ modelsSealed })
    .where(and(eq(creators.tenantId, scope.tenantId), eq(creators.id, creatorId)))
}

export async function offersOf({ tx, tenantId }: Scope, creatorId: string): Promise<OfferRow[]> {
  return tx
    .select()
    .from(offers)
    .where(and(eq(offers.tenantId, tenantId), eq(offers.creatorId, creatorId), eq(offers.isActive, true)))
    .orderBy(asc(offers.priceMinor))
}

/** One offer, also one that was taken off the menu. */
export async function offerById({ tx, tenantId }: Scope, id: string): Promise<OfferRow | undefined> {
  const [row] = await tx
    .select()
    .from(offers)
    .where(and(eq(offers.tenantId, tenantId), eq(offers.id, id)))
  return row
}

/** What of every creator's menu has media, the cheapest first. */
export async function offersWithMedia({ tx, tenantId }: Scope): Promise<OfferRow[]> {
  return tx
    .select()
    .from(offers)
    .where(and(eq(offers.tenantId, tenantId), eq(offers.isActive, true), isNotNull(offers.mediaSealed)))
    .orderBy(asc(offers.priceMinor), asc(offers.createdAt))
}

const mediaPlace = (offerId: string) => ({ column: 'offers.media', row: offerId }) as const

/** What is sold with this offer: see `core/paid-media/paid-media.ts`. */
export function openOfferMedia(scope: Scope, offer: OfferRow): unknown {
  if (!offer.mediaSealed) return undefined
  return openJson(scope.vault.tenantKey(scope.tenantId), mediaPlace(offer.id), offer.mediaSealed)
}

export async function storeOfferMedia(scope: Scope, offerId: string, media: unknown): Promise<void> {
  const mediaSealed = sealJson(scope.vault.tenantKey(scope.tenantId), mediaPlace(offerId), media)
  await scope.tx
    .update(offers)
    .set({ mediaSealed })
    .where(and(eq(offers.tenantId, scope.tenantId), eq(offers.id, offerId)))
}

export async function insertOffer({ tx, tenantId }: Scope, row: Omit<typeof offers.$inferInsert, 'tenantId'>) {
  await tx.insert(offers).values({ ...row, tenantId })
}

/** Takes an offer off the menu or changes it. @returns false when there is no such offer */
export async function updateOffer(
  { tx, tenantId }: Scope,
  id: string,
  change: Partial<Pick<OfferRow, 'title' | 'category' | 'priceMinor' | 'currency' | 'isActive'>>,
): Promise<boolean> {
  const rows = await tx
    .update(offers)
    .set(change)
    .where(and(eq(offers.tenantId, tenantId), eq(offers.id, id)))
    .returning({ id: offers.id })
  return rows.length > 0
}
