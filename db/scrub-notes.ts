import { and, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { notesPlace } from './drafts.ts'
import { fanKey } from './fan-keys.ts'
import { draftVersions } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

/**
 * Rewrites what is kept beside the drafts of a fan. The words of a version never change; what it was made from may be forgotten
 * or corrected.
 * @param change the notes as they are to be; undefined: as they are
 * @returns how many versions were rewritten
 */
export async function scrubNotes<Notes>(
  scope: Scope,
  fanId: string,
  change: (notes: Notes, draftId: string) => Notes | undefined,
): Promise<number> {
  const key = await fanKey(scope, fanId)
  const rows = await scope.tx
    .select()
    .from(draftVersions)
    .where(and(eq(draftVersions.tenantId, scope.tenantId), eq(draftVersions.fanId, fanId)))
  let count = 0
  for (const { draftId, version, notesSealed } of rows) {
    const place = notesPlace(draftId, version)
    const scrubbed = change(openJson<Notes>(key, place, notesSealed), draftId)
    if (scrubbed === undefined) continue
    await scope.tx
      .update(draftVersions)
      .set({ notesSealed: sealJson(key, place, scrubbed) })
      .where(
        and(
          eq(draftVersions.tenantId, scope.tenantId),
          eq(draftVersions.draftId, draftId),
          eq(draftVersions.version, version),
        ),
      )
    count += 1
  }
  return count
}
