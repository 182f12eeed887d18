import { createHmac } from 'node:crypto'
import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { newId } from './ids.ts'
import { forgottenFacts } from './schema.ts'
import type { DataKey } from './seal.ts'

/** That something was forgotten, without what it was. */
export type ForgottenFact = Omit<typeof forgottenFacts.$inferSelect, 'wordsHash'>

/** From now on no machine learns any of these words as this kind of fact. */
export async function noteForgotten(
  scope: Scope,
  { fanId, slot, words, author, now }: { fanId: string; slot: string; words: string[]; author: string; now: Date },
): Promise<void> {
  const hashes = fingerprintsOf(await fanKey(scope, fanId), { slot, words })
  if (hashes.length === 0) return
  const { tenantId } = scope
  await scope.tx
    .insert(forgottenFacts)
    .values(hashes.map((wordsHash) => ({ id: newId(), tenantId, fanId, slot, wordsHash, author, forgottenAt: now })))
    .onConflictDoNothing()
}

/** Whether a person had any of these words forgotten as this kind of fact. */
export async function wasForgotten(
  scope: Scope,
  of: { fanId: string; slot: string; words: string[] },
): Promise<boolean> {
  const [row] = await scope.tx
    .select({ id: forgottenFacts.id })
    .from(forgottenFacts)
    .where(
      and(
        eq(forgottenFacts.tenantId, scope.tenantId),
        eq(forgottenFacts.fanId, of.fanId),
        inArray(forgottenFacts.wordsHash, fingerprintsOf(await fanKey(scope, of.fanId), of)),
      ),
    )
    .limit(1)
  return row !== undefined
}

/** For export: that and when, never what. */
export async function forgottenFactsOf(scope: Scope, fanId: string): Promise<ForgottenFact[]> {
  const rows = await scope.tx
    .select()
    .from(forgottenFacts)
    .where(and(eq(forgottenFacts.tenantId, scope.tenantId), eq(forgottenFacts.fanId, fanId)))
    .orderBy(asc(forgottenFacts.forgottenAt), asc(forgottenFacts.id))
  return rows.map(({ wordsHash, ...row }) => row)
}

/** Under the fan's own key: with the key gone nobody can guess the words from their fingerprints. */
export function fingerprintsOf({ bytes }: DataKey, { slot, words }: { slot: string; words: string[] }): string[] {
  const hash = (text: string) => createHmac('sha256', bytes).update(`forgotten|${slot}|${text}`).digest('base64url')
  return [...new Set(words.filter((text) => text !== ''))].map(hash)
}
