import { setTimeout as sleep } from 'node:timers/promises'
import type { House, Room } from './chaos-house.ts'
import type { ChaosProxy, Send } from './chaos-proxy.ts'

/** How often what befalls a run. */
export interface Weather {
  kills: number
  restarts: number
  /** Stops of a few seconds, and stops in the midst of a send that outlast every lease. */
  stops: number
  longStops: number
  /** Stops between an answer and what is written down of it, until another process sends the very same words. */
  rivals: number
  /** Stops of that length with the connection to a provider standing, before the first byte is written. */
  lateStops: number
  clockJumps: number
}

/** What befell it. */
export type Befallen = Weather & { killsAtWorst: number }

type Sender = Send & { proxy: ChaosProxy }
type Blow = 'kill' | 'restart' | 'stop' | 'long stop' | 'rival' | 'clock jump' | 'late stop'
/** How far the run may have come when it strikes, so that enough is left for what should come of it. */
const LATEST: Partial<Record<Blow, number>> = { 'long stop': 0.4, rival: 0.4, 'late stop': 0.8 }
const HOUR = 3_600_000
const LONGER_THAN_LEASES_MS = 56_000
const WORST_WITHIN_MS = 20_000
/** So long a process stands still over an answer at most, when no other sends what it was sending. */
const RIVAL_WITHIN_MS = 100_000
/** So long that other one's send is held back: shorter than a sender waits for an answer. */
const RIVAL_WAITS_MS = 12_000

/** Lets it all happen, spread over the run by how far it has come. */
export async function rages(
  weather: Weather,
  {
    house,
    proxies,
    random,
    progress,
    onBlow,
    isOver,
  }: {
    house: House
    proxies: ChaosProxy[]
    random: () => number
    progress: () => number
    /** Told of each that struck, or met nobody. */
    onBlow: () => void
    isOver: () => boolean
  },
): Promise<Befallen> {
  const befallen: Befallen = {
    kills: 0,
    killsAtWorst: 0,
    restarts: 0,
    stops: 0,
    longStops: 0,
    rivals: 0,
    lateStops: 0,
    clockJumps: 0,
  }
  const blows = ([] as Blow[])
    .concat(Array(weather.kills).fill('kill'))
    .concat(Array(weather.restarts).fill('restart'))
    .concat(Array(weather.stops).fill('stop'))
    .concat(Array(weather.longStops).fill('long stop'))
    .concat(Array(weather.rivals).fill('rival'))
    .concat(Array(weather.clockJumps).fill('clock jump'))
    .concat(Array(weather.lateStops).fill('late stop'))
    .map((blow) => ({ blow, at: random() * (LATEST[blow] ?? 0.97) }))
    .toSorted((a, b) => a.at - b.at)
  const ports = proxies.map(({ root }) => Number(new URL(root).port))
  const lasting = new Set<Promise<void>>()

  const strike: Record<Blow, () => Promise<void>> = {
    kill: async () => {
      const worst = random() < 0.5 ? await atWorst('after', (room) => house.kill(room)) : undefined
      if (worst) befallen.killsAtWorst += 1
      const room = worst ? undefined : await somebody()
      if (worst || (room && (await house.kill(room)))) befallen.kills += 1
    },
    restart: async () => {
      await house.restartPostgres()
      befallen.restarts += 1
    },
    stop: async () => {
      const room = await somebody()
      if (!room) return
      befallen.stops += 1
      lasts(house.stopFor(room, 500 + random() * 5_000))
    },
    'long stop': async () => {
      // Somebody has to be left who takes over.
      await somebody()
      const stopped = await atWorst('after', async (room) => {
        lasts(house.stopFor(room, LONGER_THAN_LEASES_MS + random() * 10_000))
        return true
      })
      if (stopped) befallen.longStops += 1
    },
    rival: async () => {
      await somebody()
      let still: Promise<void> | undefined
      await atWorst('before', async (room, send) => {
        still = meetsRival(room, send)
        return true
      })
      await still
    },
    'late stop': async () => {
      // Somebody else has to be up who takes over what this one was about to send.
      const room = await somebody()
      const goOn = room && (await house.stopLate(room, ports))
      if (!goOn) return
      befallen.lateStops += 1
      lasts(sleep(LONGER_THAN_LEASES_MS + random() * 10_000).then(goOn))
    },
    'clock jump': async () => {
      const ahead = [-HOUR, -30_000, 30_000, 90_000, 24 * HOUR][Math.floor(random() * 5)] ?? 0
      const room = await somebody()
      if (!room) return
      house.setClock(room, ahead)
      befallen.clockJumps += 1
    },
  }

  /** Strikes the process that is in the midst of sending. @returns false when nobody sent anything for a while */
  async function atWorst(
    when: 'before' | 'after',
    blow: (room: Room, send: Sender) => Promise<boolean>,
  ): Promise<boolean> {
    const struck = Promise.withResolvers<boolean>()
    let isArmed = true
    const strikes = async (send: Sender): Promise<boolean> => {
      if (!isArmed || send.proxy.doors.has(send.text)) return false
      isArmed = false
      const room = await house.whose(send.port)
      struck.resolve(room ? blow(room, send) : false)
      return struck.promise
    }
    for (const proxy of proxies) {
      if (when === 'before')
        proxy.before = async (send) => ((await strikes({ ...send, proxy })) ? 'stand-still' : undefined)
      else proxy.after = async (send) => void (await strikes({ ...send, proxy }))
    }
    const late = sleep(WORST_WITHIN_MS, false, { ref: false })
    const came = await Promise.race([struck.promise, late])
    isArmed = false
    for (const proxy of proxies) proxy[when] = undefined
    return came
  }

  /**
   * It was asked to wait, and stands still with that in its hands. When its lease is over another one sends the same words; just
   * then it goes on and writes down what it heard. If that counted, the words would be sent by a third, and the fan has them twice.
   * @returns once it stands still
   */
  async function meetsRival(room: Room, { text, proxy }: Sender): Promise<void> {
    const [rival, third] = [Promise.withResolvers<true>(), Promise.withResolvers<void>()]
    let comers = 0
    proxy.doors.set(text, async () => {
      comers += 1
      if (comers > 1) return third.resolve()
      rival.resolve(true)
      await Promise.race([third.promise, sleep(RIVAL_WAITS_MS, undefined, { ref: false })])
    })
    const goOn = await house.untilStill(room)
    const meets = async () => {
      const came = goOn && (await Promise.race([rival.promise, sleep(RIVAL_WITHIN_MS, false, { ref: false })]))
      goOn?.()
      if (came) befallen.rivals += 1
      if (came) await Promise.race([third.promise, sleep(RIVAL_WAITS_MS, undefined, { ref: false })])
      proxy.doors.delete(text)
    }
    lasts(meets())
  }

  /** Somebody who is up; where there are several, not the last one. Nobody when the run is over. */
  async function somebody(): Promise<Room | undefined> {
    while (!isOver()) {
      const up = house.up()
      const room = up[Math.floor(random() * up.length)]
      if (room && (up.length > 1 || house.rooms.length === 1)) return room
      await sleep(50)
    }
    return undefined
  }

  function lasts(one: Promise<void>): void {
    const kept = one.finally(() => lasting.delete(kept))
    lasting.add(kept)
  }

  for (const { blow, at } of blows) {
    while (progress() < at && !isOver()) await sleep(50)
    if (isOver()) break
    await strike[blow]()
    onBlow()
  }
  await Promise.all(lasting)
  return befallen
}
