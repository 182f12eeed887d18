import { noteAudit } from '../../db/audit.ts'
import { deleteCalibrationsOf } from '../../db/calibrations.ts'
import { forgetEngagement } from '../../db/engagement.ts'
import { updateFan } from '../../db/fans.ts'
import { deleteMemoriesOf } from '../../db/memories.ts'
import { deleteMoodsOf } from '../../db/moods.ts'
import { deletePreferencesOf } from '../../db/preferences.ts'
import { deletePromisesOf } from '../../db/promises.ts'
import { deleteRecallVectorsOf } from '../../db/recall-vectors.ts'
import { inTenant } from '../../db/scope.ts'
import { scrubNotes } from '../../db/scrub-notes.ts'
import { deleteTastesOf } from '../../db/tastes.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { fanHere } from './fan-here.ts'

/** What a reset took away, and when: shown once, to keep. */
export interface ResetReceipt {
  fanId: string
  memories: number
  preferences: number
  promises: number
  resetAt: Date
  by: string
}

/**
 * Forgets everything learned about a fan: memories, rules for them, promises, the instruction, moods, tastes, how they like
 * it and how engaged they are. Messages, purchases and what was offered stay.
 */
export async function resetMemory(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, actor }: { tenantId: string; fanId: string; actor: Actor },
): Promise<ResetReceipt> {
  const resetAt = now()
  const receipt = await inTenant(store, tenantId, async (scope) => {
    const fan = await fanHere(scope, fanId)
    const { instruction, ...profile } = fan.profile
    await updateFan(scope, fanId, { profile })
    await scrubNotes<DraftNotes>(scope, fanId, (kept) =>
      kept.recalled.length === 0 && kept.claims.length === 0 ? undefined : { ...kept, recalled: [], claims: [] },
    )
    const gone = {
      memories: await deleteMemoriesOf(scope, fanId),
      preferences: await deletePreferencesOf(scope, fanId),
      promises: await deletePromisesOf(scope, fanId),
    }
    await deleteCalibrationsOf(scope, fanId)
    await deleteMoodsOf(scope, fanId)
    await deleteTastesOf(scope, fanId)
    await forgetEngagement(scope, fanId)
    await deleteRecallVectorsOf(scope, fanId)
    await noteAudit(scope, { actor, action: 'fan.reset', fanId, happenedAt: resetAt })
    return { fanId, ...gone, resetAt, by: actor.name }
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  return receipt
}
