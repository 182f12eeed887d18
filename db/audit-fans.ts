import { desc, eq } from 'drizzle-orm'
import { LRUCache } from 'lru-cache'
import { pseudonymOf } from './audit-seal.ts'
import type { Scope } from './db.ts'
import { fans } from './schema.ts'
import type { Vault } from './vault.ts'

/** A pseudonym takes some microseconds to make: so many fans are tried, latest seen first. */
const TRIED = 20_000
const known = new WeakMap<Vault, LRUCache<string, string>>()

/** Which fans the pseudonyms stand for, by trying: those who were erased, and those long unseen of many, stay unknown. */
export async function fansBehind({ tx, tenantId, vault }: Scope, hashes: string[]): Promise<Map<string, string>> {
  const cache = known.get(vault) ?? new LRUCache<string, string>({ max: TRIED * 2 })
  known.set(vault, cache)
  const missing = new Set(hashes.filter((hash) => !cache.has(hash)))
  if (missing.size > 0) {
    const ids = await tx
      .select({ id: fans.id })
      .from(fans)
      .where(eq(fans.tenantId, tenantId))
      .orderBy(desc(fans.lastSeenAt))
      .limit(TRIED)
    for (const { id } of ids) cache.set(pseudonymOf(vault, tenantId, id), id)
  }
  return new Map(hashes.flatMap((hash) => (cache.has(hash) ? [[hash, cache.get(hash) ?? '']] : [])))
}
