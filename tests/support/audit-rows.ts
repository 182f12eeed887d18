import { sql } from 'drizzle-orm'
import { noteAudit } from '../../db/audit.ts'
import type { Db } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import type { World } from './world.ts'

/** Entries of several kinds, in one transaction. */
export async function noteSome(world: World, howMany: number, happenedAt = world.now()): Promise<void> {
  await inTenant(world.store, world.tenantId, async (scope) => {
    for (let index = 0; index < howMany; index += 1) {
      await noteAudit(scope, {
        actor: `user:${index % 3}`,
        action: index % 2 ? 'fan.read' : 'memory.edit',
        ...(index % 4 ? { fanId: `fan-${index}` } : {}),
        ...(index % 3 ? { subjectId: `subject-${index}`, requestId: `request-${index}` } : {}),
        count: 1 + (index % 2),
        happenedAt,
      })
    }
  })
}

/** As somebody with all rights: no trigger fires. */
export async function bypassing(db: Db, work: (tx: Db) => Promise<unknown>): Promise<void> {
  await db.transaction(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`)
    await work(tx as Db)
  })
}
