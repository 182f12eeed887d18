import { and, asc, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { tastes } from './schema.ts'
import { open, seal } from './seal.ts'

type TasteRow = typeof tastes.$inferSelect
/** How much a fan likes a kind of content, as a person set it. */
export type SetTaste = Omit<TasteRow, 'nameSealed' | 'nameHash'> & { name: string }

const namePlace = (id: string) => ({ column: 'tastes.name', row: id }) as const

/** What a person says last about a kind of content stands. */
export async function upsertTaste(
  scope: Scope,
  taste: Pick<SetTaste, 'id' | 'fanId' | 'name' | 'score' | 'author' | 'updatedAt'>,
): Promise<void> {
  const { name, ...row } = taste
  await deleteTaste(scope, taste.fanId, name)
  await scope.tx.insert(tastes).values({
    ...row,
    tenantId: scope.tenantId,
    nameHash: hashOf(scope, name),
    nameSealed: seal(await fanKey(scope, taste.fanId), namePlace(taste.id), name),
  })
}

export async function tastesSetFor(scope: Scope, fanId: string): Promise<SetTaste[]> {
  const rows = await scope.tx
    .select()
    .from(tastes)
    .where(and(eq(tastes.tenantId, scope.tenantId), eq(tastes.fanId, fanId)))
    .orderBy(asc(tastes.updatedAt), asc(tastes.id))
  const key = await fanKey(scope, fanId)
  return rows.map(({ nameSealed, nameHash, ...row }) => ({ ...row, name: open(key, namePlace(row.id), nameSealed) }))
}

/** What nobody says any more is computed again. */
export async function deleteTaste(scope: Scope, fanId: string, name: string): Promise<void> {
  await scope.tx
    .delete(tastes)
    .where(and(eq(tastes.tenantId, scope.tenantId), eq(tastes.fanId, fanId), eq(tastes.nameHash, hashOf(scope, name))))
}

export async function deleteTastesOf({ tx, tenantId }: Scope, fanId: string): Promise<void> {
  await tx.delete(tastes).where(and(eq(tastes.tenantId, tenantId), eq(tastes.fanId, fanId)))
}

const hashOf = (scope: Scope, name: string) => scope.vault.fingerprint(scope.tenantId, `taste|${name}`)
