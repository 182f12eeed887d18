import { z } from 'zod'
import { wasNoted } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { memoryById } from '../../db/memories.ts'
import { remember } from '../../db/remember.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { noFanHere } from '../fans/fan-here.ts'
import { idOfKey } from '../id-of-key.ts'
import { cleanText } from '../inbound/clean-text.ts'
import { wordsOfFact } from '../learning/same-fact.ts'
import { SLOT_RULES, SLOTS } from '../learning/slots.ts'
import { noteChange } from '../recall/hot-indexes.ts'

export const MemoryWords = z
  .string()
  .max(500)
  .transform((text) => cleanText(text).trim())
  .pipe(z.string().min(1, 'Write what is to be remembered.'))

/** Something a person tells Souvenir to remember. */
export const NewMemory = z.object({
  slot: z.enum(SLOTS).default('other'),
  fact: MemoryWords,
  isPinned: z.boolean().default(false),
  neverForSelling: z.boolean().default(false),
  isPrivate: z.boolean().default(false),
})
export type NewMemory = z.infer<typeof NewMemory>

/**
 * What a person writes, machines may learn again too. It is in the next draft's reach at once.
 * @param write.key names the request: sent twice, it is written once
 * @returns its id
 * @throws CoreError `conflict` when the same key came with other words, `not-found` when what it wrote was forgotten since
 */
export async function writeMemory(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  {
    tenantId,
    fanId,
    memory,
    actor,
    key,
  }: { tenantId: string; fanId: string; memory: NewMemory; actor: Actor; key?: string | undefined },
): Promise<string> {
  const at = now()
  const id = key === undefined ? newId() : idOfKey(store, [tenantId, fanId, key])
  const isKnown = () => inTenant(store, tenantId, (scope) => isWritten(scope, id, memory))
  if (key !== undefined && (await isKnown())) return id
  const written = await remember(store, tenantId, {
    ...memory,
    id,
    fanId,
    author: actor.name,
    sensitivity: SLOT_RULES[memory.slot].sensitivity,
    at,
    words: wordsOfFact({ ...memory, value: undefined }),
    entry: { actor, action: 'memory.write', fanId, subjectId: id, happenedAt: at },
  })
  if (written.kind === 'no-fan') throw noFanHere(fanId)
  if (written.kind === 'known') {
    // The same request came twice at once.
    await isKnown()
    return id
  }
  noteChange(store, { tenantId, fanId, ...written })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  return id
}

async function isWritten(scope: Scope, id: string, memory: NewMemory): Promise<boolean> {
  const known = await memoryById(scope, id)
  if (known && known.slot === memory.slot && known.fact === memory.fact) return true
  if (known) {
    throw new CoreError(
      'conflict',
      'This Idempotency-Key was used for another memory. Nothing was written: use a new key.',
    )
  }
  if (!(await wasNoted(scope, 'memory.forget', id))) return false
  throw new CoreError(
    'not-found',
    'What this Idempotency-Key wrote was forgotten since. To write it again, use a new key.',
  )
}
