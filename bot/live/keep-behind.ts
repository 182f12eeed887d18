/** Lets work go on behind an answer that was given. */
export type Behind = (work: Promise<unknown>) => void

/** For a process that stays: such work needs nobody to hold it, but a quiet stop waits for it. */
export function keepBehind(): { behind: Behind; settled(): Promise<void> } {
  const running = new Set<Promise<unknown>>()
  return {
    behind(work) {
      const over: Promise<unknown> = work.catch(() => undefined).finally(() => running.delete(over))
      running.add(over)
    },
    async settled() {
      while (running.size > 0) await Promise.allSettled([...running])
    },
  }
}
