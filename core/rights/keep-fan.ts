import { noteAudit } from '../../db/audit.ts'
import { updateFan } from '../../db/fans.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { cleanText } from '../inbound/clean-text.ts'

const LONGEST_REASON = 500

/** A silent fan stays, because a person says why: the silence counts from now on. The reason is in the fan's export. */
export async function keepFan(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, reason, actor }: { tenantId: string; fanId: string; reason: string; actor: Actor },
): Promise<void> {
  const keptReason = cleanText(reason).trim().slice(0, LONGEST_REASON)
  if (keptReason === '')
    throw new CoreError('invalid', 'Say why this fan is kept: without a reason their data must go.')
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    await fanHere(scope, fanId)
    await updateFan(scope, fanId, { keptAt: at, keptBy: actor.name, keptReason, forgetOn: null })
    await noteAudit(scope, { actor, action: 'fan.keep', purpose: 'retention', fanId, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
