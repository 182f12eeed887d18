import { flushAccesses } from '../../db/audit-writer.ts'
import { tenantsHere } from '../../db/creators.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { noteTrouble, resolveTrouble } from '../../db/troubles.ts'
import type { CheckpointKeeper, Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { writeCheckpoint } from './checkpoint.ts'
import { dropOldEntries } from './drop-old-entries.ts'
import { linkEntries } from './link-entries.ts'
import type { Damage } from './verify-record.ts'
import { verifyStored } from './verify-stored.ts'

const CHECKPOINT_MS = 5 * 60_000
const CHECK_MS = 24 * 3_600_000
/** After a start there is better to do. */
const FIRST_CHECK_MS = 10 * 60_000

/** Looks after the record of accesses, for as long as a process lives. */
export interface RecordTender {
  /** Links what is new; every five minutes a checkpoint; once a day the whole record is checked and what is old dropped. */
  tend(): Promise<void>
  /** Writes and links what is left, with a last checkpoint: before the process ends. */
  finish(): Promise<void>
}

type World = Pick<Deps, 'store' | 'now' | 'log'>

export function createRecordTender(world: World, keeper: CheckpointKeeper): RecordTender {
  const { store, now, log } = world
  /** The end of the chain as this process last saw it: it can only grow. */
  let seen: { number: number; hash: Buffer } | undefined
  let checkpointed = { number: 0, at: 0 }
  let checkAt = now().getTime() + FIRST_CHECK_MS

  async function link() {
    const { found, last } = await linkEntries(world)
    if (seen && !goesOnFrom(seen, found)) await tellDamage(world, { kind: 'end-cut-off', place: `link ${seen.number}` })
    if (last) seen = { number: last.number, hash: last.hash }
    return last
  }

  async function checkpoint(everyMs: number) {
    const last = await link()
    const at = now().getTime()
    if (!last || last.number === checkpointed.number || at - checkpointed.at < everyMs) return
    await keeper.keep(writeCheckpoint(store.vault, last))
    checkpointed = { number: last.number, at }
  }

  async function check() {
    const { damage, entries, links } = await verifyStored(world, await keeper.lines())
    log.info('record checked', { entries, links, damage: damage?.kind ?? 'none' })
    if (damage) return tellDamage(world, damage)
    await allTenants(world, (scope) => resolveTrouble(scope, { stage: 'audit', subjectId: 'record', now: now() }))
    const dropped = await dropOldEntries(world, keeper)
    if (dropped === 0) return
    log.info('record shortened', { dropped })
    await checkpoint(0)
  }

  return {
    async tend() {
      await checkpoint(CHECKPOINT_MS)
      if (now().getTime() < checkAt) return
      checkAt = now().getTime() + CHECK_MS
      await check().catch((error: unknown) => log.warn('record not checked', { problem: problemOf(error) }))
    },
    async finish() {
      await flushAccesses(store)
      await checkpoint(0)
    },
  }
}

function goesOnFrom(seen: { number: number; hash: Buffer }, found: typeof seen | undefined): boolean {
  if (!found || found.number < seen.number) return false
  return found.number > seen.number || found.hash.equals(seen.hash)
}

/** Everybody here is told: whose entries are gone can no longer be known. */
async function tellDamage(world: World, { kind, place }: Damage): Promise<void> {
  world.log.warn('record of accesses damaged', { kind, place })
  const problem = `It is not as it was written (${kind}, ${place}).`
  await allTenants(world, (scope) =>
    noteTrouble(scope, { stage: 'audit', subjectId: 'record', problem, now: world.now() }),
  )
}

async function allTenants({ store }: World, work: Parameters<typeof inTenant<void>>[2]): Promise<void> {
  const tenants = await acrossTenants(store, tenantsHere)
  for (const tenantId of tenants) await inTenant(store, tenantId, work)
}
