import { countAudit } from '../../db/audit.ts'
import { lastLink } from '../../db/audit-links.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { writeCheckpoint } from './checkpoint.ts'
import type { Damage } from './verify-record.ts'
import { unbrokenUntil } from './verify-stored.ts'

export interface RecordState {
  /** Of this tenant. */
  entries: number
  unbrokenUntil: Date | undefined
  damage: Damage | undefined
  /** A line to keep elsewhere: it proves later that nothing before it was changed or cut off. */
  checkpoint: string | undefined
}

/** How the record stands now: checked since the last look, and once a day as a whole. */
export async function recordState({ store }: Pick<Deps, 'store'>, tenantId: string): Promise<RecordState> {
  const { through, damage } = await unbrokenUntil({ store })
  const entries = await inTenant(store, tenantId, countAudit)
  const last = await acrossTenants(store, lastLink)
  return {
    entries,
    unbrokenUntil: through?.at,
    damage,
    checkpoint: last && !damage ? writeCheckpoint(store.vault, last) : undefined,
  }
}
