import type { RecordLine } from './record-data.ts'

/** Equal looks this close together are one line for people. */
const TOGETHER_MS = 10 * 60_000
/** A look changes nothing. A change stands alone: nobody should have to unfold it. */
const isLook = ({ action }: RecordLine) => /\.(list|read|search|show|recall|learn|disclose)$/.test(action)

/**
 * The record as people read it: a person's equal looks within ten minutes lie together, the latest first, however many
 * fans they saw. Nothing is left out and what is latest stays first; each group has at least one entry.
 */
export function lookTogether(lines: readonly RecordLine[]): RecordLine[][] {
  const groups: RecordLine[][] = []
  const open = new Map<string, RecordLine[]>()
  for (const line of lines) {
    const key = `${line.actor.id} ${line.action} ${line.purpose}`
    const group = isLook(line) ? open.get(key) : undefined
    const latest = group?.[0]
    if (group && latest && Date.parse(latest.at) - Date.parse(line.at) <= TOGETHER_MS) group.push(line)
    else {
      const begun = [line]
      groups.push(begun)
      open.set(key, begun)
    }
  }
  return groups
}
