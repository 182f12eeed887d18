import { timingSafeEqual } from 'node:crypto'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import type { HttpBindings } from '@hono/node-server'
import { deliveryFiguresHere } from '../../core/delivery/delivery-figures.ts'
import { recallFigures } from '../../core/recall/hot-indexes.ts'
import type { Store } from '../../db/db.ts'

/** Requests at work and event loop, as whoever adds and takes away processes reads them. */
export interface Metrics {
  /** Counts a request as long as its answer is being made. */
  during<T>(work: () => Promise<T> | T): Promise<T>
  /** Prometheus text. */
  text(): string
}

/**
 * What says that this process has enough to do: above 0.8 of `souvenir_event_loop_utilization`, the share of time in which it
 * was busy since it was last asked, another process should be added; every process is alike.
 */
export function createMetrics(store: Store): Metrics {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  let before = performance.eventLoopUtilization()
  let atWork = 0
  let answered = 0
  return {
    async during(work) {
      atWork += 1
      try {
        return await work()
      } finally {
        atWork -= 1
        answered += 1
      }
    },
    text() {
      const now = performance.eventLoopUtilization()
      const { utilization } = performance.eventLoopUtilization(now, before)
      before = now
      const p99 = delay.percentile(99) / 1e9
      delay.reset()
      const delivered = deliveryFiguresHere(store)
      const { fans, bytes, ...reads } = recallFigures(store)
      return [
        gauge('souvenir_event_loop_utilization', 'Share of time this process was busy since last asked', utilization),
        gauge('souvenir_event_loop_delay_p99_seconds', 'How late the event loop was since last asked', p99),
        gauge('souvenir_requests_at_work', 'Requests that are being answered now', atWork),
        metric('counter', 'souvenir_requests_answered_total', 'Requests answered', answered),
        gauge('souvenir_memory_bytes', 'Resident memory of this process', process.memoryUsage.rss()),
        gauge('souvenir_hot_fans', 'Fans whose index is in memory', fans),
        gauge('souvenir_hot_fans_bytes', 'What those indexes weigh', bytes),
        '# HELP souvenir_deliveries_total Replies by what became of them in this process\n# TYPE souvenir_deliveries_total counter',
        ...(['queued', 'sent', 'failed', 'unknown', 'waited'] as const).map(
          (outcome) => `souvenir_deliveries_total{outcome="${outcome}"} ${delivered[outcome]}`,
        ),
        metric('counter', 'souvenir_delivery_seconds_total', 'From yes to fan, of all sent', delivered.seconds),
        '# HELP souvenir_recall_total How recall got its index\n# TYPE souvenir_recall_total counter',
        ...Object.entries(reads).map(([how, count]) => `souvenir_recall_total{how="${how}"} ${count}`),
        '',
      ].join('\n')
    },
  }
}

type Fetch = (request: Request, ...rest: never[]) => Response | Promise<Response>

/**
 * Answers `GET /metrics` and counts everything else. They name no tenant and no fan; still only this machine gets them, or
 * whoever has the token of METRICS_TOKEN.
 */
export function metered<F extends Fetch>(fetch: F, metrics: Metrics, token: string | undefined): F {
  const guarded = (request: Request, bindings: HttpBindings, ...rest: never[]) => {
    if (new URL(request.url).pathname !== '/metrics') {
      return metrics.during(() => fetch(request, bindings as never, ...rest))
    }
    if (!mayRead(request, bindings, token)) return new Response('Not found', { status: 404 })
    return new Response(metrics.text(), { headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' } })
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

const gauge = (name: string, help: string, value: number) => metric('gauge', name, help, value)

const metric = (type: string, name: string, help: string, value: number) =>
  `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${name} ${value}`
