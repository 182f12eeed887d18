import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { createTestHarness } from 'wrangler'
import { openStore } from '../../bot/node/open-store.ts'
import { Persona } from '../../core/creators/persona.ts'
import { organization } from '../../db/auth-schema.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import { insertCreator } from '../../db/creators.ts'
import type { Store } from '../../db/db.ts'
import { newId } from '../../db/ids.ts'
import { inTenant } from '../../db/scope.ts'
import { MASTER_KEY } from './database.ts'
import { type Browser, createBrowser, tokenIn } from './front-door.ts'

const ADDRESS = 'CLOUDFLARE_HYPERDRIVE_LOCAL_CONNECTION_STRING_HYPERDRIVE'

const BUNDLE = '.cache/worker'
const WRANGLER = 'node_modules/wrangler/bin/wrangler.js'
const run = promisify(execFile)
/** The very bundle that a deployment uploads, made once. */
let bundled: Promise<unknown> | undefined

/** A Worker as the runtime on this machine hands it out. */
interface QueueConsumer {
  queue(
    name: string,
    messages: { id: string; timestamp: Date; attempts: number; body: string }[],
  ): Promise<{
    outcome: string
    explicitAcks: string[]
    retryMessages: { msgId: string; delaySeconds?: number }[]
  }>
}

/** Souvenir in a real workerd, as `wrangler.toml` describes it, on an empty database of a real server. */
export async function startWorker(server: string, settings: Record<string, string> = {}, migrated = true) {
  if (!existsSync('console/dist/index.html')) throw new Error('Build the console first: npm run prepare')
  bundled ??= run(process.execPath, [WRANGLER, 'deploy', '--dry-run', '--outdir', BUNDLE])
  await bundled
  const database = await createDatabase(server)
  const connected = migrated ? await connectPostgres(database.url, () => undefined) : undefined
  const keys = { MASTER_KEY: MASTER_KEY.toString('base64'), DATA_DIR: 'not used' }
  const opened = connected && (await openStore(connected.db, keys)).store
  process.env[ADDRESS] = database.url
  // Nobody outside is asked: not for a sample request, not to count us.
  process.env.CLOUDFLARE_CF_FETCH_ENABLED = 'false'
  process.env.WRANGLER_SEND_METRICS = 'false'
  const secrets = { MASTER_KEY: MASTER_KEY.toString('base64'), ...settings }
  const options = (more: Record<string, string>) => ({
    workers: [{ configPath: './wrangler.toml', prebuiltWorkerDir: BUNDLE, secrets: { ...secrets, ...more } }],
  })
  const harness = createTestHarness(options({}))
  const { url } = await harness.listen()
  // Known only now, as a deployed Worker's address is known only after the first deployment.
  if (migrated) await harness.update(options({ PUBLIC_URL: url.origin }))
  return {
    url,
    databaseUrl: database.url,
    /** The same rows and keys as the Worker's, for looking and for preparing. */
    get store(): Store {
      if (!opened) throw new Error('This database was left as it was: empty.')
      return opened
    },
    fetch: (path: string, init?: RequestInit) => fetch(new URL(path, url), init),
    /** What the cron does each minute. */
    cron: () => harness.getWorker().scheduled({ cron: '* * * * *' }),
    /** Cloudflare brings what one of its queues holds. @returns what the Worker said to each, in order */
    async brings(queue: string, bodies: string[]): Promise<('done' | { againAfterSeconds: number })[]> {
      const program = (await harness.getWorker().getExport()) as unknown as QueueConsumer
      const messages = bodies.map((body, index) => ({ id: String(index), timestamp: new Date(), attempts: 1, body }))
      const said = await program.queue(queue, messages)
      if (said.outcome !== 'ok') throw new Error(`The batch ended with ${said.outcome}.`)
      return messages.map(({ id }) => {
        const again = said.retryMessages.find(({ msgId }) => msgId === id)
        if (again) return { againAfterSeconds: again.delaySeconds ?? 0 }
        if (said.explicitAcks.includes(id)) return 'done'
        throw new Error('Neither done nor to be brought again.')
      })
    },
    logs: () => harness.getLogs().map(({ message }) => message),
    async stop() {
      await harness.close()
      await connected?.close()
      await database.drop()
      await rm('.wrangler/tmp', { recursive: true, force: true })
    },
  }
}
export type RunningWorker = Awaited<ReturnType<typeof startWorker>>

/** The operator makes a link with the command for it; Kim opens it in a browser. Nova is there to write to. */
export async function moveIn({ store, url, databaseUrl }: RunningWorker): Promise<Browser> {
  const env = {
    PATH: process.env.PATH,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: url.origin,
    MASTER_KEY: MASTER_KEY.toString('base64'),
  }
  const { stdout } = await run(process.execPath, ['tools/sign-in-link.ts'], { env })
  const browser = createBrowser(url.origin)
  await browser.post('/api/auth/link', { token: tokenIn(stdout) })
  const [home] = await store.db.select().from(organization)
  const nova = {
    id: newId(),
    name: 'Nova',
    language: 'en',
    persona: Persona.parse({}),
    burstSeconds: 1,
    createdAt: new Date(),
  }
  await inTenant(store, home?.id ?? '', (scope) => insertCreator(scope, nova))
  return browser
}

async function createDatabase(server: string) {
  const name = `souvenir_worker_${process.pid}_${randomBytes(3).toString('hex')}`
  const run = async (statement: string) => {
    const client = new pg.Client({ connectionString: server })
    await client.connect()
    await client.query(statement).finally(() => client.end())
  }
  await run(`create database ${name}`)
  const own = new URL(server)
  own.pathname = `/${name}`
  // Hyperdrive insists on a password, even where the server asks for none.
  own.password ||= 'none'
  return { url: own.href, drop: () => run(`drop database if exists ${name} with (force)`) }
}
