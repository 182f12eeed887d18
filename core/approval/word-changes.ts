import { diffWordsWithSpace } from 'diff'

export interface WordChange {
  value: string
  added: boolean
  removed: boolean
}

/** What changed between two texts, word by word. Empty when they are so different that finding out would take too long. */
export function wordChanges(before: string, after: string): WordChange[] {
  const changes = diffWordsWithSpace(before, after, { timeout: 100 }) ?? []
  return changes.map(({ value, added, removed }) => ({ value, added, removed }))
}
