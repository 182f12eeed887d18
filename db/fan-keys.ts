import { and, asc, eq, gt, inArray, sql } from 'drizzle-orm'
import type { Db, Scope, Store } from './db.ts'
import { fanKeys, installs } from './schema.ts'
import { acrossTenants, inTenant, rowsOf } from './scope.ts'
import type { DataKey } from './seal.ts'
import type { Vault } from './vault.ts'

const ZERO = '00000000-0000-0000-0000-000000000000'
const AT_ONCE = 1_000

/** Of a fan whose rows were just read nothing can be opened any more: they were erased meanwhile, or belong to another tenant. */
export class FanGone extends Error {
  constructor(fanId: string) {
    super(`Fan ${fanId} has no key here: erased, or another tenant's.`)
    this.name = 'FanGone'
  }
}

/** @throws FanGone when the fan was erased: without the key nothing of them can be read */
export async function fanKey(scope: Scope, fanId: string): Promise<DataKey> {
  const keys = await fanKeysOf(scope, [fanId])
  const key = keys.get(fanId)
  if (!key) throw new FanGone(fanId)
  return key
}

/** For who is in no transaction: from memory, else by a look of its own. Undefined when there is no such fan here. */
export async function keyAtHand(store: Store, tenantId: string, fanId: string): Promise<DataKey | undefined> {
  const known = store.vault.fanKeys.get(`${tenantId}/${fanId}`)
  if (known) return known
  const keys = await inTenant(store, tenantId, (scope) => fanKeysOf(scope, [fanId]))
  return keys.get(fanId)
}

/** The keys of many fans in one query; a fan without one is left out. */
export async function fanKeysOf(scope: Scope, fanIds: string[]): Promise<Map<string, DataKey>> {
  const found = new Map<string, DataKey>()
  const missing: string[] = []
  for (const fanId of new Set(fanIds)) {
    const cached = scope.vault.fanKeys.get(`${scope.tenantId}/${fanId}`)
    if (cached) found.set(fanId, cached)
    else missing.push(fanId)
  }
  if (missing.length === 0) return found
  const rows = await scope.tx
    .select()
    .from(fanKeys)
    .where(and(eq(fanKeys.tenantId, scope.tenantId), inArray(fanKeys.fanId, missing)))
  for (const row of rows) {
    const key = scope.vault.unwrapFanKey(scope.tenantId, row.fanId, row.wrapped)
    scope.vault.fanKeys.set(`${scope.tenantId}/${row.fanId}`, key)
    found.set(row.fanId, key)
  }
  return found
}

/** @throws when the master key was changed by another process: a key wrapped by the old one could never be opened again */
export async function createFanKey(scope: Scope, fanId: string, now: Date): Promise<void> {
  const { wrapped } = scope.vault.newFanKey(scope.tenantId, fanId)
  const added = rowsOf(
    await scope.tx.execute(sql`
      insert into ${fanKeys} (fan_id, tenant_id, wrapped, created_at)
      select ${fanId}, ${scope.tenantId}, ${wrapped}, ${now.toISOString()}::timestamptz
      where not exists (select from ${installs} where key_check <> ${scope.vault.keyCheck})
      returning fan_id`),
  )
  if (added.length > 0) return
  throw new Error('The master key was changed. This process still has the old one: start it again with the new one.')
}

/**
 * Wraps every fan's key, and the root, with the master key of `to`, all at once or not at all. What was sealed stays as it is.
 * @returns how many fans' keys; undefined when this database's master key is not that of `from`
 */
export async function rewrapKeys({ db }: { db: Db }, from: Vault, to: Vault): Promise<number | undefined> {
  return acrossTenants({ db }, async (tx) => {
    const changed = await tx
      .update(installs)
      .set({ keyCheck: to.keyCheck, rootWrapped: to.wrapRoot() })
      .where(eq(installs.keyCheck, from.keyCheck))
      .returning({ id: installs.id })
    if (changed.length === 0) return undefined
    let count = 0
    for (let after = ZERO; ; ) {
      const rows = await tx
        .select()
        .from(fanKeys)
        .where(gt(fanKeys.fanId, after))
        .orderBy(asc(fanKeys.fanId))
        .limit(AT_ONCE)
      const last = rows.at(-1)
      if (!last) return count
      const rewrapped = rows.map(
        ({ fanId, tenantId, wrapped }) =>
          sql`(${fanId}::uuid, ${to.wrapFanKey(from.unwrapFanKey(tenantId, fanId, wrapped))}::bytea)`,
      )
      await tx.execute(sql`
        update ${fanKeys} set wrapped = again.wrapped
        from (values ${sql.join(rewrapped, sql`, `)}) as again (fan_id, wrapped)
        where ${fanKeys.fanId} = again.fan_id`)
      count += rows.length
      after = last.fanId
    }
  })
}
