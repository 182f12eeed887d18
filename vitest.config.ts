import { defineConfig } from 'vitest/config'

const server = process.env.TEST_DATABASE_URL
if (!server && process.env.REQUIRE_SERVICES) throw new Error('REQUIRE_SERVICES is set, but TEST_DATABASE_URL is not.')
if (!server)
  console.log(
    'Left out: the "postgres" suite. Set TEST_DATABASE_URL=postgres://… to run every story there too, and the Worker.',
  )

const redis = process.env.TEST_REDIS_URL
if (!redis && process.env.REQUIRE_SERVICES) throw new Error('REQUIRE_SERVICES is set, but TEST_REDIS_URL is not.')
if (!redis) console.log('Left out: the shared cache. Set TEST_REDIS_URL=redis://… to run tests/cache.test.ts.')
const NEEDS_REDIS = redis ? [] : ['tests/cache.test.ts']

/** Stories that need a server: a Worker has no embedded database, and some are about a server's own backups. */
const NEEDS_SERVER = [
  'tests/worker.test.ts',
  'tests/worker-queue.test.ts',
  'tests/discord-worker.test.ts',
  'tests/erasure-postgres.test.ts',
  'tests/stands-still-postgres.test.ts',
]

/** Stories of whole processes with databases of their own, and of the source: told once. */
const TOLD_ONCE = [
  'architecture',
  'audit-crash',
  'audit-verify',
  'cache',
  'canary',
  'chaos',
  'chaos-late-stop',
  'crash',
  'drain',
  'every-desk',
  'keys',
  'one-listener',
  'erasure-process',
  'postgres-restart',
  'sign-in-link',
  'start',
  'telegram-process',
  'tls',
].map((name) => `tests/${name}.test.ts`)

/** What the runner, the browser and our own fakes say when something did not come in time. */
const WAITED_IN_VAIN = /Timeout \d+ms exceeded|timed out in \d+ms|Waited in vain|never became so|never came to/

const suite = (name: string, env: Record<string, string>, exclude: string[] = []) => ({
  test: {
    name,
    env,
    include: ['tests/**/*.test.ts'],
    exclude,
    globalSetup: ['tests/support/global-setup.ts'],
    // One database serves all files of a worker.
    isolate: false,
    pool: 'forks' as const,
    testTimeout: 120_000,
    // A machine that stands still for half a minute is not a defect; every other failure is one, and is never tried again.
    retry: process.env.CI ? { count: 1, condition: WAITED_IN_VAIN } : 0,
    hookTimeout: 120_000,
  },
})

export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      suite('embedded', {}, [...NEEDS_SERVER, ...NEEDS_REDIS]),
      ...(server ? [suite('postgres', { SUITE_DATABASE_URL: server }, TOLD_ONCE)] : []),
    ],
  },
})
