import type { Scope } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import type { Message } from '../../db/messages.ts'
import { deleteMoodsOf, moodsOf, upsertMood } from '../../db/moods.ts'
import { readMood } from './read-mood.ts'

/** The emotional history reaches back so far (MEM-4.5). */
export const HISTORY_DAYS = 30
const DAY_MS = 86_400_000

/**
 * Remembers how a fan's new messages sound, and forgets what is older than 30 days.
 * @param before what was said just before them: read where nobody did, as after an import
 */
export async function noteMoods(
  scope: Scope,
  {
    fanId,
    messages,
    before,
    now,
  }: { fanId: string; messages: readonly Message[]; before: readonly Message[]; now: Date },
): Promise<void> {
  const since = historyBegins(now)
  const known = new Set((await moodsOf(scope, { fanId, since })).map(({ messageId }) => messageId))
  const missed = before.filter(
    ({ id, direction, sentAt }) => direction === 'inbound' && sentAt >= since && !known.has(id),
  )
  for (const { id, conversationId, body, sentAt } of [...missed, ...messages]) {
    if (body.trim() === '') continue
    const mood = { id: newId(), fanId, conversationId, messageId: id, saidAt: sentAt }
    await upsertMood(scope, { ...mood, reading: readMood(body) })
  }
  await deleteMoodsOf(scope, fanId, since)
}

export const historyBegins = (now: Date): Date => new Date(now.getTime() - HISTORY_DAYS * DAY_MS)
