import { timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpBindings } from '@hono/node-server'
import type { Deps } from '../../core/deps.ts'
import { type Figures, readFigures } from '../../core/health/read-figures.ts'
import { prometheusText, type Sample } from './sample.ts'
import { counter, gauge, samplesHere, samplesOf } from './samples-of.ts'

/** Everything that is counted here, as whoever watches from outside reads it. */
export interface Metrics {
  /** Counts a request as long as its answer is being made. */
  during<T>(work: () => Promise<T> | T): Promise<T>
  /** A reader of one's own: what is "since last asked" is since this one asked. */
  reader(): () => Promise<Sample[]>
}

/** Upper ends of the ranges that durations of requests are counted in, in seconds. */
const RANGES = [0.005, 0.02, 0.1, 0.3, 1, 5]
/** A database that is slower tells nothing this time. */
const PATIENCE_MS = 2_000

/**
 * What says that this process has enough to do: above 0.8 of `souvenir_event_loop_utilization`, the share of time in which it
 * was busy since it was last asked, another process should be added; every process is alike.
 */
export function createMetrics(deps: Pick<Deps, 'store' | 'models' | 'embedder' | 'now'>): Metrics {
  let atWork = 0
  let answered = 0
  let seconds = 0
  const within = RANGES.map(() => 0)
  const note = (took: number) => {
    atWork -= 1
    answered += 1
    seconds += took
    for (const [index, most] of RANGES.entries()) if (took <= most) within[index] = (within[index] ?? 0) + 1
  }
  return {
    async during(work) {
      const begunAt = performance.now()
      atWork += 1
      try {
        return await work()
      } finally {
        note((performance.now() - begunAt) / 1_000)
      }
    },
    reader() {
      const delay = monitorEventLoopDelay({ resolution: 10 })
      delay.enable()
      let before = performance.eventLoopUtilization()
      return async () => {
        const now = performance.eventLoopUtilization()
        const { utilization } = performance.eventLoopUtilization(now, before)
        before = now
        const p99 = delay.percentile(99) / 1e9
        delay.reset()
        const figures = await figuresSoon(deps)
        return [
          gauge('event_loop_utilization', 'Share of time this process was busy since last asked', utilization),
          gauge('event_loop_delay_p99_seconds', 'How late the event loop was since last asked', p99),
          gauge('requests_at_work', 'Requests that are being answered now', atWork),
          counter('requests_answered_total', 'Requests answered', answered),
          ...RANGES.map((most, index) =>
            counter('requests_within_total', 'Requests answered within so many seconds', within[index] ?? 0, {
              seconds: String(most),
            }),
          ),
          counter('request_seconds_total', 'How long answering took, all requests together', seconds),
          gauge('memory_bytes', 'Resident memory of this process', process.memoryUsage.rss()),
          ...samplesHere(deps),
          gauge('database_up', '1 when the database answered just now', figures ? 1 : 0),
          ...(figures ? samplesOf(figures, deps.now()) : []),
        ]
      }
    },
  }
}

async function figuresSoon(deps: Pick<Deps, 'store' | 'now'>): Promise<Figures | undefined> {
  const late = sleep(PATIENCE_MS, undefined, { ref: false })
  return Promise.race([readFigures(deps).catch(() => undefined), late])
}

type Fetch = (request: Request, ...rest: never[]) => Response | Promise<Response>

/**
 * Answers `GET /metrics` and counts everything else. They name no tenant and no fan; still only this machine gets them, or
 * whoever has the token of METRICS_TOKEN.
 */
export function metered<F extends Fetch>(fetch: F, metrics: Metrics, token: string | undefined): F {
  const read = metrics.reader()
  const guarded = async (request: Request, bindings: HttpBindings, ...rest: never[]) => {
    if (new URL(request.url).pathname !== '/metrics') {
      return metrics.during(() => fetch(request, bindings as never, ...rest))
    }
    if (!mayRead(request, bindings, token)) return new Response('Not found', { status: 404 })
    return new Response(prometheusText(await read()), {
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
    })
  }
  return guarded as unknown as F
}

function mayRead(request: Request, bindings: HttpBindings | undefined, token: string | undefined): boolean {
  if (token) return isSame(request.headers.get('authorization') ?? '', `Bearer ${token}`)
  const peer = bindings?.incoming?.socket?.remoteAddress ?? ''
  // A proxy on this machine asks for somebody else.
  return /^(?:::ffff:)?127\.|^::1$/.test(peer) && !request.headers.has('x-forwarded-for')
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
