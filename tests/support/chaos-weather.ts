import { setTimeout as sleep } from 'node:timers/promises'
import type { House, Room } from './chaos-house.ts'
import type { ChaosProxy } from './chaos-proxy.ts'

/** How often what befalls a run. */
export interface Weather {
  kills: number
  restarts: number
  /** Stops of a few seconds, and stops that outlast every lease at the worst moment. */
  stops: number
  longStops: number
  clockJumps: number
}

/** What befell it. */
export type Befallen = Weather & { killsAtWorst: number }

type Blow = 'kill' | 'restart' | 'stop' | 'long stop' | 'clock jump'
const HOUR = 3_600_000
const LONGER_THAN_LEASES_MS = 56_000
const WORST_WITHIN_MS = 10_000

/** Lets it all happen, spread over the run by how far it has come. */
export async function rages(
  weather: Weather,
  {
    house,
    proxies,
    random,
    progress,
    isOver,
  }: { house: House; proxies: ChaosProxy[]; random: () => number; progress: () => number; isOver: () => boolean },
): Promise<Befallen> {
  const befallen: Befallen = { kills: 0, killsAtWorst: 0, restarts: 0, stops: 0, longStops: 0, clockJumps: 0 }
  const blows = ([] as Blow[])
    .concat(Array(weather.kills).fill('kill'))
    .concat(Array(weather.restarts).fill('restart'))
    .concat(Array(weather.stops).fill('stop'))
    .concat(Array(weather.longStops).fill('long stop'))
    .concat(Array(weather.clockJumps).fill('clock jump'))
    .map((blow) => ({ blow, at: blow === 'long stop' ? random() * 0.4 : random() * 0.97 }))
    .toSorted((a, b) => a.at - b.at)
  const lasting = new Set<Promise<void>>()

  const strike: Record<Blow, () => Promise<void>> = {
    kill: async () => {
      const worst = random() < 0.5 ? await atWorst('after', (room) => house.kill(room)) : undefined
      if (worst) befallen.killsAtWorst += 1
      if (worst || (await house.kill(await somebody()))) befallen.kills += 1
    },
    restart: async () => {
      await house.restartPostgres()
      befallen.restarts += 1
    },
    stop: async () => {
      const room = await somebody()
      befallen.stops += 1
      lasts(house.stopFor(room, 500 + random() * 5_000))
    },
    'long stop': async () => {
      const when = random() < 0.7 ? 'before' : 'after'
      const stopped = await atWorst(when, async (room) => {
        lasts(house.stopFor(room, LONGER_THAN_LEASES_MS + random() * 10_000))
        return true
      })
      if (stopped) befallen.longStops += 1
    },
    'clock jump': async () => {
      const ahead = [-HOUR, -30_000, 30_000, 90_000, 24 * HOUR][Math.floor(random() * 5)] ?? 0
      house.setClock(await somebody(), ahead)
      befallen.clockJumps += 1
    },
  }

  /** Strikes the process that is in the midst of sending. @returns false when nobody sent anything for a while */
  async function atWorst(when: 'before' | 'after', blow: (room: Room) => Promise<boolean>): Promise<boolean> {
    const struck = Promise.withResolvers<boolean>()
    let isArmed = true
    const strikes = async (port: number): Promise<'too-many' | undefined> => {
      if (!isArmed) return undefined
      isArmed = false
      const room = await house.whose(port)
      struck.resolve(room ? blow(room) : false)
      await struck.promise
      return when === 'before' ? 'too-many' : undefined
    }
    for (const proxy of proxies) {
      if (when === 'before') proxy.before = strikes
      else proxy.after = async (port) => void (await strikes(port))
    }
    const late = sleep(WORST_WITHIN_MS, false, { ref: false })
    const came = await Promise.race([struck.promise, late])
    isArmed = false
    for (const proxy of proxies) proxy[when] = undefined
    return came
  }

  /** Somebody who is up; where there are several, not the last one. */
  async function somebody(): Promise<Room> {
    for (;;) {
      const up = house.up()
      const room = up[Math.floor(random() * up.length)]
      if (room && (up.length > 1 || house.rooms.length === 1)) return room
      await sleep(50)
    }
  }

  function lasts(one: Promise<void>): void {
    const kept = one.finally(() => lasting.delete(kept))
    lasting.add(kept)
  }

  for (const { blow, at } of blows) {
    while (progress() < at && !isOver()) await sleep(50)
    if (isOver()) break
    await strike[blow]()
  }
  await Promise.all(lasting)
  return befallen
}
