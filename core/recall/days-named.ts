import type { FanIndex } from './fan-index.ts'
import { wordsOf } from './terms.ts'

/** A day, a month or a year that a text names: what is left out is open. */
export interface DayHint {
  year?: number
  /** 0..11 */
  month?: number
  day?: number
}

const MONTHS = new Map(
  [
    'january february march april may june july august september october november december',
    'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
    'jan feb mar apr _ jun jul aug sept oct nov dec',
  ].flatMap((year) => year.split(' ').map((name, month) => [name, month] as const)),
)

/** The days that a text names: "8 May 2023", "May 8th", "in July", "en 2024". */
export function daysNamed(text: string): DayHint[] {
  const words = wordsOf(text.slice(0, 1_000))
  const hints: DayHint[] = []
  for (const [position, word] of words.entries()) {
    const month = MONTHS.get(word)
    // "may" and "mars" are months only beside a number, or after a word that leads to one.
    const isMonth = month !== undefined && (!/^(?:may|mai|mars|mar)$/.test(word) || leadsToMonth(words, position))
    if (isMonth) {
      const around = [words[position - 1], words[position + 1], words[position + 2]]
      const day = around.map(dayOf).find((found) => found !== undefined)
      const year = around.map(yearOf).find((found) => found !== undefined)
      hints.push({ month, ...(day === undefined ? {} : { day }), ...(year === undefined ? {} : { year }) })
    }
  }
  if (hints.length > 0) return hints
  return words.flatMap((word) => {
    const year = yearOf(word)
    return year === undefined ? [] : [{ year }]
  })
}

function leadsToMonth(words: string[], position: number): boolean {
  const [before, after] = [words[position - 1], words[position + 1]]
  return (
    /^(?:in|on|of|since|last|next|this|early|late|en|de|depuis)$/.test(before ?? '') ||
    !!dayOf(before) ||
    !!dayOf(after)
  )
}

function dayOf(word: string | undefined): number | undefined {
  const day = Number(/^(\d{1,2})(?:st|nd|rd|th|er)?$/.exec(word ?? '')?.[1])
  return day >= 1 && day <= 31 ? day : undefined
}

function yearOf(word: string | undefined): number | undefined {
  return /^(?:19|20)\d\d$/.test(word ?? '') ? Number(word) : undefined
}

/** A sitting whose date fits what was named counts for all its messages: `share` of what the best match of words does. */
export function addDays({ count, sitting, at }: FanIndex, scores: Float32Array, days: DayHint[], share: number): void {
  if (days.length === 0) return
  const most = share * scores.reduce((top, score) => Math.max(top, score), 0)
  let fits = 0
  for (let doc = 0; doc < count; doc += 1) {
    if (doc === 0 || sitting[doc - 1] !== sitting[doc]) {
      fits = Math.max(...days.map((day) => closeness(new Date((at[doc] ?? 0) * 1_000), day)))
    }
    scores[doc] = (scores[doc] ?? 0) + fits * most
  }
}

/** What is told of a day is told on it or within the fortnight after. */
function closeness(said: Date, { year, month, day }: DayHint): number {
  if (year !== undefined && Math.abs(said.getUTCFullYear() - year) > (month === undefined ? 0 : 1)) return 0
  if (month === undefined) return year === undefined ? 0 : 0.3
  if (day === undefined) {
    if (year !== undefined && said.getUTCFullYear() !== year) return 0
    return said.getUTCMonth() === month ? 0.7 : 0
  }
  const named = Date.UTC(year ?? said.getUTCFullYear(), month, day)
  const later = (said.getTime() - named) / 86_400_000
  if (later >= -1 && later <= 2) return 1
  return later > -3 && later <= 14 ? 0.5 : 0
}
