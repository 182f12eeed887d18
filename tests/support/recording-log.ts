import type { Log } from '../../core/deps.ts'

/** A log that a story can read, to see that something was noted and that no word of a fan was. */
export function recordingLog(): Log & { lines: string[] } {
  const lines: string[] = []
  const note = (stage: string, ids: Record<string, unknown>) => void lines.push(`${stage} ${JSON.stringify(ids)}`)
  return { lines, info: note, warn: note }
}
