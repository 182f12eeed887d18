/** So many failures in a row, and the model is left alone for a while. */
const FAILURES_TO_OPEN = 5
const FIRST_REST_MS = 30_000
const LONGEST_REST_MS = 5 * 60_000

export type BreakerState = 'closed' | 'open' | 'half-open'

/** Keeps us from waiting, draft after draft, for a model that does not answer. One per model of a creator. */
export interface CircuitBreaker {
  /** False: skip it this time. After its rest it lets one call through as a probe; the others wait for that one's outcome. */
  mayTry(now: Date): boolean
  succeeded(): void
  failed(now: Date): void
  state(now: Date): BreakerState
}

export function createCircuitBreaker(): CircuitBreaker {
  let failures = 0
  let openUntil = 0
  let restMs = FIRST_REST_MS
  let probeUntil = 0
  return {
    mayTry(now) {
      if (failures < FAILURES_TO_OPEN) return true
      const at = now.getTime()
      if (at < openUntil || at < probeUntil) return false
      // A probe that never reports back must not close the door for ever: after one rest another may try.
      probeUntil = at + restMs
      return true
    },
    succeeded() {
      failures = 0
      openUntil = 0
      probeUntil = 0
      restMs = FIRST_REST_MS
    },
    failed(now) {
      failures += 1
      if (failures < FAILURES_TO_OPEN) return
      if (failures > FAILURES_TO_OPEN) restMs = Math.min(LONGEST_REST_MS, restMs * 2)
      openUntil = now.getTime() + restMs
      probeUntil = 0
    },
    state(now) {
      if (failures < FAILURES_TO_OPEN) return 'closed'
      return now.getTime() < openUntil ? 'open' : 'half-open'
    },
  }
}
