import { wordChanges } from './word-changes.ts'

/**
 * How much of a draft a person changed: 0 = sent as drafted, 1 = nothing left. Counted in characters of changed words. Two texts
 * too different to compare in time count as nothing left.
 */
export function editShare(drafted: string, sent: string): number {
  if (drafted === sent) return 0
  const longest = Math.max(drafted.length, sent.length)
  const kept = wordChanges(drafted, sent)
    .filter((part) => !part.added && !part.removed)
    .reduce((sum, part) => sum + part.value.length, 0)
  return 1 - kept / longest
}
