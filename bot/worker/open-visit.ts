import type { Cache } from '../../core/deps.ts'
import { connectHyperdrive } from '../../db/connect.worker.ts'
import manifest from '../../package.json' with { type: 'json' }
import { noLedger } from '../live/no-ledger.ts'
import { openCache } from '../live/open-cache.ts'
import { createLog } from '../log.ts'
import { createCloudflareQueue } from '../queue/cloudflare.ts'
import { type Souvenir, wire } from '../wire.ts'
import { createErrands, type Errands } from './errands.ts'
import { heldOpen } from './held-open.ts'
import { workersOutside } from './outside.ts'
import { createPolledEvents } from './polled-events.ts'
import { provenVault } from './proven-vault.ts'
import { type WorkerEnv, workerSettings } from './worker-settings.ts'

/** A Souvenir for one request: sockets and streams belong to the request that opened them, so nothing in it is shared. */
export interface Visit {
  souvenir: Souvenir
  errands: Errands
  /** Keeps the database open until the function it returns was called. */
  hold(): () => void
  /** The visit itself needs the database no longer. */
  leave(): void
}

const CACHE_BYTES = 16 * 1024 * 1024
// Sealed bytes may be shared by requests of one isolate.
let cache: Cache | undefined
/** Of this isolate, by its first request: before one comes, a Worker's clock stands still. */
let startedAt: Date | undefined

/** @throws CoreError `unavailable`, in words for the operator, when a setting, the key or the schema is not right */
export async function openVisit(
  raw: WorkerEnv,
  origin: string | undefined,
  context: { waitUntil(work: Promise<unknown>): void },
): Promise<Visit> {
  const log = createLog((line) => console.log(line.trimEnd()))
  const env = workerSettings(raw, origin)
  const url = raw.HYPERDRIVE.connectionString
  let isClosed = false
  const { db, close } = connectHyperdrive(url, (error) => {
    // A socket says so when it is closed; that is news only while it is needed.
    if (!isClosed) log.warn('database', { problem: error.message })
  })
  const database = heldOpen(() => {
    isClosed = true
    close().catch(() => undefined)
  })
  const leave = database.hold()
  try {
    const now = () => new Date()
    const store = { db, vault: await provenVault(db, env, url) }
    const errands = createErrands(now)
    const events = createPolledEvents({ store, now, log }, database.hold)
    cache ??= openCache(env, log, CACHE_BYTES)
    startedAt ??= now()
    const queue = env.RATE_LIMITER_ENABLED === 'false' ? undefined : raw.DELIVERIES
    const souvenir = wire(env, {
      store,
      ...(queue ? { queue: createCloudflareQueue(queue) } : {}),
      now,
      wake: errands.wake,
      cache,
      events,
      log,
      ledger: noLedger,
      tell: console.log,
      behind(work) {
        context.waitUntil(work.finally(database.hold()))
        errands.stayFor(work)
      },
      outside: workersOutside,
      installation: {
        version: manifest.version,
        runtime: 'worker',
        startedAt,
        database: { kind: 'postgres', where: 'Hyperdrive' },
        masterKey: { source: 'environment' },
        cache: { kind: env.UPSTASH_REDIS_REST_URL ? 'upstash' : 'memory' },
      },
    })
    return { souvenir, errands, hold: database.hold, leave }
  } catch (error) {
    leave()
    throw error
  }
}
