import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { insertCalibration, pinCalibration } from '../../db/calibrations.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { readCalibrations } from './calibrate-fan.ts'
import { stateOf } from './calibration.ts'

export const CalibrationChoice = z.object({
  trait: z.enum(['tone', 'length', 'emoji']),
  choice: z.enum(['off', 'on', 'pin', 'unpin']),
})
export type CalibrationChoice = z.infer<typeof CalibrationChoice>

/**
 * A person switches what was found about a fan off, on again, or keeps it as it is. Their choice stands: what is off or pinned
 * is not recalculated. Holds from the next draft on.
 */
export async function chooseCalibration(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  of: CalibrationChoice & { tenantId: string; fanId: string; actor: Actor },
): Promise<void> {
  const { tenantId, fanId, trait, choice, actor } = of
  const at = now()
  await inTenant(store, tenantId, async (scope) => {
    await fanHere(scope, fanId)
    const rows = await readCalibrations(scope, fanId)
    const { holds, latest, isOff } = stateOf(rows, trait)
    if (choice === 'pin' || choice === 'unpin') {
      if (!holds)
        throw new CoreError('conflict', 'There is nothing to keep yet: drafts follow the creator’s own voice.')
      await pinCalibration(scope, holds.id, choice === 'pin')
    } else if (isOff !== (choice === 'off')) {
      await insertCalibration(scope, {
        id: newId(),
        fanId,
        trait,
        status: choice,
        step: { from: '', to: '', why: { en: `Chosen by ${actor.name}.`, fr: `Choisi par ${actor.name}.` } },
        confidence: 1,
        author: actor.name,
        interactions: latest?.interactions ?? 0,
        createdAt: at,
      })
    }
    await noteAudit(scope, { actor, action: `calibration.${choice}`, fanId, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
