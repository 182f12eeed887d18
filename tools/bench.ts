import { cpus, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { auditedReads } from './bench/audit.ts'
import { cardsTurn } from './bench/desks.ts'
import { type HttpFigure, overHttp, READS_PER_SECOND, underLoad, WRITES_PER_SECOND } from './bench/load.ts'
import { micro, table } from './bench/measure.ts'
import { messageWay } from './bench/message-way.ts'
import type { Stream } from './bench/open-loop.ts'
import { canary, type Quiet } from './bench/processor.ts'
import { startRealServer } from './bench/real-server.ts'
import { dayOf, MESSAGES, recall, weightOfFan } from './bench/recall.ts'
import { cachedReads, sealing } from './bench/seal-and-read.ts'
import { coldStart, firstLoad } from './bench/start-and-size.ts'
import { benchDatabases, freshPostgres } from './bench/world.ts'
import { writes } from './bench/writes.ts'

// Every figure that our documents name is printed here, each beside a peer or a floor measured in the same run. Compare ratios
// and processor time between machines, never wall clock.

/** Each part ends by itself. `npm run bench -- --only recall,load` does some of them. */
const PARTS = { way, audit, sealing: seals, memory, recall: recalls, writes: writing, day, http, load, desks, start }

/** They take their time: Telegram allows one message a second in a chat. */
const DECISIONS = 40

async function way(times: number): Promise<void> {
  for (const { name, db, close } of await benchDatabases()) {
    console.log(table(`The way of a message, ${name}`, await messageWay(name, db, times)))
    await close()
  }
}

async function audit(times: number): Promise<void> {
  for (const { name, db, close } of await benchDatabases()) {
    console.log(table(`A read on record before its answer, ${name}`, await auditedReads(db, times)))
    await close()
  }
}

async function seals(): Promise<void> {
  console.log(table('Sealing', await sealing()))
  console.log(table('A cached read', await cachedReads()))
}

async function memory(): Promise<void> {
  const { ours, counted, mini } = weightOfFan()
  const mb = (bytes: number) => `${(bytes / 1_000_000).toFixed(2)} MB`
  console.log(
    `\n### Memory of one hot fan of ${MESSAGES} messages\n\nMiniSearch ${mb(mini)}; ours ${mb(ours)} (${mb(counted)} counted)`,
  )
}

async function recalls(times: number): Promise<void> {
  for (const { name, db, close } of await benchDatabases()) {
    console.log(table(`Recall, ${name}, in process`, await recall(name, db, times * 5)))
    await close()
  }
}

async function writing(times: number): Promise<void> {
  for (const { name, db, close } of await benchDatabases()) {
    console.log(table(`Remembering, ${name}, in process`, await writes(name, db, times * 2)))
    await close()
  }
}

async function day(): Promise<void> {
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  console.log('\n### A day of a creator: 1,000 fans by Zipf, two reads to a write\n')
  for (const processes of [1, 2]) {
    const [embedded] = await benchDatabases()
    if (!embedded) continue
    const { reads, cold, inMemory, asTheyStood } = await dayOf(embedded.db, processes)
    console.log(
      `${processes} process${processes > 1 ? 'es' : ''}: ${reads} reads, ${cold} of them the first of a fan; of the others ` +
        `${percent(inMemory)} answered from memory, ${percent(asTheyStood)} with nothing to catch up on`,
    )
    await embedded.close()
  }
}

async function http(times: number): Promise<void> {
  await onServers(async (server) => {
    const figures = await overHttp(server, times * 5)
    const floor = figures[0]?.nodeUs
    console.log(`\n### Over HTTP, ${server.name}: the real program in a process of its own\n`)
    console.log('| request | a second | p50 | p95 | CPU of Node each | beside hello | CPU of Postgres each |')
    console.log('| --- | --: | --: | --: | --: | --: | --: |')
    for (const figure of figures) console.log(httpLine(figure, floor))
  })
}

function httpLine(
  { what, perSecond, p50Ms, p95Ms, nodeUs, postgresUs }: HttpFigure,
  floor: number | undefined,
): string {
  const cost = nodeUs === undefined ? '' : micro(nodeUs)
  const ratio = nodeUs && floor ? `${(nodeUs / floor).toFixed(1)} x` : ''
  const database = postgresUs === undefined ? '' : micro(postgresUs)
  return `| ${what} | ${perSecond.toFixed(0)} | ${p50Ms.toFixed(2)} ms | ${p95Ms.toFixed(2)} ms | ${cost} | ${ratio} | ${database} |`
}

async function load(): Promise<void> {
  await onServers(async (server) => {
    console.log(
      `\n### ${READS_PER_SECOND} reads and ${WRITES_PER_SECOND} writes a second, ${server.name}, not waiting for answers\n`,
    )
    await underLoad(server, { seconds: 5, share: 0.5 })
    const { report, quiet, nodeShare } = await underLoad(server, { seconds: 15 })
    const line = (name: string, { asked, errors, p50, p95, p99, worst }: Stream) =>
      `${name}: ${asked} asked, ${errors} errors, p50 ${p50.toFixed(1)} p95 ${p95.toFixed(1)} p99 ${p99.toFixed(1)} worst ${worst.toFixed(0)} ms`
    console.log(line('reads', report.reads))
    console.log(line('writes', report.writes))
    if (report.firstError) console.log(`first error: ${report.firstError}`)
    console.log(
      `generator: ${report.lagP99.toFixed(1)} ms late at p99 (${report.lagP99 > 10 ? 'NOT valid' : 'valid'}), ` +
        `${report.stalls} stalls of 200 ms; server: ${nodeShare === undefined ? '' : `${(nodeShare * 100).toFixed(0)} % of a core`}; ${quietWords(quiet)}`,
    )
    const stopped = await underLoad(server, { seconds: 10, stopMs: 2_000, share: 0.2 })
    const seen = stopped.report.reads.p95
    console.log(
      `self-test: the server stopped for 2 s of 10: p95 ${seen.toFixed(0)} ms, ${seen > 1_000 ? 'seen' : 'NOT SEEN: the generator lies'}`,
    )
  })
}

async function desks(): Promise<void> {
  const fresh = await freshPostgres()
  if (!fresh) return
  const figures = await cardsTurn(fresh.url, DECISIONS).finally(() => fresh.drop())
  console.log('\n### Every card turns, two processes on Postgres, from the answer to a decision\n')
  console.log('| what | times | p50 | p95 | most |')
  console.log('| --- | --: | --: | --: | --: |')
  for (const { what, times, p50Ms, p95Ms, maxMs } of figures)
    console.log(`| ${what} | ${times} | ${p50Ms.toFixed(1)} ms | ${p95Ms.toFixed(1)} ms | ${maxMs.toFixed(1)} ms |`)
}

async function onServers(work: (server: Awaited<ReturnType<typeof startRealServer>>) => Promise<void>): Promise<void> {
  const fresh = await freshPostgres()
  for (const url of [undefined, ...(fresh ? [fresh.url] : [])]) {
    const server = await startRealServer(url ? 'Postgres' : 'embedded', url)
    await work(server).finally(() => server.stop())
  }
  await fresh?.drop()
}

async function start(): Promise<void> {
  const { first, again } = await coldStart()
  console.log(
    `\n### Start, embedded\n\nfirst ${first.toFixed(1)} s, again ${again.toFixed(1)} s, until the console answers`,
  )
  const { js, css } = await firstLoad()
  const kilobytes = (bytes: number) => `${(bytes / 1_000).toFixed(1)} kB`
  console.log(`\n### First load of the console\n\n${kilobytes(js)} of JavaScript, ${kilobytes(css)} of CSS, compressed`)
}

function quietWords({ isQuiet, canaryMs, pressure }: Quiet): string {
  const waiting =
    pressure === undefined ? '' : `, something waited for a processor ${pressure.toFixed(0)} % of the time`
  return `the machine was ${isQuiet ? 'quiet' : 'NOISY'} (a timer ${canaryMs.toFixed(1)} ms late at p99${waiting})`
}

const { values, positionals } = parseArgs({ options: { only: { type: 'string' } }, allowPositionals: true })
const times = Number(positionals[0] ?? 200)
const chosen = values.only?.split(',') ?? Object.keys(PARTS)
const unknown = chosen.filter((name) => !(name in PARTS))
if (unknown.length > 0)
  throw new Error(`There is no part ${unknown.join(', ')}. There are: ${Object.keys(PARTS).join(', ')}.`)

const begun = performance.now()
console.log(
  `Node ${process.version}, ${cpus().length} cores (${cpus()[0]?.model}), load ${loadavg()[0]?.toFixed(2)}, ` +
    `${quietWords(await canary(1_000))}`,
)
if (!process.env.TEST_DATABASE_URL)
  console.log('Left out: Postgres. Set TEST_DATABASE_URL=postgres://… to measure it too.')
for (const name of chosen as (keyof typeof PARTS)[]) await PARTS[name](times)
console.log(`\n${((performance.now() - begun) / 1_000).toFixed(0)} s; ${quietWords(await canary(1_000))}`)
