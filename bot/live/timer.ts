import type { Deps } from '../../core/deps.ts'
import { runDueWork } from '../../core/due-work.ts'
import { CARDS, type Lane, SENDS, startLane, type Timer } from './lane.ts'

const ALL_BUT_SENDS: Lane = {
  work: (deps) => runDueWork(deps, { sends: false }),
  // A round that takes longer waits for something outside.
  patienceMs: 1_000,
  mostRounds: 4,
}

/**
 * Runs due work as soon as it is due. A round that waits for a slow model holds up nothing: after a second the next one may begin
 * beside it, for everything is claimed by whoever does it. Sending has a lane of its own, and so have cards: however many rounds
 * wait for a model, what was approved leaves, and however many wait for a platform, what was decided is drawn.
 */
export function startTimer(deps: Deps, onError: (error: unknown) => void): Timer {
  const lanes = [ALL_BUT_SENDS, SENDS, CARDS].map((lane) => startLane(deps, lane, onError))
  return {
    wake(at) {
      for (const lane of lanes) lane.wake(at)
    },
    async stop() {
      await Promise.all(lanes.map((lane) => lane.stop()))
    },
  }
}
