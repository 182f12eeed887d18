import type { Scope } from '../../db/db.ts'
import type { Memory } from '../../db/memories.ts'
import { leaveOutOfRecall } from '../../db/messages.ts'
import { scrubNotes } from '../../db/scrub-notes.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'

/**
 * Takes forgotten facts out of what drafts of before were made from, and keeps the messages they came from out of recall. The
 * words that a person approved and the history stay as they were.
 * @returns how many messages are not recalled any more, and of how many drafts' versions the notes were rewritten
 */
export async function forgetInDrafts(
  scope: Scope,
  fanId: string,
  gone: Pick<Memory, 'id' | 'sourceMessageId'>[],
): Promise<{ messages: number; notes: number }> {
  const sources = gone.flatMap(({ sourceMessageId }) => sourceMessageId ?? [])
  const ids = new Set([...gone.map(({ id }) => id), ...sources])
  const notes = await scrubNotes<DraftNotes>(scope, fanId, (kept) => {
    const isGone = ({ id, sourceMessageId = '' }: DraftNotes['recalled'][number]) =>
      ids.has(id) || ids.has(sourceMessageId)
    if (!kept.recalled.some(isGone)) return undefined
    return {
      ...kept,
      recalled: kept.recalled.filter((one) => !isGone(one)),
      claims: kept.claims.filter(({ recalledId }) => recalledId === undefined || !ids.has(recalledId)),
    }
  })
  return { messages: await leaveOutOfRecall(scope, sources), notes }
}
