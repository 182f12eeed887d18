import { isAway } from '../db/away.ts'

const TRIES = 10
const PAUSE_MS = 1_000

/**
 * Runs a short piece of work again, each second for ten seconds, until it succeeds. For giving back what was claimed: while the
 * database restarts nothing can be given back, and what is not would lie there until its lease runs out.
 * @param when which failures are worth another try; else every one
 */
export async function patiently<T>(
  work: () => Promise<T>,
  { when = () => true }: { when?: (error: unknown) => boolean } = {},
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES || !when(error)) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}

/** For what a start does again without harm: a database that restarts just then is waited for, and nobody has to start us anew. */
export const whileItRestarts = <T>(work: () => Promise<T>): Promise<T> => patiently(work, { when: isAway })
