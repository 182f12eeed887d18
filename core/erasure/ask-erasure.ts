import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { type Erasure, fanHash, insertErasure, openErasureOf, updateErasure } from '../../db/erasures.ts'
import type { Fan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'

/** Requirement MEM-5.3: complete within 72 hours of the ask. The work itself takes seconds. */
export const ERASE_WITHIN_MS = 72 * 3_600_000

/** Who asked: a person here, the fan, silence that lasted too long, or a backup that brought somebody back. */
export type ErasureReason = 'person' | 'fan' | 'silence' | 'backup'

/** Forgets a fan for good, beginning at once. Asked again while one is under way, it is that one, and it begins now. */
export async function askErasure(
  { store, now, wake, events }: Pick<Deps, 'store' | 'now' | 'wake' | 'events'>,
  { tenantId, fanId, actor }: { tenantId: string; fanId: string; actor: Actor },
): Promise<{ erasureId: string; dueAt: Date }> {
  const at = now()
  const erasure = await inTenant(store, tenantId, async (scope) => {
    const fan = await fanHere(scope, fanId)
    await noteAudit(scope, { actor, action: 'fan.erase', fanId, happenedAt: at })
    const asked = await ask(scope, fan, { reason: 'person', by: actor.id, byName: actor.name, now: at, notBefore: at })
    return asked.state === 'asked' ? updateErasure(scope, asked.id, { notBefore: at }) : asked
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  wake(at)
  return { erasureId: erasure.id, dueAt: erasure.dueAt }
}

/** Writes the ask down, with its clock. @returns the one that is open already, if there is one */
export async function ask(
  scope: Scope,
  fan: Pick<Fan, 'id' | 'creatorId'>,
  {
    reason,
    by,
    byName,
    now,
    notBefore,
    goodbyeDraftId,
  }: { reason: ErasureReason; by: string; byName: string; now: Date; notBefore: Date; goodbyeDraftId?: string },
): Promise<Erasure> {
  const inserted = await insertErasure(scope, {
    id: newId(),
    creatorId: fan.creatorId,
    fanId: fan.id,
    fanHash: fanHash(scope.vault, scope.tenantId, fan.id),
    reason,
    askedBy: by,
    askedByName: byName,
    askedAt: now,
    dueAt: new Date(now.getTime() + ERASE_WITHIN_MS),
    notBefore,
    goodbyeDraftId: goodbyeDraftId ?? null,
  })
  const open = inserted ?? (await openErasureOf(scope, fan.id))
  if (!open) throw new CoreError('not-found', 'This fan is being forgotten already.')
  return open
}
