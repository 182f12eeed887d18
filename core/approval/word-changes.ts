import { diffWordsWithSpace } from 'diff'

/** Counted, not timed: a busy machine finds what a quick one finds. */
const MOST_CHANGES = 2_000

export interface WordChange {
  value: string
  added: boolean
  removed: boolean
}

/** What changed between two texts, word by word. Empty when they are so different that finding out would take too long. */
export function wordChanges(before: string, after: string): WordChange[] {
  const changes = diffWordsWithSpace(before, after, { maxEditLength: MOST_CHANGES }) ?? []
  return changes.map(({ value, added, removed }) => ({ value, added, removed }))
}
