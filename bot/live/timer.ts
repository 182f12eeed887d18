import { refreshCards } from '../../core/approval/refresh-cards.ts'
import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'

/** At the latest after this it looks again, in case another process made something due. */
const LONGEST_SLEEP_MS = 1_000
const SHORTEST_SLEEP_MS = 15
/** A round that takes longer waits for something outside. */
const PATIENCE_MS = 1_000
const MOST_ROUNDS = 4
/** People look at cards while they decide. */
const PATIENCE_WITH_CARDS_MS = 250
/** As many calls as a platform that hangs may hold before the cards on another one wait, too. */
const MOST_ROUNDS_OF_CARDS = 16

export interface Timer {
  wake(at: Date): void
  /** Lets what runs now finish, and starts nothing more. */
  stop(): Promise<void>
}

/**
 * Runs due work as soon as it is due. A round that waits for a slow model holds up nothing: after a second the next one may begin
 * beside it, for everything is claimed by whoever does it. Cards have a lane of their own: however many rounds wait for a model or
 * for a reply to leave, what was decided is drawn.
 */
export function startTimer(deps: Deps, onError: (error: unknown) => void): Timer {
  const lanes = [
    startLane(deps, { work: runDueWork, patienceMs: PATIENCE_MS, mostRounds: MOST_ROUNDS }, onError),
    startLane(deps, { work: drawCards, patienceMs: PATIENCE_WITH_CARDS_MS, mostRounds: MOST_ROUNDS_OF_CARDS }, onError),
  ]
  return {
    wake(at) {
      for (const lane of lanes) lane.wake(at)
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}

interface Lane {
  /** @returns when it should run again at the latest */
  work: (deps: Deps) => Promise<Date | undefined>
  /** How long a round may take before the next one begins beside it. */
  patienceMs: number
  mostRounds: number
}

async function drawCards(deps: Deps): Promise<undefined> {
  await refreshCards(deps)
}

function startLane(deps: Deps, { work, patienceMs, mostRounds }: Lane, onError: (error: unknown) => void): Timer {
  let isStopped = false
  let nextAt = 0
  let begunAt = 0
  let sleeping: ReturnType<typeof setTimeout> | undefined
  const rounds = new Set<Promise<void>>()

  const plan = (at: number) => {
    if (isStopped) return
    nextAt = nextAt === 0 ? at : Math.min(nextAt, at)
    if (rounds.size >= mostRounds) return
    clearTimeout(sleeping)
    const now = deps.now().getTime()
    const soonest = rounds.size > 0 ? Math.max(nextAt, begunAt + patienceMs) : nextAt
    sleeping = setTimeout(run, Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, soonest - now)))
  }
  const run = () => {
    nextAt = 0
    begunAt = deps.now().getTime()
    const round: Promise<void> = work(deps)
      .then((due) => due && plan(due.getTime()))
      .catch(onError)
      .finally(() => {
        rounds.delete(round)
        plan(deps.now().getTime() + LONGEST_SLEEP_MS)
      })
    rounds.add(round)
    plan(begunAt + patienceMs)
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
