const TRIES = 10
const PAUSE_MS = 1_000

/**
 * Runs a short piece of work again, each second for ten seconds, until it succeeds. For giving back what was claimed: while the
 * database restarts nothing can be given back, and what is not would lie there until its lease runs out.
 */
export async function patiently(work: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (attempt === TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    }
  }
}
