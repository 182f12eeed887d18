import { moodsOf } from '../../db/moods.ts'
import { inTenant } from '../../db/scope.ts'
import { Persona } from '../creators/persona.ts'
import type { Deps } from '../deps.ts'
import { type Turn, traceOf } from '../draft/turn.ts'
import { historyBegins, noteMoods } from '../moods/note-moods.ts'
import { noteDeclines } from '../tastes/note-offers.ts'
import { readTastes } from '../tastes/read-tastes.ts'
import { calibrateFan, readCalibrations } from './calibrate-fan.ts'
import { styleOf, voiceFor } from './fan-style.ts'

/**
 * Notices how the fan's new messages sound, whether they decline an offer, what they like by now, and how they answered, so that the next draft suits them. Doing it
 * again for the same messages changes nothing. The turn's voice is the one that now holds.
 */
export async function adaptToFan(
  { store, now, log, events }: Pick<Deps, 'store' | 'now' | 'log' | 'events'>,
  turn: Turn,
) {
  if (turn.fan.memoryOff) return
  const { tenantId, fan, preferences } = turn
  const own = Persona.parse(turn.creator.persona)
  const isCalibrated = await inTenant(store, tenantId, async (scope) => {
    await noteMoods(scope, { fanId: fan.id, messages: turn.unanswered, before: turn.recent, now: now() })
    const since = historyBegins(now())
    turn.moods = await moodsOf(scope, { fanId: fan.id, conversationId: turn.conversation.id, since })
    const lastReply = turn.recent.findLast(({ direction }) => direction === 'outbound')
    await noteDeclines(scope, { fanId: fan.id, messages: turn.unanswered, lastReply })
    Object.assign(turn, await readTastes(scope, fan))
    if (!(await calibrateFan(scope, { fan, own, now: now() }))) return false
    turn.style = styleOf(await readCalibrations(scope, fan.id), preferences, turn.style)
    turn.persona = voiceFor(own, turn.style)
    return true
  })
  if (!isCalibrated) return
  log.info('calibrated', { trace: traceOf(turn), tenantId, fanId: fan.id })
  events.publish(tenantId, { kind: 'fan', id: fan.id, fanId: fan.id })
}
