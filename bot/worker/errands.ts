import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'
import { CARDS, startLane, type Timer } from '../live/lane.ts'

const SHORTEST_PAUSE_MS = 30
const LONGEST_PAUSE_MS = 2_000

/** The work behind a request, for a place without a process that stays: it follows the request for a while, then ends. */
export interface Errands {
  wake(at: Date): void
  /** Something goes on behind the answer, and may make more due: the errands stay for it. */
  stayFor(work: Promise<unknown>): void
  /** Whether this request made something due, or may yet. */
  readonly isWoken: boolean
  /**
   * Does what is due, and what becomes due within the given time; the rest is for the next request or the cron. Cards are drawn
   * beside it all the while: a reply that takes long to leave, or a slow model, holds up none.
   */
  run(deps: Deps, forMs: number, onError: (error: unknown) => void): Promise<void>
}

export function createErrands(now: () => Date): Errands {
  const NEVER = Number.POSITIVE_INFINITY
  let wokenFor = NEVER
  let rouse = () => {}
  let cards: Timer | undefined
  const behind = new Set<Promise<unknown>>()

  /** Ends early when somebody wakes us. */
  const sleep = (ms: number) =>
    new Promise<void>((resolve) => {
      const timeout = setTimeout(resolve, ms)
      rouse = () => {
        clearTimeout(timeout)
        resolve()
      }
    })

  async function runDue(deps: Deps, end: number): Promise<void> {
    let pause = SHORTEST_PAUSE_MS
    for (;;) {
      wokenFor = NEVER
      const due = await runDueWork(deps)
      const next = Math.min(wokenFor, due?.getTime() ?? NEVER)
      const wait = next - now().getTime()
      // What is overdue and not done is in somebody else's hands: look again, ever more calmly.
      pause = wait > 0 ? SHORTEST_PAUSE_MS : Math.min(LONGEST_PAUSE_MS, pause * 2)
      const sleepMs = Math.max(pause, wait)
      const leftMs = end - now().getTime()
      if (sleepMs <= leftMs) await sleep(sleepMs)
      else if (behind.size > 0 && leftMs > 0) await sleep(leftMs)
      else return
    }
  }

  return {
    wake(at) {
      wokenFor = Math.min(wokenFor, at.getTime())
      cards?.wake(at)
      rouse()
    },
    stayFor(work) {
      const going = work.finally(() => {
        behind.delete(going)
        rouse()
      })
      behind.add(going)
      going.catch(() => undefined)
    },
    get isWoken() {
      return wokenFor !== NEVER || behind.size > 0
    },
    async run(deps, forMs, onError) {
      cards = startLane(deps, CARDS, onError)
      try {
        await runDue(deps, now().getTime() + forMs)
      } finally {
        await cards.stop()
      }
    },
  }
}
