import { useCallback, useEffect, useRef, useState } from 'preact/hooks'
import { ApiFailure } from './client.ts'
import { type LiveNews, onLive } from './live.ts'

/** What a page knows of something the server has. */
export type Resource<Data> =
  | { state: 'loading' }
  | { state: 'failed'; failure: ApiFailure; retry: () => void }
  | { state: 'ready'; data: Data; refetch: () => Promise<void>; change: (update: (data: Data) => Data) => void }

/** Reads again; whoever waits for it, as an action does, is busy until the page shows what came of it. */
export type Again = () => Promise<void> | undefined

const KEPT = 60
const kept = new Map<string, unknown>()

/**
 * The only way pages read data. What was read before under the same key is shown at once and read again behind it.
 * @param key names what is read: another key reads anew
 * @param when which news make it read again; a lost stream always does
 */
export function useResource<Data>(
  key: string,
  load: () => Promise<Data>,
  when: (news: LiveNews) => boolean = () => false,
): Resource<Data> {
  const [answer, setAnswer] = useState<{ key: string; data?: Data; failure?: ApiFailure }>({ key })
  const latest = useRef({ key, load, when, round: 0 })
  latest.current.key = key
  latest.current.load = load
  latest.current.when = when

  const read = useCallback(() => {
    const round = ++latest.current.round
    const asked = latest.current.key
    return latest.current.load().then(
      (data) => {
        remember(asked, data)
        if (round === latest.current.round) setAnswer({ key: asked, data })
      },
      (problem: unknown) => {
        if (round !== latest.current.round) return
        const failure =
          problem instanceof ApiFailure ? problem : new ApiFailure({ code: 'internal', message: String(problem) })
        setAnswer((before) => (before.key === asked && 'data' in before ? before : { key: asked, failure }))
      },
    )
  }, [])

  useEffect(() => {
    void read()
    let soon: ReturnType<typeof setTimeout> | undefined
    const stop = onLive((news) => {
      if (news.kind !== 'resync' && !latest.current.when(news)) return
      // News come in handfuls: one reading serves them.
      soon ??= setTimeout(() => {
        soon = undefined
        void read()
      }, 30)
    })
    return () => {
      latest.current.round += 1
      clearTimeout(soon)
      stop()
    }
  }, [key])

  const change = useCallback((update: (data: Data) => Data) => {
    // A reading that began before this change must not undo it.
    latest.current.round += 1
    setAnswer((before) => {
      const data = 'data' in before ? before.data : (kept.get(before.key) as Data | undefined)
      if (data === undefined) return before
      const changed = update(data)
      remember(before.key, changed)
      return { key: before.key, data: changed }
    })
  }, [])

  const data = answer.key === key && 'data' in answer ? answer.data : (kept.get(key) as Data | undefined)
  if (data !== undefined) return { state: 'ready', data, refetch: read, change }
  if (answer.key === key && answer.failure) return { state: 'failed', failure: answer.failure, retry: read }
  return { state: 'loading' }
}

/** Reads something that will be wanted next, so that it is there at once. */
export function prefetch(key: string, load: () => Promise<unknown>): void {
  if (kept.has(key)) return
  load().then(
    (data) => remember(key, data),
    // It is read again, and its failure shown, when it is really wanted.
    () => undefined,
  )
}

function remember(key: string, data: unknown): void {
  kept.delete(key)
  kept.set(key, data)
  const oldest = kept.keys().next().value
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest)
}
