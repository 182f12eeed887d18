import { and, desc, eq, isNull } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { newId } from './ids.ts'
import { modelConsents } from './schema.ts'

export type ModelConsent = typeof modelConsents.$inferSelect

/** Latest first, revoked ones too. */
export async function modelConsentsOf({ tx, tenantId }: Scope, creatorId: string): Promise<ModelConsent[]> {
  return tx
    .select()
    .from(modelConsents)
    .where(and(eq(modelConsents.tenantId, tenantId), eq(modelConsents.creatorId, creatorId)))
    .orderBy(desc(modelConsents.givenAt), desc(modelConsents.id))
}

/** Providers that may read what comes by business accounts, as things are now. */
export async function consentedProviders({ tx, tenantId }: Scope, creatorId: string): Promise<Set<string>> {
  const rows = await tx
    .select({ provider: modelConsents.provider })
    .from(modelConsents)
    .where(
      and(
        eq(modelConsents.tenantId, tenantId),
        eq(modelConsents.creatorId, creatorId),
        isNull(modelConsents.revokedAt),
      ),
    )
  return new Set(rows.map(({ provider }) => provider))
}

/** @returns undefined when it stands already */
export async function insertModelConsent(
  { tx, tenantId }: Scope,
  row: Pick<ModelConsent, 'creatorId' | 'provider' | 'givenBy' | 'givenByName' | 'givenAt'>,
): Promise<ModelConsent | undefined> {
  const [stored] = await tx
    .insert(modelConsents)
    .values({ ...row, id: newId(), tenantId })
    .onConflictDoNothing()
    .returning()
  return stored
}

/** @returns undefined when there is none that stands */
export async function revokeModelConsent(
  { tx, tenantId }: Scope,
  id: string,
  revoked: { creatorId: string; revokedByName: string; revokedAt: Date },
): Promise<ModelConsent | undefined> {
  const { creatorId, ...change } = revoked
  const [row] = await tx
    .update(modelConsents)
    .set(change)
    .where(
      and(
        eq(modelConsents.tenantId, tenantId),
        eq(modelConsents.creatorId, creatorId),
        eq(modelConsents.id, id),
        isNull(modelConsents.revokedAt),
      ),
    )
    .returning()
  return row
}
