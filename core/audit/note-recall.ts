import { noteAudit } from '../../db/audit.ts'
import type { Scope } from '../../db/db.ts'
import type { Turn } from '../draft/turn.ts'

/**
 * Everything known of a fan was read for an answer. In the transaction that reads it, so that it is on record before a word of
 * it goes anywhere. @param asked the person who asked for the draft; left out, Souvenir began it by itself
 */
export async function noteRecall(scope: Scope, turn: Turn, asked?: { id: string; requestId?: string | undefined }) {
  const { fan, conversation, now } = turn
  await noteAudit(scope, {
    actor: asked ?? 'souvenir',
    action: 'memory.recall',
    fanId: fan.id,
    subjectId: conversation.id,
    happenedAt: now,
  })
}
