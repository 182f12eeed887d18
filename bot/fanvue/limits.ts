/** Fanvue's written policy allows an app 100 requests a minute for one creator; replies get the larger part of them. */
export const FANVUE_LIMITS = {
  sending: { most: 60, windowMs: 60_000 },
  reading: { most: 40, windowMs: 60_000 },
} as const

/** It publishes no length; a message this long is read as one, and longer replies leave in several. */
export const LONGEST_TEXT = 2_000

export interface Limits {
  /** @returns 0 when something may be read now, else how many milliseconds to wait */
  take(connectionId: string): number
}

/** Counts what this process reads in a sliding window. Several processes together may be told to wait, and do. */
export function createLimits(now: () => number): Limits {
  const { most, windowMs } = FANVUE_LIMITS.reading
  const made = new Map<string, number[]>()
  return {
    take(connectionId) {
      const at = now()
      const recent = (made.get(connectionId) ?? []).filter((time) => time > at - windowMs)
      made.set(connectionId, recent)
      const oldest = recent[recent.length - most]
      if (oldest !== undefined) return Math.max(1, oldest + windowMs - at)
      recent.push(at)
      return 0
    },
  }
}
