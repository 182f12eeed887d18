import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import { insertFanRequest } from '../../db/fan-requests.ts'
import { type Fan, updateFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { ask } from '../erasure/ask-erasure.ts'
import type { FanCommand } from '../inbound/fan-command.ts'

const HOUR_MS = 3_600_000
/** GDPR, article 12(3): a month; the shortest one has 28 days. */
export const DATA_WITHIN_MS = 28 * 24 * HOUR_MS
/** So long a person may take for a goodbye; then the erasure begins by itself. Far within its 72 hours. */
export const GOODBYE_WITHIN_MS = 24 * HOUR_MS

/**
 * What a fan asked takes effect at once, in the transaction that stores the words. Nothing is answered: that is a draft like any
 * other, and a person's decision.
 */
export async function obeyCommand(
  scope: Scope,
  { fan, conversationId, command, now }: { fan: Fan; conversationId: string; command: FanCommand; now: Date },
): Promise<void> {
  if (command === 'start' || command === 'help') return
  await noteAudit(scope, { actor: 'fan', action: `fan.asked-${command}`, fanId: fan.id, happenedAt: now })
  if (command === 'forget') {
    const notBefore = new Date(now.getTime() + GOODBYE_WITHIN_MS)
    await ask(scope, fan, { reason: 'fan', by: 'fan', byName: '', now, notBefore })
    return
  }
  if (command === 'memory-off' || command === 'memory-on') {
    await updateFan(scope, fan.id, { memoryOff: command === 'memory-off' })
  }
  const dueAt = command === 'data' ? new Date(now.getTime() + DATA_WITHIN_MS) : null
  await insertFanRequest(scope, { id: newId(), fanId: fan.id, conversationId, kind: command, askedAt: now, dueAt })
}
