import { noteAudit } from '../../db/audit.ts'
import { touchFan } from '../../db/fans.ts'
import { noteForgotten } from '../../db/forgotten-facts.ts'
import { allMemoriesOf, deleteMemory, memoryById } from '../../db/memories.ts'
import { deleteRecallVectors } from '../../db/recall-vectors.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { wordsOfFact } from '../learning/same-fact.ts'
import { memoryHere, mustStand } from './edit-memory.ts'
import { forgetInDrafts } from './forget-in-drafts.ts'
import { hasEnded } from './list-memories.ts'

/** What was forgotten, and when: shown once, without the words that are gone. */
export interface ForgetReceipt {
  memoryId: string
  fanId: string
  slot: string
  /** With the earlier versions of it that were corrected or overtaken. */
  deleted: number
  /** Messages that stay in the history and are never recalled again. */
  notRecalled: number
  forgottenAt: Date
  by: string
}

/**
 * Deletes a memory for good, with the versions before it and what drafts noted of it. The message it came from stays in the
 * history and is never recalled again; no machine learns the same from it or from a later one, until a person writes it again.
 */
export async function forgetMemory(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, memoryId, actor, seen }: { tenantId: string; memoryId: string; actor: Actor; seen?: string | undefined },
): Promise<ForgetReceipt> {
  const forgottenAt = now()
  const receipt = await inTenant(store, tenantId, async (scope) => {
    const over = await memoryById(scope, memoryId)
    const memory = over && hasEnded(over) ? over : await memoryHere(scope, memoryId)
    mustStand(memory, seen)
    const { fanId, slot } = memory
    await touchFan(scope, fanId)
    const everything = await allMemoriesOf(scope, fanId)
    const gone = new Set([memoryId])
    // A row may point to a row that points to this one; each round finds one more generation.
    for (let before = 0; before !== gone.size; ) {
      before = gone.size
      for (const { id, supersededBy } of everything) if (supersededBy && gone.has(supersededBy)) gone.add(id)
    }
    const forgotten = everything.filter(({ id }) => gone.has(id))
    for (const one of forgotten) {
      const words = wordsOfFact(one)
      await noteForgotten(scope, { fanId, slot: one.slot, words, author: actor.name, now: forgottenAt })
      await deleteMemory(scope, one)
    }
    const elsewhere = await forgetInDrafts(scope, fanId, forgotten)
    const read = forgotten.flatMap(({ id, sourceMessageId }) => [id, ...(sourceMessageId ? [sourceMessageId] : [])])
    await deleteRecallVectors(scope, read)
    await noteAudit(scope, {
      actor,
      action: 'memory.forget',
      fanId,
      subjectId: memoryId,
      happenedAt: forgottenAt,
    })
    const notRecalled = elsewhere.messages
    return { memoryId, fanId, slot, deleted: gone.size, notRecalled, forgottenAt, by: actor.name }
  })
  events.publish(tenantId, { kind: 'fan', id: receipt.fanId, fanId: receipt.fanId })
  return receipt
}
