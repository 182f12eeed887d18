import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { chat } from './big-fan.ts'
import { percentile } from './measure.ts'
import type { Plan, Report } from './open-loop.ts'
import { canary, cpuOf, type Quiet } from './processor.ts'
import type { RealServer } from './real-server.ts'

const GENERATOR = fileURLToPath(new URL('./open-loop.ts', import.meta.url))
export const READS_PER_SECOND = 1_000
export const WRITES_PER_SECOND = 500

export interface HttpFigure {
  what: string
  perSecond: number
  p50Ms: number
  p95Ms: number
  /** Of the server's process, microseconds a request. */
  nodeUs: number | undefined
  /** Of the database server's, microseconds a request. */
  postgresUs: number | undefined
}

/** So many requests, some at a time, each as soon as one is answered: what they cost the server. */
async function closedLoop(
  what: string,
  { pid, backends }: { pid: number; backends: number[] },
  { requests, atOnce }: { requests: number; atOnce: number },
  ask: (index: number) => Promise<Response>,
): Promise<HttpFigure> {
  const each = async (index: number) => {
    const answer = await ask(index)
    await answer.arrayBuffer()
    if (!answer.ok) throw new Error(`${what}: ${answer.status}`)
  }
  const run = async (count: number, waits: number[]) => {
    let next = 0
    const lane = async () => {
      while (next < count) {
        const start = performance.now()
        next += 1
        await each(next)
        waits.push(performance.now() - start)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, lane))
  }
  await run(Math.ceil(requests / 3), [])
  const waits: number[] = []
  const postgres = () => (backends.length > 0 ? backends.reduce((sum, each) => sum + (cpuOf(each) ?? 0), 0) : undefined)
  const [nodeBefore, postgresBefore, start] = [cpuOf(pid), postgres(), performance.now()]
  await run(requests, waits)
  const seconds = (performance.now() - start) / 1_000
  const used = (after: number | undefined, before: number | undefined) =>
    after === undefined || before === undefined ? undefined : (after - before) / requests
  return {
    what,
    perSecond: requests / seconds,
    p50Ms: percentile(waits, 0.5),
    p95Ms: percentile(waits, 0.95),
    nodeUs: used(cpuOf(pid), nodeBefore),
    postgresUs: used(postgres(), postgresBefore),
  }
}

/** Reads and writes over HTTP against the real program, one after another and eight at a time. */
export async function overHttp(server: RealServer, requests: number): Promise<HttpFigure[]> {
  const talk = chat(31)
  const questions = Array.from({ length: 300 }, talk.question)
  const headers = { cookie: server.cookie, origin: server.url }
  const big = server.fans[0]
  const recall = (index: number) =>
    fetch(
      `${server.url}/api/fans/${big}/memories/search?q=${questions[index % questions.length]?.replaceAll(' ', '+')}`,
      {
        headers,
      },
    )
  const remember = (index: number) =>
    fetch(`${server.url}/api/fans/${server.fans[1 + (index % 100)]}/memories`, {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ fact: talk.line() }),
    })
  await (await recall(0)).arrayBuffer()
  const of = { pid: server.pid, backends: await server.backends() }
  return [
    await hello(requests, 1),
    await hello(requests, 8),
    await closedLoop(`${server.name}: alive?`, of, { requests, atOnce: 1 }, () => fetch(`${server.url}/health/live`)),
    await closedLoop(`${server.name}: recall, 10,000 messages`, of, { requests, atOnce: 1 }, recall),
    await closedLoop(`${server.name}: recall, eight at a time`, of, { requests, atOnce: 8 }, recall),
    await closedLoop(`${server.name}: a memory written`, of, { requests: requests / 2, atOnce: 1 }, remember),
    await closedLoop(
      `${server.name}: a memory written, eight at a time`,
      of,
      { requests: requests / 2, atOnce: 8 },
      remember,
    ),
  ]
}

/** The least an answer can cost: bare Hono, in a process of its own. */
async function hello(requests: number, atOnce: number): Promise<HttpFigure> {
  const child = spawn(process.execPath, [fileURLToPath(import.meta.url), 'hello'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [said] = await once(child.stdout, 'data')
  const url = String(said).trim()
  try {
    const of = { pid: child.pid as number, backends: [] }
    const what = `bare Hono saying hello${atOnce > 1 ? ', eight at a time' : ''}`
    return await closedLoop(what, of, { requests, atOnce }, () => fetch(url))
  } finally {
    child.kill()
  }
}

/** A load that does not wait for answers, from a process of its own. @param stopMs the server is stopped for so long in its middle */
export async function underLoad(
  server: RealServer,
  { seconds, stopMs = 0, share = 1 }: { seconds: number; stopMs?: number; share?: number },
): Promise<{ report: Report; quiet: Quiet; nodeShare: number | undefined }> {
  const plan: Plan = {
    url: server.url,
    cookie: server.cookie,
    fans: server.fans,
    readsPerSecond: READS_PER_SECOND * share,
    writesPerSecond: WRITES_PER_SECOND * share,
    seconds,
  }
  const before = cpuOf(server.pid)
  const child = spawn(process.execPath, [GENERATOR, JSON.stringify(plan)], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text
  })
  const watched = canary(seconds * 1_000)
  if (stopMs > 0) {
    await new Promise((resolve) => setTimeout(resolve, (seconds * 1_000) / 2))
    server.child.kill('SIGSTOP')
    await new Promise((resolve) => setTimeout(resolve, stopMs))
    server.child.kill('SIGCONT')
  }
  await once(child, 'exit')
  const after = cpuOf(server.pid)
  const nodeShare = before === undefined || after === undefined ? undefined : (after - before) / (seconds * 1_000_000)
  return { report: JSON.parse(said), quiet: await watched, nodeShare }
}

if (process.argv[1] === fileURLToPath(import.meta.url) && process.argv[2] === 'hello') {
  const app = new Hono().get('/', (c) => c.json({ hello: true }))
  serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => console.log(`http://127.0.0.1:${port}/`))
}
