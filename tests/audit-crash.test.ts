import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { describe, expect, onTestFinished, test } from 'vitest'
import { InboundMessage } from '../core/inbound/inbound-message.ts'
import { receiveMessage } from '../core/inbound/receive-message.ts'
import { connectEmbedded } from '../db/connect.embedded.ts'
import { creators } from '../db/schema.ts'
import { acrossTenants, rowsOf } from '../db/scope.ts'
import { createVault } from '../db/vault.ts'
import { tokenIn } from './support/front-door.ts'
import { dataFolder, launch } from './support/process.ts'

const MINUTES = 60_000
const FANS = 80
const AT_ONCE = 12
const PLACES = ['', '/history', '/memories', '/preferences']

describe('kill -9 while people read', () => {
  test(
    'every answer that left has its entry',
    async () => {
      const report = await readAndKill({ kills: 3, seed: 20_261_121 })
      expect(report.answers).toBeGreaterThan(150)
      expect(report.unrecorded).toEqual([])
    },
    6 * MINUTES,
  )

  test(
    'the same story sees a program that answers before its entry is committed',
    async () => {
      const planted = new URL('./support/respond-early.ts', import.meta.url).href
      const report = await readAndKill({ kills: 1, seed: 7, env: { NODE_OPTIONS: `--import=${planted}` } })
      expect(report.unrecorded).not.toEqual([])
    },
    6 * MINUTES,
  )
})

/**
 * The real process on a real folder, killed with -9 in the middle of many reads at once. No two reads are equal, so that each
 * must have an entry of its own, found by its request.
 */
async function readAndKill({ kills, seed, env = {} }: { kills: number; seed: number; env?: Record<string, string> }) {
  const random = seeded(seed)
  const folder = await dataFolder()
  onTestFinished(folder.remove)
  const first = launch({ DATA_DIR: folder.path })
  if (!(await first.url)) throw new Error(first.log())
  await first.end('SIGTERM')
  const fanIds = await fansIn(folder.path)
  const report = { answers: 0, unrecorded: [] as string[] }
  let cookie = ''
  for (let kill = 0; kill < kills; kill += 1) {
    const souvenir = launch({ DATA_DIR: folder.path, ...env })
    const url = await souvenir.url
    if (!url) throw new Error(souvenir.log())
    cookie ||= await signIn(url, tokenIn(souvenir.said()))
    const reads = fanIds.flatMap((id) => PLACES.map((place) => `/api/fans/${id}${place}`))
    const killAfter = Math.floor(reads.length * (0.25 + random() * 0.5))
    const answered: string[] = []
    const reader = async () => {
      for (let path = reads.pop(); path; path = reads.pop()) {
        const requestId = `read-${kill}-${reads.length}`
        const answer = await fetch(`${url}${path}`, { headers: { cookie, 'x-request-id': requestId } }).catch(
          () => undefined,
        )
        const text = await answer?.text().catch(() => undefined)
        if (text === undefined) return
        if (!answer?.ok) throw new Error(`${path}: ${text}`)
        answered.push(requestId)
        if (answered.length === killAfter) souvenir.child.kill('SIGKILL')
      }
    }
    const dead = once(souvenir.child, 'close')
    await Promise.all([dead, ...Array.from({ length: AT_ONCE }, reader)])
    const recorded = await requestsIn(folder.path)
    report.answers += answered.length
    report.unrecorded.push(...answered.filter((requestId) => !recorded.has(requestId)))
  }
  return report
}

/** Fans that wrote once; the folder is nobody's meanwhile. */
async function fansIn(dataDir: string): Promise<string[]> {
  const key = Buffer.from(await readFile(join(dataDir, 'master.key'), 'utf8'), 'base64')
  const { db, close } = await connectEmbedded(join(dataDir, 'database'))
  const store = { db, vault: createVault(key) }
  const [creator] = await acrossTenants(store, (tx) => tx.select().from(creators))
  if (!creator) throw new Error('There is no creator yet.')
  const now = () => new Date()
  const world = {
    store,
    now,
    wake: () => undefined,
    events: QUIET,
    log: { info: () => undefined, warn: () => undefined },
  }
  const ids: string[] = []
  for (let index = 0; index < FANS; index += 1) {
    const inbound = InboundMessage.parse({
      tenantId: creator.tenantId,
      creatorId: creator.id,
      channel: 'try-it',
      address: `fan-${index}`,
      fan: { name: `Fan ${index}` },
      externalId: `message-${index}`,
      body: 'what a day',
      sentAt: now(),
      burstSeconds: 600,
    })
    const received = await receiveMessage({ ...world } as Parameters<typeof receiveMessage>[0], inbound)
    if (received.kind === 'stored') ids.push(received.fanId)
  }
  await close()
  return ids
}

const QUIET = { publish: () => undefined, subscribe: () => () => undefined }

async function requestsIn(dataDir: string): Promise<Set<string>> {
  const { db, close } = await connectEmbedded(join(dataDir, 'database'))
  const rows = rowsOf(await db.execute(sql`select request_id from audit_events where request_id like 'read-%'`))
  await close()
  return new Set(rows.map(({ request_id }) => String(request_id)))
}

async function signIn(url: string, token: string): Promise<string> {
  const answer = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token }),
  })
  if (!answer.ok) throw new Error(await answer.text())
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}

/** mulberry32 */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
