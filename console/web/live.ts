import { signal } from '@preact/signals'
import type { LiveEvent } from './client.ts'

/*
 * What happens elsewhere. `onLive(listener)` hears every change the server publishes (ids, never words). When the stream is
 * lost, `{ kind: 'resync' }` comes at a steady pace instead, so that every listener reads again.
 */

export type LiveNews = LiveEvent | { kind: 'resync' }

const POLL_MS = 5_000
const listeners = new Set<(news: LiveNews) => void>()

/** False while neither stream nor server can be reached. */
export const isLive = signal(true)

let source: EventSource | undefined
let polling: ReturnType<typeof setInterval> | undefined

export function onLive(listener: (news: LiveNews) => void): () => void {
  listeners.add(listener)
  source ??= open()
  return () => listeners.delete(listener)
}

function open(): EventSource {
  const opened = new EventSource('/api/events')
  opened.addEventListener('open', () => {
    // What happened while the stream was away, or before it stood for the first time, is not repeated.
    tell({ kind: 'resync' })
    clearInterval(polling)
    polling = undefined
    isLive.value = true
  })
  opened.addEventListener('change', (message: MessageEvent<string>) => tell(JSON.parse(message.data) as LiveEvent))
  opened.addEventListener('error', () => {
    isLive.value = false
    polling ??= setInterval(poll, POLL_MS)
  })
  return opened
}

function poll(): void {
  // After a refusal the browser gives a stream up for good; then we open it again.
  if (source?.readyState === EventSource.CLOSED) source = open()
  tell({ kind: 'resync' })
}

function tell(news: LiveNews): void {
  for (const listener of [...listeners]) listener(news)
}

addEventListener('pagehide', () => {
  source?.close()
  source = undefined
})
addEventListener('pageshow', (event) => {
  if (!event.persisted || listeners.size === 0) return
  source ??= open()
  tell({ kind: 'resync' })
})
