/** Whole numbers from and to, both in it. */
export type Range = [from: number, to: number]

/** @param numbers ascending */
export function rangesOf(numbers: number[]): Range[] {
  const ranges: Range[] = []
  for (const number of numbers) {
    const last = ranges.at(-1)
    if (last && number === last[1] + 1) last[1] = number
    else ranges.push([number, number])
  }
  return ranges
}

/** "1-57 59" */
export function writeRanges(ranges: Range[]): string {
  return ranges.map(([from, to]) => (from === to ? `${from}` : `${from}-${to}`)).join(' ')
}

/** @returns undefined when the text is not one that `writeRanges` made: ascending, apart, each written one way */
export function readRanges(text: string): Range[] | undefined {
  if (text === '') return []
  const ranges = text.split(' ').map((part): Range => {
    const [from = '', to = from] = part.split('-')
    return [Number(from), Number(to)]
  })
  const isAscending = ranges.every(([from, to], index) => from <= to && from > (ranges[index - 1]?.[1] ?? -2) + 1)
  return isAscending && writeRanges(ranges) === text ? ranges : undefined
}

/** Together, ascending and joined where they touch. */
export function union(...lists: Range[][]): Range[] {
  const sorted = lists.flat().toSorted(([a], [b]) => a - b)
  const joined: Range[] = []
  for (const [from, to] of sorted) {
    const last = joined.at(-1)
    if (last && from <= last[1] + 1) last[1] = Math.max(last[1], to)
    else joined.push([from, to])
  }
  return joined
}

/** What lies between the ranges. @param ranges ascending and apart */
export function gapsIn(ranges: Range[], [from, to]: Range): Range[] {
  const gaps: Range[] = []
  let next = from
  for (const [start, end] of ranges) {
    if (start > to) break
    if (start > next) gaps.push([next, start - 1])
    next = Math.max(next, end + 1)
  }
  if (next <= to) gaps.push([next, to])
  return gaps
}

export const isIn = (ranges: Range[], number: number) => ranges.some(([from, to]) => number >= from && number <= to)
export const sizeOf = (ranges: Range[]) => ranges.reduce((sum, [from, to]) => sum + to - from + 1, 0)
