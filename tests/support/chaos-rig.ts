import { setTimeout as sleep } from 'node:timers/promises'
import { FANVUE_LIMITS } from '../../bot/fanvue/limits.ts'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import type { Bug } from './chaos-bugs.ts'
import { openHouse } from './chaos-house.ts'
import { judge } from './chaos-oracle.ts'
import { type Card, type Fan, livesOn, newLedger, openYeses, type Run, watchQueue } from './chaos-people.ts'
import {
  connectBot,
  connectFanvue,
  fanvueFan,
  fanvuePlatform,
  telegramFan,
  telegramPlatform,
} from './chaos-platforms.ts'
import { startChaosProxy } from './chaos-proxy.ts'
import { rages, type Weather } from './chaos-weather.ts'
import { startFakeFanvue } from './fake-fanvue.ts'
import { type FakeBot, startFakeTelegram } from './fake-telegram.ts'
import { seeded } from './seeded.ts'
import { storedInbound } from './stored-inbound.ts'

export interface ChaosPlan extends Weather {
  /** The same seed chooses the same faults; what meets what, the machine decides. */
  seed: number
  /** How many yeses of people, at least. */
  deliveries: number
  fans: number
  processes: number
  /** Where a Postgres server's programs are; without them one process runs on the embedded database. */
  postgresPrograms: string | undefined
  bug?: Bug | undefined
  /** Told now and then how far it has come. */
  say?: (line: string) => void
}

const BOTS = 3
/** Of ten fans so many are on Fanvue. */
const ON_FANVUE = 3
/** Nothing new became of anything for so long: then it is judged as it stands. */
const PATIENCE_MS = 200_000
const SAY_EVERY_MS = 15_000

/**
 * Real processes of the product, between fans who write, people who approve and platforms that misbehave, while it is killed,
 * stopped and resumed, its clocks are set and its Postgres restarted. Then both ends are compared.
 */
export async function runChaos(plan: ChaosPlan) {
  const random = seeded(plan.seed)
  const [telegram, fanvue] = [await startFakeTelegram(), await startFakeFanvue()]
  const blind = await startChaosProxy(telegramPlatform(telegram), { random })
  const lookedUp = await startChaosProxy(fanvuePlatform(fanvue), { random })
  const house = await openHouse({
    ...plan,
    env: {
      FANVUE_API_ROOT: lookedUp.root,
      FANVUE_AUTH_ROOT: lookedUp.root,
      // Beside it, each process takes updates by webhook: a server of one's own may stand on this machine.
      TELEGRAM_API_ROOT: blind.root,
      PLAINTEXT_HOSTS: '127.0.0.1',
    },
  })
  const begun = performance.now()
  try {
    await house.open()
    const ledger = newLedger()
    const proxyOf = { telegram: blind, fanvue: lookedUp }
    let isOver = false
    const run: Run = {
      house,
      ledger,
      random,
      hasArrived: ({ channel }, text) => proxyOf[channel].reached.has(text),
      isUnderWay: ({ channel }, text) => proxyOf[channel].underWay.has(text),
      isOver: () => isOver,
      late: new Set(),
    }
    const fans = await inviteFans()
    const cards = new Map<string, Card>()
    const watching = watchQueue(run, new Map(fans.map((fan) => [fan.name, fan])), cards)
    let given = 0
    const rounds = Math.ceil(plan.deliveries / fans.length)
    const lives = fans.map((fan) =>
      livesOn(run, fan, {
        rounds,
        cards: () => cards,
        onYes: () => {
          given += 1
        },
      }),
    )
    const weather = rages(house.hasPostgres ? plan : { ...plan, restarts: 0, stops: 0, longStops: 0 }, {
      house,
      proxies: [blind, lookedUp],
      random,
      progress: () => given / (rounds * fans.length),
      isOver: () => isOver,
    })
    const end = await Promise.race([Promise.all([...lives, weather]).then(() => 'done'), untilStuck()])
    if (end === 'done') await Promise.race([untilSettled(), untilStuck()])
    const open = (await openYeses(run)).map(({ text }) => text)
    if (end !== 'done')
      house.problems.push(`Waited in vain for ${PATIENCE_MS / 1_000} s: nothing new came after ${given} yeses.`)
    isOver = true
    await Promise.all([watching, ...run.late])
    const befallen = await weather
    await house.end()
    const { database, masterKey } = house
    const stored = await storedInbound(
      'url' in database ? await connectPostgres(database.url, () => undefined) : await connectEmbedded(database.folder),
      masterKey,
    )
    const judged = judge({
      ledger,
      blind: blind.attempts,
      lookedUp: lookedUp.attempts,
      limit: FANVUE_LIMITS.sending,
      stored,
      problems: house.problems,
      open,
    })
    return { ...judged, befallen, seconds: Math.round((performance.now() - begun) / 1_000) }

    async function inviteFans(): Promise<Fan[]> {
      await house.ask('/api/demo', { method: 'DELETE' })
      const atFanvue = await connectFanvue(house, fanvue)
      const bots: { bot: FakeBot; path: string }[] = []
      for (let index = 0; index < BOTS; index += 1) {
        const bot = telegram.addBot()
        bots.push({
          bot,
          ...(await connectBot(house, bot, { name: `Nova ${index + 1}`, apiRoot: proxyOf.telegram.root })),
        })
      }
      return Array.from({ length: plan.fans }, (_, index) => {
        const name = `Fan${index + 1}`
        const on = bots[index % bots.length]
        if (index % 10 < ON_FANVUE || !on) return fanvueFan(fanvue, { name, path: atFanvue.path })
        return telegramFan(telegram, on.bot, { name, id: 600_000 + index, path: on.path })
      })
    }

    async function untilSettled(): Promise<void> {
      while (!isOver && (await openYeses(run)).length > 0) await sleep(500)
    }

    async function untilStuck(): Promise<'stuck'> {
      let [before, since, saidAt] = ['', performance.now(), 0]
      while (performance.now() - since < PATIENCE_MS && !isOver) {
        const now = `${given} yeses, ${blind.attempts.length + lookedUp.attempts.length} sends, ${ledger.asked.length} questions`
        if (now !== before) [before, since] = [now, performance.now()]
        if (performance.now() - saidAt > SAY_EVERY_MS) {
          saidAt = performance.now()
          plan.say?.(`${Math.round((saidAt - begun) / 1_000)} s: ${now}, ${house.up().length} processes up`)
        }
        await sleep(500)
      }
      return 'stuck'
    }
  } finally {
    await house.close()
    await Promise.all([blind.close(), lookedUp.close()])
    await Promise.all([telegram.close(), fanvue.close()])
  }
}
export type ChaosReport = Awaited<ReturnType<typeof runChaos>>
