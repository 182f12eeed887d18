import { useEffect, useRef } from 'preact/hooks'

/** How long this draft has been before the eyes: since it was opened, without the time the page was hidden. */
export function useSecondsOnCard(draftId: string): () => number {
  const shown = useRef({ draftId, since: performance.now(), hiddenMs: 0, hiddenAt: 0 })
  if (shown.current.draftId !== draftId) {
    shown.current = { draftId, since: performance.now(), hiddenMs: 0, hiddenAt: 0 }
  }
  useEffect(() => {
    const note = () => {
      const state = shown.current
      if (document.visibilityState === 'hidden') state.hiddenAt = performance.now()
      else if (state.hiddenAt) state.hiddenMs += performance.now() - state.hiddenAt
    }
    document.addEventListener('visibilitychange', note)
    return () => document.removeEventListener('visibilitychange', note)
  }, [])
  return () => Math.round((performance.now() - shown.current.since - shown.current.hiddenMs) / 100) / 10
}
