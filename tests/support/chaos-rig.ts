import { setTimeout as sleep } from 'node:timers/promises'
import { FANVUE_LIMITS } from '../../bot/fanvue/limits.ts'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { connectPostgres } from '../../db/connect.node.ts'
import type { Bug } from './chaos-bugs.ts'
import { openHouse } from './chaos-house.ts'
import { judge, unasked } from './chaos-oracle.ts'
import { type Card, type Fan, livesOn, newLedger, openYeses, type Run, watchQueue } from './chaos-people.ts'
import {
  connectBot,
  connectEndpoint,
  connectFanvue,
  endpointFan,
  endpointPlatform,
  fanvueFan,
  fanvuePlatform,
  startEndpoint,
  telegramFan,
  telegramPlatform,
} from './chaos-platforms.ts'
import { startChaosProxy } from './chaos-proxy.ts'
import { rages, type Weather } from './chaos-weather.ts'
import { startFakeFanvue } from './fake-fanvue.ts'
import { type FakeBot, startFakeTelegram } from './fake-telegram.ts'
import { seeded } from './seeded.ts'
import { storedCards } from './stored-cards.ts'
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
  /** A file for everything that every process wrote down: what happened to a text is found there by its draft. */
  logs?: string | undefined
  /** Breaks it off, and leaves nothing running. */
  signal?: AbortSignal
  /** It is broken off after so long, wherever it is. */
  withinMs?: number
  /** Told now and then how far it has come. */
  say?: (line: string) => void
}

