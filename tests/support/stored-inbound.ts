import type { Db } from '../../db/db.ts'
import { messagesOfFan } from '../../db/messages.ts'
import { conversations } from '../../db/schema.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { createVault } from '../../db/vault.ts'

/** What fans wrote, as a database holds it after its processes are gone. */
export async function storedInbound(
  { db, close }: { db: Db; close(): Promise<void> },
  masterKey: Buffer,
): Promise<string[]> {
  const store = { db, vault: createVault(masterKey) }
  const all = await acrossTenants(store, (tx) => tx.select().from(conversations))
  const bodies: string[] = []
  for (const { tenantId, fanId } of all) {
    const messages = await inTenant(store, tenantId, (scope) => messagesOfFan(scope, fanId))
    bodies.push(...messages.filter(({ direction }) => direction === 'inbound').map(({ body }) => body))
  }
  await close()
  return bodies
}
