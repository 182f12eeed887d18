import type { Scope } from '../../db/db.ts'
import { touchDraft } from '../../db/drafts.ts'
import { openDraftsOfFans } from '../../db/fan-drafts.ts'
import type { Memory } from '../../db/memories.ts'
import { scrubNotes } from '../../db/scrub-notes.ts'
import type { DraftNotes, Warning } from '../draft/draft-notes.ts'
import { type Language, say } from '../words/say.ts'

/** A correction reaches drafts that wait already: whoever reads one that was made from the old fact sees it on the card. */
export async function warnOpenDrafts(
  scope: Scope,
  { before, fact, author }: { before: Pick<Memory, 'id' | 'fanId' | 'fact'>; fact: string; author: string },
): Promise<void> {
  const open = new Set((await openDraftsOfFans(scope, [before.fanId])).map(({ id }) => id))
  if (open.size === 0) return
  const says = (language: Language) => say(language, 'card.corrected', { author, before: before.fact, fact })
  const warning: Warning = { rule: 'corrected', severity: 'look', says: { en: says('en'), fr: says('fr') } }
  await scrubNotes<DraftNotes>(scope, before.fanId, (notes, draftId) => {
    if (!open.has(draftId) || !notes.recalled.some(({ id }) => id === before.id)) return undefined
    return { ...notes, warnings: [warning, ...notes.warnings] }
  })
  for (const id of open) await touchDraft(scope, id)
}
