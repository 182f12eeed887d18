import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'

/** At the latest after this it looks again, in case another process made something due. */
const LONGEST_SLEEP_MS = 1_000
const SHORTEST_SLEEP_MS = 15
/** A round that takes longer waits for something outside. */
const PATIENCE_MS = 1_000
const MOST_ROUNDS = 4

export interface Timer {
  wake(at: Date): void
  /** Lets what runs now finish, and starts nothing more. */
  stop(): Promise<void>
}

/**
 * Runs due work as soon as it is due. A round that waits for a slow model holds up nothing: after a second the next one may begin
 * beside it, for everything is claimed by whoever does it.
 */
export function startTimer(deps: Deps, onError: (error: unknown) => void): Timer {
  let isStopped = false
  let nextAt = 0
  let begunAt = 0
  let sleeping: ReturnType<typeof setTimeout> | undefined
  const rounds = new Set<Promise<void>>()

  const plan = (at: number) => {
    if (isStopped) return
    nextAt = nextAt === 0 ? at : Math.min(nextAt, at)
    if (rounds.size >= MOST_ROUNDS) return
    clearTimeout(sleeping)
    const now = deps.now().getTime()
    const soonest = rounds.size > 0 ? Math.max(nextAt, begunAt + PATIENCE_MS) : nextAt
    sleeping = setTimeout(run, Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, soonest - now)))
  }
  const run = () => {
    nextAt = 0
    begunAt = deps.now().getTime()
    const round: Promise<void> = runDueWork(deps)
      .then((due) => due && plan(due.getTime()))
      .catch(onError)
      .finally(() => {
        rounds.delete(round)
        plan(deps.now().getTime() + LONGEST_SLEEP_MS)
      })
    rounds.add(round)
    plan(begunAt + PATIENCE_MS)
  }
  run()
  return {
    wake: (at) => plan(at.getTime()),
    async stop() {
      isStopped = true
      clearTimeout(sleeping)
      await Promise.all(rounds)
    },
  }
}
