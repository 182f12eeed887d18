// npm run chaos -- --kills 100 [--seed 1]: kills the real process again and again and prints what came of it.
import { parseArgs } from 'node:util'
import { crashAgainAndAgain } from '../tests/support/crash-rig.ts'

const { values } = parseArgs({ options: { kills: { type: 'string' }, seed: { type: 'string' } } })
const kills = Number(values.kills ?? 50)
const seed = Number(values.seed ?? Date.now() % 1_000_000)
console.log(`Seed ${seed}, ${kills} kills.`)
const report = await crashAgainAndAgain({ seed, kills, fans: 6, rounds: Math.max(3, Math.ceil(kills / 4)) })
console.log(report)
const wrong = [
  report.lost,
  report.storedTwice,
  report.undelivered,
  report.deliveredTwice,
  report.outOfOrder,
  report.unapproved,
]
process.exitCode = wrong.some((list) => list.length > 0) ? 1 : 0
