import { noteAudit } from '../../db/audit.ts'
import { fanById, touchFan } from '../../db/fans.ts'
import { allMemoriesOf } from '../../db/memories.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { type Turn, traceOf } from '../draft/turn.ts'
import { type ReadDeps, readMessages } from './read-message.ts'
import { rememberFact, retractUnsaid } from './remember-fact.ts'

/**
 * Remembers what the fan's new messages say about the fan. Learning from the same message again changes nothing, and what a
 * person wrote is never touched.
 * @returns how many facts are new; the turn's memories are the ones now known
 */
export async function learnFromMessage(deps: ReadDeps & Pick<Deps, 'events'>, turn: Turn): Promise<number> {
  const { store, now, log, events } = deps
  if (turn.fan.memoryOff) return 0
  const readings = await readMessages(deps, turn)
  if (!readings.some(({ message, found }) => found.length > 0 || message.editedAt)) return 0
  const learned = await inTenant(store, turn.tenantId, async (scope) => {
    // Held until the end: a person's edit comes before or after, never in between.
    await touchFan(scope, turn.fan.id)
    // A model may have taken its time: the fan may have gone, or asked for no memory, meanwhile.
    const fan = await fanById(scope, turn.fan.id)
    if (!fan || fan.memoryOff) return 0
    let count = 0
    for (const { message, found } of readings) {
      if (message.editedAt) await retractUnsaid(scope, message, found, now())
      for (const one of found) if (await rememberFact(scope, { message, found: one, now: now() })) count += 1
    }
    await noteAudit(scope, { actor: 'souvenir', action: 'memory.learn', fanId: turn.fan.id, happenedAt: now() })
    turn.memories = (await allMemoriesOf(scope, turn.fan.id)).filter(({ status }) => status === 'active')
    return count
  })
  if (learned > 0) {
    log.info('learned', { trace: traceOf(turn), tenantId: turn.tenantId, fanId: turn.fan.id, facts: learned })
    events.publish(turn.tenantId, { kind: 'fan', id: turn.fan.id, fanId: turn.fan.id })
  }
  return learned
}
