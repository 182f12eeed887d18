import { useRef, useState } from 'preact/hooks'
import { ApiFailure } from './client.ts'
import { say } from './ui/toast.tsx'

/**
 * Something a person does that the server has to agree to: `const { run, isBusy } = useAction()`, `run(() => save())`.
 * While it runs a second press does nothing; what the server refused stays on screen until it is closed.
 */
export function useAction() {
  const [isBusy, setBusy] = useState(false)
  // The page is drawn a little later than two quick presses come.
  const isRunning = useRef(false)
  return {
    isBusy,
    /** @returns whether it was done */
    async run(work: () => Promise<unknown>): Promise<boolean> {
      if (isRunning.current) return false
      isRunning.current = true
      setBusy(true)
      try {
        await work()
        return true
      } catch (problem) {
        say(problem instanceof ApiFailure ? problem.message : String(problem), { keeps: true })
        return false
      } finally {
        isRunning.current = false
        setBusy(false)
      }
    },
  }
}