const BOTS = 3
/** Of ten fans so many are on Fanvue, so many behind creators' own endpoints; the others are on Telegram. */
const [ON_FANVUE, BEHIND_ENDPOINTS] = [2, 2]
/** What each endpoint has to take in a whole run: with ten a minute, a long run is not one long wait for it. */
const AN_ENDPOINT_TAKES = 200
/** What an account behind a creator's own endpoint may send. */
const OWN_ENDPOINT = { most: 10, windowMs: 60_000 }
/** Nothing new became of anything for so long: then it is judged as it stands. */
const PATIENCE_MS = 300_000
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
  const endpoint = await startEndpoint()
  const keyed = await startChaosProxy(endpointPlatform(endpoint), { random })
  const proxies = [blind, lookedUp, keyed]
  const house = await openHouse({
    ...plan,
    env: {
      FANVUE_API_ROOT: lookedUp.root,
      FANVUE_AUTH_ROOT: lookedUp.root,
      // Beside it, each process takes updates by webhook: a server of one's own may stand on this machine.
      TELEGRAM_API_ROOT: blind.root,
      PLAINTEXT_HOSTS: '127.0.0.1',
      WEBHOOK_OWN_HOSTS: '127.0.0.1',
    },
  })
  const begun = performance.now()
  let isOver = false
  let doing = 'the processes started'
  const stopping = new AbortController()
  const breakOff = (why: string) => stopping.abort(new Error(`${why} It was broken off while ${doing}.`))
  const brokenOff = new Promise<never>((_, reject) => {
    stopping.signal.addEventListener('abort', () => reject(stopping.signal.reason))
  })
  const { withinMs } = plan
  const late = withinMs && setTimeout(() => breakOff(`Waited in vain for ${withinMs / 1_000} s.`), withinMs)
  plan.signal?.addEventListener('abort', () => breakOff('Somebody ended the run.'))
  try {
    const run = live()
    run.catch(() => undefined)
    return await Promise.race([run, brokenOff])
  } finally {
    clearTimeout(late)
    isOver = true
    await house.close()
    await Promise.all(proxies.map((proxy) => proxy.close()))
    await Promise.all([telegram.close(), fanvue.close(), endpoint.close()])
  }

  async function live() {
    await house.open()
    doing = 'fans were invited'
    const ledger = newLedger()
    const proxyOf = { telegram: blind, fanvue: lookedUp, webhook: keyed }
    const run: Run = {
      house,
      ledger,
      random,
      hasArrived: ({ channel }, text) => proxyOf[channel].reached.has(text),
      isUnderWay: ({ channel }, text) => proxyOf[channel].underWay.has(text),
      isContested: ({ channel }, text) => proxyOf[channel].doors.has(text),
      isOver: () => isOver,
      late: new Set(),
    }
    const fans = await inviteFans()
    doing = 'fans wrote and people approved'
    const cards = new Map<string, Card>()
    const watching = watchQueue(run, new Map(fans.map((fan) => [fan.name, fan])), cards)
    let [given, blows] = [0, 0]
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
    const withoutOthers = { restarts: 0, stops: 0, longStops: 0, rivals: 0, lateStops: 0 }
    const weather = rages(house.hasPostgres ? plan : { ...plan, ...withoutOthers }, {
      house,
      proxies,
      random,
      progress: () => given / (rounds * fans.length),
      // What is left of it when the last yes was given still comes, one after the other: that is no standstill.
      onBlow: () => {
        blows += 1
      },
      isOver: () => isOver,
    })
    const end = await Promise.race([Promise.all([...lives, weather]).then(() => 'done'), untilStuck()])
    doing = 'the last replies settled'
    if (end === 'done') await Promise.race([untilSettled(), untilStuck()])
    const open = (await openYeses(run)).map(({ text }) => text)
    if (end !== 'done')
      house.problems.push(`Waited in vain for ${PATIENCE_MS / 1_000} s: nothing new came after ${given} yeses.`)
    isOver = true
    doing = 'the processes ended'
    await Promise.all([watching, ...run.late])
    const befallen = await weather
    await house.end()
    // Whoever gave up has cleared everything away.
    stopping.signal.throwIfAborted()
    doing = 'its rows were read'
    const { database, masterKey } = house
    const rows =
      'url' in database ? await connectPostgres(database.url, () => undefined) : await connectEmbedded(database.folder)
    const cardsInTheEnd = await storedCards(rows)
    const stored = await storedInbound(rows, masterKey)
    const judged = judge({
      ledger,
      blind: blind.attempts,
      watched: {
        fanvue: { attempts: lookedUp.attempts, limit: FANVUE_LIMITS.sending },
        webhook: { attempts: keyed.attempts, limit: OWN_ENDPOINT },
      },
      stored,
      cards: cardsInTheEnd,
      problems: house.problems,
      nobodyUpMs: house.nobodyUpMs,
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
      const endpoints: { path: string; secret: string }[] = []
      const behindEndpoints = (plan.deliveries * BEHIND_ENDPOINTS) / 10
      for (let index = 0; index < Math.max(3, behindEndpoints / AN_ENDPOINT_TAKES); index += 1) {
        endpoints.push(await connectEndpoint(house, { name: `Nova at home ${index + 1}`, root: keyed.root }))
      }
      return Array.from({ length: plan.fans }, (_, index) => {
        const name = `Fan${index + 1}`
        const place = index % 10
        const on = bots[index % bots.length]
        const home = endpoints[index % endpoints.length]
        if (place < ON_FANVUE || !on) return fanvueFan(fanvue, { name, path: atFanvue.path })
        if (place < ON_FANVUE + BEHIND_ENDPOINTS && home) return endpointFan({ name, ...home })
        return telegramFan(telegram, on.bot, { name, id: 600_000 + index, path: on.path })
      })
    }

    async function untilSettled(): Promise<void> {
      // A reply that arrived may still be in doubt where it came from: its card comes when the lease is over.
      while (!isOver && (unasked(blind.attempts, ledger).length > 0 || (await openYeses(run)).length > 0))
        await sleep(500)
    }

    async function untilStuck(): Promise<'stuck'> {
      let [before, since, saidAt] = ['', performance.now(), 0]
      while (performance.now() - since < PATIENCE_MS && !isOver) {
        const now = `${given} yeses, ${proxies.flatMap(({ attempts }) => attempts).length} sends, ${ledger.asked.length} questions, ${blows} blows`
        if (now !== before) [before, since] = [now, performance.now()]
        if (performance.now() - saidAt > SAY_EVERY_MS) {
          saidAt = performance.now()
          plan.say?.(`${Math.round((saidAt - begun) / 1_000)} s: ${now}, ${house.up().length} processes up`)
        }
        await sleep(500)
      }
      return 'stuck'
    }
  }
}
export type ChaosReport = Awaited<ReturnType<typeof runChaos>>
