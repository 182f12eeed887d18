import { lastLink, mayLink } from '../../db/audit-links.ts'
import { readRanges, union } from '../../db/audit-ranges.ts'
import { coveredUpTo, deleteOldAudit, lastLinkBefore } from '../../db/audit-retention.ts'
import { acrossTenants } from '../../db/scope.ts'
import type { CheckpointKeeper, Deps } from '../deps.ts'
import { readCheckpoint } from './checkpoint.ts'
import { appendLink } from './link-entries.ts'

/** Entries are kept so long. The triggers of the database count by its own clock; a day more keeps both agreed. */
const KEPT_MONTHS = 24
const MARGIN_MS = 24 * 3_600_000

/**
 * Drops entries older than 24 months, whole links at a time, and appends a link that says so: the chain goes on from the hash
 * of the last one that is gone. Only what a checkpoint outside has seen is dropped.
 * @returns how many entries are gone
 */
export async function dropOldEntries(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  keeper: Pick<CheckpointKeeper, 'lines'>,
): Promise<number> {
  const at = now()
  const before = new Date(at.getTime() - MARGIN_MS)
  before.setUTCMonth(before.getUTCMonth() - KEPT_MONTHS)
  const { vault } = store
  const kept = await keeper.lines()
  const safe = Math.max(0, ...kept.map((line) => readCheckpoint(vault, line)?.number ?? 0))
  return acrossTenants(store, async (tx) => {
    if (!(await mayLink(tx))) return 0
    const dropped = await lastLinkBefore(tx, before)
    const last = await lastLink(tx)
    if (!dropped || !last || dropped.number > safe || dropped.number === last.number) return 0
    const ranges = union(...(await coveredUpTo(tx, dropped.number)).map((covers) => readRanges(covers) ?? []))
    await appendLink(tx, vault, last, {
      kind: 'drop',
      covers: dropped.number === 1 ? '1' : `1-${dropped.number}`,
      through: last.through,
      awaited: last.awaited,
      entries: 0,
      digest: dropped.hash,
      linkedAt: at,
    })
    return deleteOldAudit(tx, { ranges, upTo: dropped.number })
  })
}
