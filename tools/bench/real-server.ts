import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { type Env, readEnv } from '../../bot/env.ts'
import { openDatabase } from '../../bot/node/open-database.ts'
import { openStore } from '../../bot/node/open-store.ts'
import { Persona } from '../../core/creators/persona.ts'
import { InboundMessage } from '../../core/inbound/inbound-message.ts'
import { receiveMessage } from '../../core/inbound/receive-message.ts'
import { insertCreator } from '../../db/creators.ts'
import { newId } from '../../db/ids.ts'
import { createFirstOwner } from '../../db/people.ts'
import { inTenant } from '../../db/scope.ts'
import { fillFan, history } from './big-fan.ts'
import { MESSAGES } from './recall.ts'

const FANS = 200
const MESSAGES_EACH = 100
const MEMORIES_EACH = 10

export interface RealServer {
  name: string
  url: string
  cookie: string
  pid: number
  child: ChildProcess
  /** The fan with 10,000 messages comes first. */
  fans: string[]
  /** Processes of the database server for this database; none when it is embedded. */
  backends(): Promise<number[]>
  stop(): Promise<void>
}

/** The real program, `bot/entry.node.ts`, in its own process on a database with fans in it, and somebody signed in. */
export async function startRealServer(name: 'embedded' | 'Postgres', databaseUrl?: string): Promise<RealServer> {
  const folder = await mkdtemp(join(tmpdir(), 'souvenir-bench-'))
  const env = { DATA_DIR: folder, ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}) }
  const fans = await furnish(readEnv(env))
  const child = spawn(process.execPath, ['bot/entry.node.ts'], {
    env: { PATH: process.env.PATH, PORT: '0', LOG: 'quiet', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = await greetingOf(child)
  const url = /http:\/\/localhost:\d+/.exec(said)?.[0]?.replace('localhost', '127.0.0.1') ?? ''
  return {
    name,
    url,
    cookie: await signIn(url, /#\w+=(\S+)/.exec(said)?.[1] ?? ''),
    pid: child.pid as number,
    child,
    fans,
    backends: () => (databaseUrl ? backendsOf(databaseUrl) : Promise.resolve([])),
    async stop() {
      child.kill('SIGTERM')
      if (child.exitCode === null) await once(child, 'exit')
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** Fills the database before the program starts on it. @returns the fans, the one with a long history first */
async function furnish(env: Env): Promise<string[]> {
  const database = await openDatabase(env, { say: () => undefined, problem: console.error })
  try {
    const { store } = await openStore(database.db, env)
    const now = () => new Date()
    const { tenantId } = await createFirstOwner(database.db, now())
    const creatorId = newId()
    const creator = { id: creatorId, name: 'Nova', language: 'en', persona: Persona.parse({}), createdAt: now() }
    await inTenant(store, tenantId, (scope) => insertCreator(scope, creator))
    const quiet = { wake: () => undefined, log: { info: () => undefined, warn: console.error } }
    const events = { publish: () => undefined, subscribe: () => () => undefined }
    const fans: string[] = []
    for (let index = 0; index < FANS; index += 1) {
      const inbound = InboundMessage.parse({
        tenantId,
        creatorId,
        channel: 'try-it',
        address: `fan ${index}`,
        fan: { name: `Fan ${index}` },
        externalId: `first ${index}`,
        body: 'hello',
        sentAt: now(),
        // No draft is due while we measure reads and writes.
        burstSeconds: 600,
      })
      const received = await receiveMessage({ ...quiet, store, now, events }, inbound)
      if (received.kind !== 'stored') continue
      fans.push(received.fanId)
      const lines = history(index === 0 ? MESSAGES : MESSAGES_EACH, index)
      await inTenant(store, tenantId, (scope) =>
        fillFan(scope, received, { lines, memories: index === 0 ? 40 : MEMORIES_EACH, seed: index }),
      )
    }
    await database.isWhole()
    return fans
  } finally {
    await database.close()
  }
}

async function greetingOf(child: ChildProcess): Promise<string> {
  let said = ''
  return new Promise((resolve, reject) => {
    child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      said += text
      if (said.includes('Ctrl-C')) resolve(said)
    })
    child.once('exit', () => reject(new Error(`It ended before it answered: ${said}`)))
  })
}

/** @returns the cookie of whoever the link is for */
export async function signIn(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) throw new Error(`Signing in: ${answer.status} ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

async function backendsOf(url: string): Promise<number[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const { rows } = await client
    .query('select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()')
    .finally(() => client.end())
  return rows.map(({ pid }) => Number(pid))
}
