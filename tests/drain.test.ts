import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { tokenIn } from './support/front-door.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'
import { dataFolder, startProcess } from './support/process.ts'

if (!postgresPrograms) console.log('Left out: "a process that is told to end". Install a Postgres server to run it.')

const MINUTE = 60_000
const POLL = { timeout: MINUTE, interval: 50 }

/** The real process on a Postgres of its own, and its owner. */
async function start(env: Record<string, string> = {}) {
  const postgres = await startOwnPostgres(postgresPrograms as string)
  onTestFinished(() => postgres.remove())
  await postgres.start()
  const folder = await dataFolder()
  onTestFinished(() => folder.remove())
  const souvenir = await startProcess({ DATA_DIR: folder.path, DATABASE_URL: postgres.url, ...env })
  onTestFinished(async () => {
    if (souvenir.child.exitCode === null) await souvenir.end('SIGKILL')
  })
  const { url } = souvenir
  const entered = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: tokenIn(souvenir.said()) }),
  })
  const cookie = entered.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const headers = { cookie, origin: url, 'content-type': 'application/json' }
  const ask = (path: string, init: RequestInit = {}) => fetch(`${url}/api${path}`, { headers, ...init })
  return { souvenir, postgres, ask }
}

describe.skipIf(!postgresPrograms)('a process that is told to end', () => {
  test(
    'under load: readiness says no at once, every request that was taken is answered, and nothing meets a closed database',
    async () => {
      const { souvenir, ask } = await start({ DRAIN_SECONDS: '4' })
      expect(await (await fetch(`${souvenir.url}/health/ready`)).json()).toEqual({ ready: true })
      const answered: number[] = []
      let isOver = false
      // Some read their answer, some hang up while it is being made.
      const callers = Array.from({ length: 6 }, async (_, number) => {
        while (!isOver) {
          const gone = number % 3 === 0 ? { signal: AbortSignal.timeout(30) } : {}
          await ask(number % 2 ? '/queue' : '/fans', gone).then(
            async (answer) => {
              answered.push(answer.status)
              await answer.text()
            },
            () => new Promise((resolve) => setTimeout(resolve, 100)),
          )
        }
      })
      await expect.poll(() => answered.length, { ...POLL, message: 'Waited in vain for a load' }).toBeGreaterThan(20)
      const ended = souvenir.end('SIGTERM')
      await expect
        .poll(async () => (await fetch(`${souvenir.url}/health/ready`)).json().catch(String), { ...POLL, interval: 5 })
        .toEqual({ ready: false, why: 'draining' })
      const code = await ended
      isOver = true
      await Promise.all(callers)
      expect(code, souvenir.log().slice(-2_000)).toBe(0)
      expect(new Set(answered)).toEqual(new Set([200]))
      expect(souvenir.log()).not.toMatch(/request failed|due work|too long|pool/)
    },
    3 * MINUTE,
  )

  test(
    'a model that does not answer holds nobody up: the turn is given back, and it ends with 0',
    async () => {
      const asked: string[] = []
      const model = createServer((request) => void asked.push(request.url ?? ''))
      await new Promise<void>((resolve) => model.listen(0, '127.0.0.1', resolve))
      onTestFinished(() => {
        model.closeAllConnections()
        model.close()
      })
      const { port } = model.address() as AddressInfo
      const { souvenir, postgres, ask } = await start({
        OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`,
        OPENAI_MODEL: 'slow',
        MODEL_TIMEOUT_SECONDS: '60',
      })
      const said = await ask('/try/messages', {
        method: 'POST',
        body: JSON.stringify({ name: 'Kim', body: 'are you there?' }),
      })
      expect(said.status, await said.text()).toBe(200)
      await expect.poll(() => asked.length, { ...POLL, message: 'Waited in vain for a question' }).toBeGreaterThan(0)
      expect(await souvenir.end('SIGTERM'), souvenir.log().slice(-2_000)).toBe(0)
      expect(souvenir.log()).toContain('stopped before everything ended')
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      const { rows } = await client.query('select draft_lease_until from conversations where draft_due_at is not null')
      await client.end()
      expect(rows).toEqual([{ draft_lease_until: null }])
    },
    3 * MINUTE,
  )
})
