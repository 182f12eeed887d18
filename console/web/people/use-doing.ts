import { useRef, useState } from 'preact/hooks'
import { doorProblem } from '../door.ts'

/** One thing at a time that a person asked for: whether it is under way, and what went wrong in words. */
export function useDoing() {
  const [isBusy, setBusy] = useState(false)
  // The page is drawn a little later than two quick presses come.
  const isRunning = useRef(false)
  const [problem, setProblem] = useState<string | undefined>()
  /** False when it failed, with the problem shown, or when the one before is still under way. */
  async function doing(work: () => Promise<unknown>): Promise<boolean> {
    if (isRunning.current) return false
    isRunning.current = true
    setBusy(true)
    setProblem(undefined)
    try {
      await work()
      return true
    } catch (error) {
      setProblem(doorProblem(error))
      return false
    } finally {
      isRunning.current = false
      setBusy(false)
    }
  }
  return { isBusy, problem, doing }
}
