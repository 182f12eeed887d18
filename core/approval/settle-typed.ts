import type { Scope } from '../../db/db.ts'
import type { Draft } from '../../db/drafts.ts'
import { halfWrittenOf, keepHalfWritten } from '../../db/half-written.ts'
import type { Actor } from '../actor.ts'

/**
 * What somebody typed on the way to these words is in them now and need not be kept. What they typed on another desk, and is not
 * in them, stays: it may be still open there. The caller holds the draft's lock.
 */
export async function settleTyped(
  scope: Scope,
  draft: Pick<Draft, 'id' | 'fanId'>,
  { actor, words, now }: { actor: Actor; words: string; now: Date },
): Promise<void> {
  const typed = (await halfWrittenOf(scope, [draft.id])).find(({ personId }) => personId === actor.id)
  if (!typed || (typed.via !== actor.via && !words.includes(typed.text.trim()))) return
  await keepHalfWritten(scope, draft, { ...typed, text: '', now })
}
