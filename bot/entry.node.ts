import { access, constants, mkdir, readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { noteDeadLetter, takeFromQueue } from '../core/delivery/take-from-queue.ts'
import { beginDemo, finishDemo } from '../core/demo/seed-demo.ts'
import type { Deps, Events } from '../core/deps.ts'
import { replayLedger } from '../core/erasure/replay-ledger.ts'
import { noteQueue } from '../core/health/note-queue.ts'
import { whileItRestarts } from '../core/patiently.ts'
import { problemOf } from '../core/problem-of.ts'
import { resumeAfterCrash } from '../core/resume-after-crash.ts'
import { listenForNotices } from '../db/connect.notices.ts'
import { openDatabaseClock } from '../db/database-clock.ts'
import { newestMessageId } from '../db/find-message.ts'
import { growFrom, timeIdsBy } from '../db/ids.ts'
import { acrossTenants } from '../db/scope.ts'
import { openGateway } from './discord/gateway.ts'
import { type Env, readEnv } from './env.ts'
import type { Timer } from './live/lane.ts'
import { createLocalEvents } from './live/local-events.ts'
import { openCache } from './live/open-cache.ts'
import { startTimer } from './live/timer.ts'
import { createLog, createQuietLog } from './log.ts'
import { leaveAddress } from './node/address-file.ts'
import { buildMissingConsole } from './node/build-console.ts'
import { checkpointFile, checkpointPath } from './node/checkpoint-file.ts'
import { cloudWatchOf, tellCloudWatch } from './node/cloudwatch.ts'
import { lockDataDir } from './node/data-lock.ts'
import { watchDiskRoom } from './node/disk-room.ts'
import { drain } from './node/drain.ts'
import { greeting } from './node/greeting.ts'
import { openLedgerFile } from './node/ledger-file.ts'
import { createMetrics, metered } from './node/metrics.ts'
import { openDatabase } from './node/open-database.ts'
import { openStore } from './node/open-store.ts'
import { createOutside } from './node/outside.ts'
import { refuseWrites } from './node/read-only.ts'
import { requireTls } from './node/require-tls.ts'
import { fetchInTime } from './node/send-in-time.ts'
import { listen } from './node/serve.ts'
import { serveConsole } from './node/serve-console.ts'
import { createSharedEvents } from './node/shared-events.ts'
import { stopOnSignals } from './node/stop-on-signals.ts'
import { openQueue } from './queue/open-queue.ts'
import { wire } from './wire.ts'
import { createPolledEvents } from './worker/polled-events.ts'

/** What was started, to be stopped in the other order. */
const running: (() => Promise<void> | void)[] = []
let isDraining = false
const say = (line: string) => process.stdout.write(`${line}\n`)

async function start(env: Env): Promise<void> {
  const isWatched = env.LOG === 'quiet' || (env.LOG !== 'json' && process.stderr.isTTY)
  const log = (isWatched ? createQuietLog : createLog)((line) => process.stderr.write(line))
  requireTls(env.TLS_MIN_VERSION, process.env)
  const noticeMs = env.DRAIN_SECONDS * 1_000
  stopOnSignals(stop, { say, problem: (what, error) => log.warn(what, { problem: inWords(error) }), noticeMs })

  await makeDataDir(env.DATA_DIR)
  if (!env.DATABASE_URL) {
    const lock = await lockDataDir(env.DATA_DIR)
    running.push(() => lock.release())
  }
  await buildMissingConsole(say)
  const database = await openDatabase(env, {
    say,
    problem: (error) => log.warn('database', { problem: error.message }),
  })
  running.push(() => database.close())
  const { store, masterKey, isNewKey, isNewDatabase } = await whileItRestarts(() => openStore(database.db, env))

  // Processes that share a database share its clock; embedded, it is this machine's.
  const clock = env.DATABASE_URL ? await whileItRestarts(() => openDatabaseClock(store.db)) : undefined
  if (clock) running.push(() => clock.stop())
  if (clock) timeIdsBy(clock.now)
  const newest = await whileItRestarts(() => acrossTenants(store, newestMessageId))
  if (newest) growFrom(newest)

  const now = clock?.now ?? (() => new Date())
  const events = openEvents(env, { store, now, log })
  const ledger = openLedgerFile(env.ERASURE_LEDGER ?? join(env.DATA_DIR, 'erasures.ledger'))
  let timer: Timer | undefined
  const queue = openQueue(env, log)
  const souvenir = wire(env, {
    store,
    ...(queue ? { queue } : {}),
    now,
    wake: (at) => timer?.wake(at),
    cache: openCache(env, log),
    events,
    log,
    ledger,
    tell: say,
    checkpoints: checkpointFile(checkpointPath(env)),
    openGateway,
    isDraining: () => isDraining,
    outside: createOutside(env),
    fetchInTime,
    installation: {
      version: await versionHere(),
      runtime: 'node',
      startedAt: now(),
      database: {
        kind: database.kind,
        where: database.kind === 'embedded' ? resolve(env.DATA_DIR) : 'the server in DATABASE_URL',
      },
      masterKey:
        masterKey.from === 'MASTER_KEY' ? { source: 'environment' } : { source: 'file', path: resolve(masterKey.from) },
      cache: { kind: env.UPSTASH_REDIS_REST_URL ? 'upstash' : 'memory' },
    },
  })
  // Before anybody is served: if this database is an older backup, it brings back people who asked to be forgotten.
  const { forgottenAgain } = await whileItRestarts(() => replayLedger(souvenir.deps))
  if (forgottenAgain > 0)
    say(`This database is older than the ledger in ${ledger.where}: ${forgottenAgain} forgotten again.`)
  const { tenantId } = await whileItRestarts(() => souvenir.signIn.createFirstOwner())
  if (isNewDatabase) await beginDemo(souvenir.deps, { tenantId, now: souvenir.deps.now() })
  await database.isWhole()
  if (database.kind === 'embedded') await resumeAfterCrash(souvenir.deps)
  await serveConsole(souvenir.http)

  const work = async () => {
    timer = startTimer(souvenir.deps, (error) => log.warn('due work', { problem: inWords(error) }))
    await souvenir.start()
    if (!queue) return
    const problem = await queue.check()
    if (problem) log.warn('queue', { problem })
    const { deps } = souvenir
    queue.start(
      (body) => takeFromQueue(deps, body),
      (body) => noteDeadLetter(deps, body),
      (which, problem) =>
        void noteQueue(deps, { tenantId, which, problem }).catch((error) =>
          log.warn('queue', { problem: inWords(error) }),
        ),
    )
  }
  const rest = async () => {
    await Promise.all([queue?.stop(), timer?.stop(), souvenir.stop()])
  }
  const metrics = createMetrics(souvenir.deps)
  const cloudWatch = cloudWatchOf(env, log)
  if (cloudWatch) {
    const telling = tellCloudWatch(cloudWatch, metrics.reader(), log)
    running.push(() => telling.stop())
  }
  let noRoom: string | undefined
  const serving = await listen(
    metered(
      refuseWrites(souvenir.http.fetch, () => noRoom),
      metrics,
      env.METRICS_TOKEN,
    ),
    { port: env.PORT, host: env.HOST },
  )
  running.push(() => drain({ serving, rest, store, log, noticeMs }))
  running.push(await leaveAddress(env.DATA_DIR, { host: env.HOST, port: serving.port }))
  const url = env.PUBLIC_URL ?? `http://localhost:${serving.port}`
  souvenir.signIn.servedAt(url)
  const stopping = new AbortController()
  let opened: Promise<void> | undefined
  // What is due waits until the house is furnished: no model is paid for a demo.
  const open = () => {
    opened = finishDemo(souvenir.deps, { tenantId, now: souvenir.deps.now(), stopping: stopping.signal })
      .catch((error) => log.warn('demo', { problem: inWords(error) }))
      .then(() => (stopping.signal.aborted ? undefined : work()))
    return opened
  }
  running.push(async () => {
    stopping.abort()
    await opened
  })
  // A newcomer looks in while it is furnished. Where a bot is set, its fans come first: it listens once everything is ready.
  const isLookedAt = isNewDatabase && !env.TELEGRAM_BOT_TOKEN && !env.DISCORD_BOT_TOKEN
  if (!isLookedAt) await open()
  if (database.kind === 'embedded') {
    const watch = watchDiskRoom(env.DATA_DIR, ({ isEnough, megabytes }) => {
      noRoom = isEnough
        ? undefined
        : `There are only ${megabytes} MB free where the data is. Make room; reading goes on.`
      log.warn('disk', { problem: noRoom ?? 'There is room again; everything goes on.' })
      void (isEnough ? work() : rest())
    })
    running.push(() => watch.stop())
  }

  say(
    greeting({
      url,
      signInLink: await whileItRestarts(() => souvenir.signIn.firstSignInLink()),
      database: {
        kind: database.kind,
        place: database.kind === 'embedded' ? resolve(env.DATA_DIR) : 'the Postgres of DATABASE_URL',
      },
      masterKey: { from: masterKey.from === 'MASTER_KEY' ? masterKey.from : resolve(masterKey.from), isNew: isNewKey },
      hasDemo: isNewDatabase,
    }),
  )
  if (isLookedAt) await open()
}

/** One process hears itself; several on one Postgres hear each other. */
function openEvents(env: Env, world: Pick<Deps, 'store' | 'now' | 'log'>): Events {
  const { DATABASE_URL: url, PLAINTEXT_HOSTS: plainHosts } = env
  if (!url) return createLocalEvents()
  const { store, log } = world
  const polled = createPolledEvents(world)
  const shared = createSharedEvents((on) => listenForNotices({ url, plainHosts, db: store.db }, on), { polled, log })
  running.push(() => shared.close())
  return shared
}

async function versionHere(): Promise<string> {
  const { version } = JSON.parse(await readFile(new URL('../package.json', import.meta.url), 'utf8'))
  return String(version)
}

async function stop(): Promise<void> {
  isDraining = true
  for (const end of running.splice(0).toReversed()) await end()
}

async function makeDataDir(dataDir: string): Promise<void> {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 })
    await access(dataDir, constants.W_OK)
  } catch (error) {
    throw new Error(
      `${resolve(dataDir)} cannot be used for the data: ${(error as Error).message}. ` +
        `Set DATA_DIR to a folder that this user may write to, for instance ${join('~', '.souvenir')}.`,
    )
  }
}

/** A refusal of ours is a sentence; anything else needs its trace. */
function inWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if ('query' in error) return problemOf(error)
  return error.constructor === Error ? error.message : (error.stack ?? error.message)
}

try {
  await start(readEnv(process.env))
} catch (error) {
  process.stderr.write(`\nSouvenir did not start.\n${inWords(error)}\n\n`)
  await stop().catch(() => undefined)
  process.exit(1)
}
