import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'

const SHORTEST_PAUSE_MS = 30
const LONGEST_PAUSE_MS = 2_000

/** The work behind a request, for a place without a process that stays: it follows the request for a while, then ends. */
export interface Errands {
  wake(at: Date): void
  /** Whether this request made something due. */
  readonly isWoken: boolean
  /** Does what is due, and what becomes due within the given time; the rest is for the next request or the cron. */
  run(deps: Deps, forMs: number): Promise<void>
}

export function createErrands(now: () => Date): Errands {
  let wokenFor = Number.POSITIVE_INFINITY
  return {
    wake(at) {
      wokenFor = Math.min(wokenFor, at.getTime())
    },
    get isWoken() {
      return wokenFor !== Number.POSITIVE_INFINITY
    },
    async run(deps, forMs) {
      const end = now().getTime() + forMs
      let pause = SHORTEST_PAUSE_MS
      for (;;) {
        wokenFor = Number.POSITIVE_INFINITY
        const due = await runDueWork(deps)
        const next = Math.min(wokenFor, due?.getTime() ?? Number.POSITIVE_INFINITY)
        const wait = next - now().getTime()
        // What is overdue and not done is in somebody else's hands: look again, ever more calmly.
        pause = wait > 0 ? SHORTEST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2)
        const sleepMs = Math.max(pause, wait)
        if (now().getTime() + sleepMs > end) return
        await new Promise((resolve) => setTimeout(resolve, sleepMs))
      }
    },
  }
}
