import { Agent, request } from 'node:http'
import { chat, zipf } from './big-fan.ts'
import { percentile } from './measure.ts'

/** What the generator is told, as JSON in its first argument. */
export interface Plan {
  url: string
  cookie: string
  fans: string[]
  readsPerSecond: number
  writesPerSecond: number
  seconds: number
}

export interface Stream {
  asked: number
  errors: number
  /** Milliseconds from the moment it should have left, whenever it did. */
  p50: number
  p95: number
  p99: number
  worst: number
}

export interface Report {
  reads: Stream
  writes: Stream
  /** How late requests left, milliseconds: above 10 at p99 the generator, not the server, was measured. */
  lagP99: number
  /** Times in which nothing was answered for 200 ms or more. */
  stalls: number
  firstError: string | undefined
}

const STALL_MS = 200
const PATIENCE_MS = 15_000

/** Asks at the times that a Poisson process says, however slow the answers are, and tells each one's wait from its own time. */
export async function openLoop(plan: Plan): Promise<Report> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 })
  const draw = zipf(plan.fans.length, Math.random)
  const talk = chat(23)
  const questions = Array.from({ length: 400 }, talk.question)
  const lags: number[] = []
  const kinds = {
    reads: { perSecond: plan.readsPerSecond, asked: 0, waits: [] as number[], errors: 0 },
    writes: { perSecond: plan.writesPerSecond, asked: 0, waits: [] as number[], errors: 0 },
  }
  let lastAnswer = performance.now()
  let stalls = 0
  let firstError: string | undefined
  const pending: Promise<void>[] = []

  const ask = async (kind: keyof typeof kinds, due: number) => {
    kinds[kind].asked += 1
    const fan = plan.fans[draw()]
    const question = questions[Math.floor(Math.random() * questions.length)] ?? ''
    const path = kind === 'reads' ? `search?q=${question.replaceAll(' ', '+')}` : ''
    const body = kind === 'reads' ? undefined : JSON.stringify({ fact: talk.line() })
    const problem = await send(agent, plan, `/api/fans/${fan}/memories${path ? `/${path}` : ''}`, body)
    const now = performance.now()
    if (now - lastAnswer >= STALL_MS) stalls += 1
    lastAnswer = now
    kinds[kind].waits.push(now - due)
    if (!problem) return
    kinds[kind].errors += 1
    firstError ??= problem
  }
  const start = performance.now() + 50
  const end = start + plan.seconds * 1_000
  const run = async (kind: keyof typeof kinds) => {
    const { perSecond } = kinds[kind]
    for (let due = start; due < end; due += (-Math.log(1 - Math.random()) / perSecond) * 1_000) {
      const early = due - performance.now()
      if (early > 1) await new Promise((resolve) => setTimeout(resolve, early - 0.5))
      lags.push(Math.max(0, performance.now() - due))
      pending.push(ask(kind, due))
    }
  }
  await Promise.all([run('reads'), run('writes')])
  // What is not answered by then never will be in time; it counts as the longest wait and as an error.
  await Promise.race([Promise.all(pending), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))])
  const report = tell()
  agent.destroy()
  return report

  function tell(): Report {
    const stream = ({ asked, waits, errors }: { asked: number; waits: number[]; errors: number }): Stream => {
      const unanswered = Array.from({ length: asked - waits.length }, () => PATIENCE_MS)
      return figuresOf([...waits, ...unanswered], errors + unanswered.length)
    }
    const figuresOf = (waits: number[], errors: number): Stream => ({
      asked: waits.length,
      errors,
      p50: percentile(waits, 0.5),
      p95: percentile(waits, 0.95),
      p99: percentile(waits, 0.99),
      worst: percentile(waits, 1),
    })
    return {
      reads: stream(kinds.reads),
      writes: stream(kinds.writes),
      lagP99: percentile(lags, 0.99),
      stalls,
      firstError,
    }
  }
}

/** @returns what was wrong with the answer; undefined: nothing */
function send(
  agent: Agent,
  { url, cookie }: Plan,
  path: string,
  body: string | undefined,
): Promise<string | undefined> {
  return new Promise((resolve) => {
    const headers = { cookie, origin: url, ...(body ? { 'content-type': 'application/json' } : {}) }
    const asking = request(`${url}${path}`, { agent, method: body ? 'POST' : 'GET', headers }, (answer) => {
      answer.resume()
      answer.once('end', () => resolve(answer.statusCode === 200 ? undefined : `answered ${answer.statusCode}`))
    })
    asking.setTimeout(PATIENCE_MS, () => asking.destroy(new Error('no answer')))
    asking.once('error', (error) => resolve(error.message))
    asking.end(body)
  })
}

if (process.argv[1]?.endsWith('open-loop.ts')) {
  console.log(JSON.stringify(await openLoop(JSON.parse(process.argv[2] ?? '{}'))))
  process.exit(0)
}
