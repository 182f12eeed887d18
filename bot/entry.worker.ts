import { Hono } from 'hono'
import { errorHandler, requestIds, type Variables } from '../console/api/respond.ts'
import { noteDeadLetter, takeFromQueue } from '../core/delivery/take-from-queue.ts'
import { problemOf } from '../core/problem-of.ts'
import { createLog } from './log.ts'
import { type QueueBatch, settleBatch } from './queue/cloudflare.ts'
import { openVisit, type Visit } from './worker/open-visit.ts'
import { untilRead } from './worker/until-read.ts'
import type { WorkerEnv } from './worker/worker-settings.ts'

interface Context {
  waitUntil(work: Promise<unknown>): void
}

/** Covers the time of a burst and the time to undo; Cloudflare lets work behind a request run for 30 seconds. */
const BEHIND_A_REQUEST_MS = 25_000
/** Until the next minute's run begins. */
const BEHIND_THE_CRON_MS = 55_000

/** Souvenir on Cloudflare Workers: built anew for each request, with due work behind it and once a minute. */
export default {
  async fetch(request: Request, env: WorkerEnv, context: Context): Promise<Response> {
    const { origin, pathname } = new URL(request.url)
    if (pathname === '/health/live') return Response.json({ alive: true })
    let visit: Visit
    try {
      visit = await openVisit(env, origin, context)
    } catch (error) {
      return refusal(request, error)
    }
    const answered = visit.hold()
    try {
      return untilRead(await visit.souvenir.http.fetch(request, env), { gone: request.signal }, answered)
    } finally {
      if (visit.errands.isWoken) context.waitUntil(runErrands(visit, BEHIND_A_REQUEST_MS))
      else visit.leave()
    }
  },

  async scheduled(_event: unknown, env: WorkerEnv, context: Context): Promise<void> {
    const visit = await openVisit(env, undefined, context)
    const { deps, tend } = visit.souvenir
    await tend().catch((error: unknown) => deps.log.warn('connections', { problem: problemOf(error) }))
    await runErrands(visit, BEHIND_THE_CRON_MS)
  },

  async queue(batch: QueueBatch, env: WorkerEnv, context: Context): Promise<void> {
    let visit: Visit | undefined
    await settleBatch(batch, async () => {
      visit = await openVisit(env, undefined, context).catch(couldNotOpen)
      const { deps } = visit.souvenir
      return { take: (body) => takeFromQueue(deps, body), bury: (body) => noteDeadLetter(deps, body) }
    })
    // Whoever asked for this may be gone long since: the cards say here what came of it.
    if (visit) await runErrands(visit, 0)
  },
}

function couldNotOpen(error: unknown): never {
  createLog((line) => console.log(line.trimEnd())).warn('queue', { problem: problemOf(error) })
  throw error
}

async function runErrands({ souvenir, errands, leave }: Visit, forMs: number): Promise<void> {
  const { deps } = souvenir
  const note = (error: unknown) => deps.log.warn('due work', { problem: problemOf(error) })
  try {
    await errands.run(deps, forMs, note)
  } catch (error) {
    note(error)
  } finally {
    leave()
  }
}

/** Says in our own shape why nothing can be done yet. */
function refusal(request: Request, error: unknown): Response | Promise<Response> {
  const log = createLog((line) => console.log(line.trimEnd()))
  const app = new Hono<{ Variables: Variables }>().use(requestIds(Date.now))
  app.all('*', () => {
    throw error
  })
  app.onError(errorHandler((problem, requestId) => log.warn('start', { requestId, problem: String(problem) })))
  return app.fetch(request)
}
