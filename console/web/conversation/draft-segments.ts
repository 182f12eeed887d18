import type { Card, Warning } from '../cards.ts'

type Claim = Card['claims'][number]

/** A stretch of the draft that has the same things said about it. */
export interface Segment {
  start: number
  text: string
  claim: Claim | undefined
  warning: Warning | undefined
}

/** Cuts a text at every place where a claim or a warning begins or ends. */
export function draftSegments(text: string, claims: Claim[], warnings: Warning[]): Segment[] {
  const placed = warnings.filter(({ start, end }) => start !== undefined && end !== undefined && start < end)
  const cuts = new Set([0, text.length])
  for (const { start = 0, end = 0 } of [...claims, ...placed]) {
    for (const cut of [start, end]) if (cut > 0 && cut < text.length) cuts.add(cut)
  }
  const places = [...cuts].toSorted((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const end = places[index + 1] ?? text.length
    const covers = (span: { start?: number | undefined; end?: number | undefined }) =>
      (span.start ?? 0) <= start && (span.end ?? 0) >= end
    return { start, text: text.slice(start, end), claim: claims.find(covers), warning: placed.find(covers) }
  })
}
