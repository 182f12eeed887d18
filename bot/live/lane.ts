import { refreshCards } from '../../core/approval/refresh-cards.ts'
import { sendDueReplies } from '../../core/delivery/send-due-replies.ts'
import type { Deps } from '../../core/deps.ts'

/** At the latest after this it looks again, in case another process made something due. */
const LONGEST_SLEEP_MS = 1_000
const SHORTEST_SLEEP_MS = 15

export interface Timer {
  wake(at: Date): void
  /** Lets what runs now finish, and starts nothing more. */
  stop(): Promise<void>
}

export interface Lane {
  /** @returns when it should run again at the latest */
  work: (deps: Deps) => Promise<Date | undefined>
  /** How long a round may take before the next one begins beside it. */
  patienceMs: number
  mostRounds: number
}

/** Cards: people look at them while they decide. */
export const CARDS: Lane = {
  work: async (deps) => {
    await refreshCards(deps)
    return undefined
  },
  patienceMs: 250,
  // As many calls as a platform that hangs may hold before the cards on another one wait, too.
  mostRounds: 16,
}

/** Approved replies: a model that takes its time is none of their concern. */
export const SENDS: Lane = {
  work: sendDueReplies,
  patienceMs: 1_000,
  // As many sends, eight in a round, as platforms that hang may hold before those to other ones wait, too.
  mostRounds: 16,
}

/** Does one kind of work as soon as it is due. A round that takes long holds up nothing: after a while the next one begins beside it. */
export function startLane(
  deps: Deps,
  { work, patienceMs, mostRounds }: Lane,
  onError: (error: unknown) => void,
): Timer {
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
