import { and, asc, eq, inArray, isNotNull } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey, fanKeysOf } from './fan-keys.ts'
import { promises } from './schema.ts'
import { open, seal } from './seal.ts'

type PromiseRow = typeof promises.$inferSelect
/** What we said we would do for a fan. */
export type FanPromise = Omit<PromiseRow, 'textSealed'> & { text: string }

const textPlace = (id: string) => ({ column: 'promises.text', row: id }) as const

export async function insertPromise(
  scope: Scope,
  promise: Omit<typeof promises.$inferInsert, 'tenantId' | 'textSealed'> & { text: string },
): Promise<void> {
  const { text, ...row } = promise
  const key = await fanKey(scope, promise.fanId)
  await scope.tx
    .insert(promises)
    .values({ ...row, tenantId: scope.tenantId, textSealed: seal(key, textPlace(promise.id), text) })
}

/** Due first. @param status open ones, or all of them when it is left out */
export async function promisesOf(scope: Scope, fanId: string, status?: string): Promise<FanPromise[]> {
  const rows = await scope.tx
    .select()
    .from(promises)
    .where(
      and(
        eq(promises.tenantId, scope.tenantId),
        eq(promises.fanId, fanId),
        status ? eq(promises.status, status) : undefined,
      ),
    )
    .orderBy(asc(promises.dueAt), asc(promises.createdAt))
  const key = await fanKey(scope, fanId)
  return rows.map(({ textSealed, ...row }) => ({ ...row, text: open(key, textPlace(row.id), textSealed) }))
}

/** Open ones of many fans at once, due first. */
export async function openPromisesOf(scope: Scope, fanIds: string[]): Promise<FanPromise[]> {
  if (fanIds.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(promises)
    .where(and(eq(promises.tenantId, scope.tenantId), inArray(promises.fanId, fanIds), eq(promises.status, 'open')))
    .orderBy(asc(promises.dueAt), asc(promises.createdAt))
  const keys = await fanKeysOf(scope, fanIds)
  return rows.flatMap(({ textSealed, ...row }) => {
    const key = keys.get(row.fanId)
    return key ? [{ ...row, text: open(key, textPlace(row.id), textSealed) }] : []
  })
}

/** The open promise that is due next, of any fan; undated ones never are. */
export async function nextPromise(scope: Scope): Promise<FanPromise | undefined> {
  const [row] = await scope.tx
    .select()
    .from(promises)
    .where(and(eq(promises.tenantId, scope.tenantId), eq(promises.status, 'open'), isNotNull(promises.dueAt)))
    .orderBy(asc(promises.dueAt))
    .limit(1)
  if (!row) return undefined
  const { textSealed, ...plain } = row
  return { ...plain, text: open(await fanKey(scope, row.fanId), textPlace(row.id), textSealed) }
}

export async function settlePromise(
  { tx, tenantId }: Scope,
  id: string,
  settled: { status: 'kept' | 'dropped' | 'open'; settledAt: Date | null },
): Promise<boolean> {
  const rows = await tx
    .update(promises)
    .set(settled)
    .where(and(eq(promises.tenantId, tenantId), eq(promises.id, id)))
    .returning({ id: promises.id })
  return rows.length > 0
}

export async function promiseById(scope: Scope, id: string): Promise<FanPromise | undefined> {
  const [row] = await scope.tx
    .select()
    .from(promises)
    .where(and(eq(promises.tenantId, scope.tenantId), eq(promises.id, id)))
  if (!row) return undefined
  const { textSealed, ...plain } = row
  return { ...plain, text: open(await fanKey(scope, row.fanId), textPlace(row.id), textSealed) }
}

/** @returns how many there were, of any status */
export async function deletePromisesOf({ tx, tenantId }: Scope, fanId: string): Promise<number> {
  const rows = await tx
    .delete(promises)
    .where(and(eq(promises.tenantId, tenantId), eq(promises.fanId, fanId)))
    .returning({ id: promises.id })
  return rows.length
}
