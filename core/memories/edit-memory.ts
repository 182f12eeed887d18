import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { insertMemory, type Memory, memoryById, updateMemory } from '../../db/memories.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { valueIn } from '../learning/fact-frames.ts'
import { SLOTS, slotOf } from '../learning/slots.ts'
import { versionOf } from './list-memories.ts'
import { warnOpenDrafts } from './warn-open-drafts.ts'
import { MemoryWords } from './write-memory.ts'

/** What is left out stays. */
export const MemoryChange = z.object({
  slot: z.enum(SLOTS).optional(),
  fact: MemoryWords.optional(),
  isPinned: z.boolean().optional(),
  neverForSelling: z.boolean().optional(),
  isPrivate: z.boolean().optional(),
})
export type MemoryChange = z.infer<typeof MemoryChange>

/**
 * Marks a memory, or corrects it. A correction is a new memory by that person, which takes the place of the old one: what
 * was believed before stays readable in the export. A draft that waits and was made from the old one says so from now on.
 * @param edit.seen the version the person had before them; another one stands by now: nothing is changed
 * @returns the id of the memory that stands now
 * @throws CoreError `not-found`, and `changed` when `seen` is not what stands
 */
export async function editMemory(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  {
    tenantId,
    memoryId,
    change,
    actor,
    seen,
  }: { tenantId: string; memoryId: string; change: MemoryChange; actor: Actor; seen?: string | undefined },
): Promise<string> {
  const at = now()
  const edited = await inTenant(store, tenantId, async (scope) => {
    await touchFan(scope, (await memoryHere(scope, memoryId)).fanId)
    const memory = await memoryHere(scope, memoryId)
    mustStand(memory, seen)
    const { slot = memory.slot, fact = memory.fact, ...marks } = change
    const given = {
      isPinned: marks.isPinned ?? memory.isPinned,
      neverForSelling: marks.neverForSelling ?? memory.neverForSelling,
      isPrivate: marks.isPrivate ?? memory.isPrivate,
    }
    const isCorrected = slot !== memory.slot || fact !== memory.fact
    const id = isCorrected
      ? await correct(scope, memory, { slot, fact, ...given }, { author: actor.name, at })
      : memory.id
    if (!isCorrected) await updateMemory(scope, memory, { ...given, updatedAt: at })
    await noteAudit(scope, {
      actor,
      action: 'memory.edit',
      fanId: memory.fanId,
      subjectId: id,
      happenedAt: at,
    })
    return { id, fanId: memory.fanId }
  })
  events.publish(tenantId, { kind: 'fan', id: edited.fanId, fanId: edited.fanId })
  return edited.id
}

/** @throws CoreError `changed` when somebody edited it since it was read */
export function mustStand(memory: Memory, seen: string | undefined): void {
  if (seen === undefined || seen === versionOf(memory)) return
  throw new CoreError(
    'changed',
    'Somebody changed this memory since you read it. Nothing was changed now: look again.',
    {
      memoryId: memory.id,
      version: versionOf(memory),
    },
  )
}

/** Throws `not-found` for one that was forgotten, and for one that no longer stands. */
export async function memoryHere(scope: Scope, memoryId: string): Promise<Memory> {
  const memory = await memoryById(scope, memoryId)
  if (memory?.status === 'active') return memory
  throw new CoreError('not-found', 'This memory is gone: it was forgotten, or corrected meanwhile. Reload the page.', {
    memoryId,
  })
}

async function correct(
  scope: Scope,
  memory: Memory,
  corrected: Required<Pick<Memory, 'slot' | 'fact' | 'isPinned' | 'neverForSelling' | 'isPrivate'>>,
  { author, at }: { author: string; at: Date },
): Promise<string> {
  const id = newId()
  const value = valueIn(slotOf(corrected.slot), corrected.fact)
  await insertMemory(scope, {
    ...corrected,
    ...(value === undefined ? {} : { value }),
    id,
    fanId: memory.fanId,
    quote: memory.quote,
    sourceMessageId: memory.sourceMessageId,
    author,
    confidence: 1,
    sensitivity: memory.sensitivity,
    validFrom: memory.validFrom,
    validTo: memory.validTo,
    expiresAt: memory.expiresAt,
    timesSeen: memory.timesSeen,
    lastSeenAt: memory.lastSeenAt,
    recordedAt: at,
    updatedAt: at,
  })
  await updateMemory(scope, memory, { status: 'superseded', supersededBy: id, retractedAt: at, updatedAt: at })
  await warnOpenDrafts(scope, { before: memory, fact: corrected.fact, author })
  return id
}
