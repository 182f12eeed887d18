import { randomUUID } from 'node:crypto'
import { linkEntries } from '../../core/audit/link-entries.ts'
import { verifyStored } from '../../core/audit/verify-stored.ts'
import { noteAudit } from '../../db/audit.ts'
import { entryMac } from '../../db/audit-seal.ts'
import { flushAccesses, noteAccess } from '../../db/audit-writer.ts'
import type { Db } from '../../db/db.ts'
import { fans } from '../../db/schema.ts'
import { inTenant } from '../../db/scope.ts'
import { type Figure, measure } from './measure.ts'
import { benchWorld } from './world.ts'

/** Reads that are answered together: what a process has in its hands at a thousand reads a second. */
const TOGETHER = 16
const ENTRIES = 20_000

/** What it costs that a read is on record before its answer leaves, beside a transaction that reads one row. */
export async function auditedReads(db: Db, times: number): Promise<Figure[]> {
  const { deps, tenantId } = await benchWorld(db)
  const { store, now } = deps
  const reads = Array.from({ length: TOGETHER }, (_, index) => index)
  let count = 0
  const look = () => {
    count += 1
    return {
      actor: { id: 'user:kim', requestId: randomUUID() },
      action: 'fan.read',
      fanId: `fan-${count}`,
      happenedAt: now(),
    }
  }
  const same = { ...look(), fanId: 'the same fan' }
  const entry = {
    id: randomUUID(),
    tenantId,
    actor: 'user:kim',
    action: 'fan.read',
    purpose: 'review',
    fanHash: 'x'.repeat(22),
  }
  const whole = { ...entry, subjectId: null, requestId: randomUUID(), count: 1, happenedAt: now() }
  const figures = [
    await measure('one transaction that reads one row', times, () =>
      inTenant(store, tenantId, ({ tx }) => tx.select({ id: fans.id }).from(fans).limit(1)),
    ),
    await measure('an entry in a transaction of its own', times, () =>
      inTenant(store, tenantId, (scope) => noteAudit(scope, look())),
    ),
    await measure('a read noted, one at a time', times, () => noteAccess(store, tenantId, look())),
    await measure(
      `a read noted, ${TOGETHER} together`,
      times,
      () => Promise.all(reads.map(() => noteAccess(store, tenantId, look()))),
      { size: TOGETHER },
    ),
    await measure(
      'the same read again within a second',
      times,
      () => Promise.all(reads.map(() => noteAccess(store, tenantId, same))),
      { size: TOGETHER },
    ),
    await measure('the seal of an entry', times, () => reads.map(() => entryMac(store.vault, whole)), {
      size: TOGETHER,
    }),
  ]
  await flushAccesses(store)
  await linkEntries(deps)
  for (let made = 0; made < ENTRIES; made += 500) {
    await Promise.all(Array.from({ length: 500 }, () => noteAccess(store, tenantId, look())))
  }
  const linking = await once('an entry linked', ENTRIES, async () => void (await linkEntries(deps)))
  const { entries } = await verifyStored(deps)
  const verifying = await once('an entry verified', entries, async () => void (await verifyStored(deps)))
  await flushAccesses(store)
  return [...figures, linking, verifying]
}

async function once(what: string, size: number, work: () => Promise<void>): Promise<Figure> {
  const start = performance.now()
  const cpu = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(cpu)
  const wall = ((performance.now() - start) * 1_000) / size
  return { what, times: size, cpuUs: (user + system) / size, p50Us: wall, p95Us: wall }
}
