// npm run chaos -- --deliveries 1000 --kills 50 --restarts 5 [--seed 1] [--bug no-fence]: real processes between misbehaving
// providers, killed and stopped again and again; prints what came of it. See docs/chaos.md.
import { parseArgs } from 'node:util'
import { BUGS, type Bug } from '../tests/support/chaos-bugs.ts'
import { isClean } from '../tests/support/chaos-oracle.ts'
import { runChaos } from '../tests/support/chaos-rig.ts'
import { postgresPrograms } from '../tests/support/own-postgres.ts'

const text = { type: 'string' } as const
const { values } = parseArgs({
  options: {
    deliveries: text,
    kills: text,
    restarts: text,
    rivals: text,
    'late-stops': text,
    seed: text,
    bug: text,
    logs: text,
    processes: text,
    embedded: { type: 'boolean' },
  },
})
const deliveries = Number(values.deliveries ?? 100)
const kills = Number(values.kills ?? 10)
const restarts = Number(values.restarts ?? 2)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
if (values.bug !== undefined && !(values.bug in BUGS))
  throw new Error(`--bug is one of ${Object.keys(BUGS).join(', ')}.`)
const bug = values.bug as Bug | undefined
const programs = values.embedded ? undefined : postgresPrograms
if (!programs)
  console.log('Left out: several processes, stops and Postgres restarts. One process runs on the embedded database.')

console.log(
  `Seed ${seed}: ${deliveries} deliveries, ${kills} kills, ${restarts} restarts of Postgres${bug ? `, with the bug ${bug}: ${BUGS[bug].what}` : ''}.`,
)
const stopping = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopping.abort())
const { verdict, figures, befallen, seconds } = await runChaos({
  seed,
  deliveries,
  kills,
  restarts,
  stops: Math.ceil(kills / 4),
  longStops: Math.ceil(kills / 12),
  // Only these show that a late answer counts.
  rivals: Number(values.rivals ?? Math.max(Math.ceil(kills / 12), bug === 'no-fence' ? 4 : 1)),
  // For a bug that only these show, more of them.
  lateStops: Number(values['late-stops'] ?? Math.max(Math.ceil(kills / 12), bug === 'no-second-look' ? 4 : 1)),
  clockJumps: Math.ceil(kills / 4),
  fans: Math.min(120, Math.max(10, Math.round(deliveries / 10))),
  processes: Number(values.processes ?? 3),
  postgresPrograms: programs,
  bug,
  logs: values.logs,
  signal: stopping.signal,
  say: console.log,
})
console.log({ befallen, ...figures, seconds })
for (const [what, list] of Object.entries(verdict)) {
  console.log(`${what.padEnd(20)} ${list.length}`)
  for (const one of list.slice(0, 10)) console.log(`    ${one}`)
}
process.exitCode = isClean(verdict) ? 0 : 1
