import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { deleteTaste, upsertTaste } from '../../db/tastes.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { fanHere } from '../fans/fan-here.ts'
import { cleanText } from '../inbound/clean-text.ts'

/** What a person says a fan likes. 0: never offered. Null: what they said before no longer holds, it is computed again. */
export const TasteChoice = z.object({
  name: z
    .string()
    .max(80)
    .transform((text) => cleanText(text).trim().toLowerCase())
    .pipe(z.string().min(1, 'Name the kind of content.')),
  score: z.number().min(0).max(1).nullable(),
})
export type TasteChoice = z.infer<typeof TasteChoice>

/** Holds from the next draft on, and stands against everything a machine finds. */
export async function setTaste(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, choice, actor }: { tenantId: string; fanId: string; choice: TasteChoice; actor: Actor },
): Promise<void> {
  const { name, score } = choice
  await inTenant(store, tenantId, async (scope) => {
    await fanHere(scope, fanId)
    if (score === null) await deleteTaste(scope, fanId, name)
    else await upsertTaste(scope, { id: newId(), fanId, name, score, author: actor.name, updatedAt: now() })
    await touchFan(scope, fanId)
    await noteAudit(scope, { actor, action: 'taste.set', fanId, happenedAt: now() })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
