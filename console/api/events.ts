import { Hono } from 'hono'
import { streamSSE } from 'hono/streaming'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import type { SignedIn } from './session.ts'

const BEAT_MS = 15_000
/** Then the browser opens a new stream, and the session is looked at again. */
const LONGEST_MS = 5 * 60_000

/** What changes, as it changes, for one tenant's consoles: ids in a stream of server-sent events, never words. */
export function eventsApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>().get('/events', allow('queue.read'), (c) => {
    // A proxy that collects answers would hold the news back.
    c.header('x-accel-buffering', 'no')
    return streamSSE(c, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const unsubscribe = deps.events.subscribe(c.get('session').tenantId, (event) => {
        void stream.writeSSE({ event: 'change', data: JSON.stringify(event) })
      })
      try {
        await stream.writeSSE({ event: 'hello', data: '', retry: 1_000 })
        for (let beats = 0; beats < LONGEST_MS / BEAT_MS && !gone.signal.aborted; beats += 1) {
          await pause(BEAT_MS, gone.signal)
          await stream.writeSSE({ event: 'beat', data: '' })
        }
      } finally {
        unsubscribe()
      }
    })
  })
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => {
      clearTimeout(timer)
      resolve()
    })
  })
}
