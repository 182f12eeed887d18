/** Longer than every grace inside `stop` together, and shorter than the patience of most supervisors; a notice comes on top. */
const PATIENCE_MS = 9_000

/**
 * Ctrl-C and SIGTERM stop in order and end with 0; a second Ctrl-C ends at once. What nobody foresaw is said, and stops in
 * order too, with 1: after it the process may be in any state, and every row it held is picked up again at the next start.
 */
export function stopOnSignals(
  stop: () => Promise<void>,
  {
    say,
    problem,
    noticeMs,
  }: { say: (line: string) => void; problem: (what: string, error: unknown) => void; noticeMs: number },
): void {
  let isStopping = false
  const end = async (code: number) => {
    isStopping = true
    const impatient = setTimeout(() => {
      problem('stopping took too long', new Error('Something did not end in time; it goes on at the next start.'))
      process.exit(1)
    }, noticeMs + PATIENCE_MS)
    try {
      await stop()
      clearTimeout(impatient)
      process.exit(code)
    } catch (error) {
      problem('stopping failed', error)
      process.exit(1)
    }
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      // A terminal sends Ctrl-C to npm and to us, and npm may pass it on: only a person takes this long to press it again.
      if (isStopping) return onAgain(signal)
      stoppedAt = Date.now()
      say('Stopping …')
      void end(0)
    })
  }
  let stoppedAt = 0
  const onAgain = (signal: string) => {
    if (signal === 'SIGINT' && Date.now() - stoppedAt > 500) process.exit(130)
  }
  for (const kind of ['uncaughtException', 'unhandledRejection'] as const) {
    process.on(kind, (error) => {
      problem(kind, error)
      if (!isStopping) void end(1)
    })
  }
}
