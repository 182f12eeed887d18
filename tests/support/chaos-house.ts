import { once } from 'node:events'
import { appendFileSync } from 'node:fs'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { BUGS, type Bug } from './chaos-bugs.ts'
import type { LateStop } from './chaos-preload.ts'
import { tokenIn } from './front-door.ts'
import { freePort, startOwnPostgres } from './own-postgres.ts'
import { dataFolder, launch } from './process.ts'

const PRELOAD = new URL('./chaos-preload.ts', import.meta.url).href
/** Whoever only looks loads the page again soon; whoever pressed a button waits. */
const LOOKED_MS = 5_000
const PRESSED_MS = 30_000
const WATCH_EVERY_MS = 100
const HEARS_WITHIN_MS = 20_000
/** Less than that, so that nobody stands still of whom nobody knows any more. */
const STANDS_STILL_WITHIN_MS = 15_000

/** One of the processes: when it dies, another one comes in its place, at the same address. */
export interface Room {
  url: string
  state: 'coming' | 'up' | 'stopped' | 'dead'
  process: ReturnType<typeof launch>
  /** Ports that it speaks to providers from. */
  ports: Set<number>
  /** It heard an answer that makes it stand still. */
  isStill: boolean
}

export type House = Awaited<ReturnType<typeof openHouse>>

/**
 * Several real processes of the product on one Postgres of their own, or one on the embedded database. They can be killed,
 * stopped and resumed, their clocks set, and the Postgres under them restarted.
 */
export async function openHouse({
  processes,
  postgresPrograms,
  env,
  bug,
  logs,
}: {
  processes: number
  postgresPrograms: string | undefined
  env: Record<string, string>
  bug?: Bug | undefined
  /** A file that everything every process wrote down is added to. */
  logs?: string | undefined
}) {
  const postgres = postgresPrograms ? await startOwnPostgres(postgresPrograms) : undefined
  await postgres?.start()
  const masterKey = Buffer.from(crypto.getRandomValues(new Uint8Array(32))).toString('base64')
  const problems: string[] = []
  let cookie = ''

  // Killed processes keep nothing of what they compiled; the preload does.
  const compiled = await dataFolder()
  const open = (at: { port: number; folder: string }) =>
    launch(
      {
        ...env,
        NODE_COMPILE_CACHE: compiled.path,
        PORT: String(at.port),
        DATA_DIR: at.folder,
        MASTER_KEY: masterKey,
        ...(postgres ? { DATABASE_URL: postgres.url } : {}),
        ...(bug ? { CHAOS_BUG: bug } : {}),
      },
      PRELOAD,
    )
  const newRoom = async () => {
    const [port, folder] = [await freePort(), await dataFolder()]
    const at = { port, folder: folder.path }
    const room: Room & { reopen(): void; clear(): Promise<void>; folder: string } = {
      url: `http://localhost:${port}`,
      folder: folder.path,
      state: 'dead',
      process: undefined as unknown as ReturnType<typeof launch>,
      ports: new Set(),
      isStill: false,
      reopen() {
        room.ports.clear()
        room.isStill = false
        room.state = 'coming'
        const process = open(at)
        room.process = process
        process.child.on('message', (said: { connectedFrom?: number; standsStill?: boolean }) => {
          if (said.connectedFrom) room.ports.add(said.connectedFrom)
          if (said.standsStill) Object.assign(room, { isStill: true, state: 'stopped' })
        })
        void process.url.then((url) => {
          if (url && room.process === process && room.state === 'coming') room.state = 'up'
        })
        process.child.once('close', (code, signal) => {
          if (logs) appendFileSync(logs, process.log())
          if (room.process !== process || room.state === 'dead') return
          problems.push(`A process ended by itself (${code ?? signal}): ${process.log().slice(-600)}`)
          room.reopen()
        })
      },
      clear: folder.remove,
    }
    return room
  }
  const rooms = await Promise.all(Array.from({ length: postgres ? processes : 1 }, newRoom))

  const withoutAnybody: number[] = []
  const watching = setInterval(() => {
    if (!rooms.some(({ state }) => state === 'up')) withoutAnybody.push(performance.now())
  }, WATCH_EVERY_MS)

  const house = {
    rooms,
    hasPostgres: postgres !== undefined,
    masterKey: Buffer.from(masterKey, 'base64'),
    /** Where the rows are, for whoever looks into them afterwards. */
    database: postgres ? { url: postgres.url } : { folder: `${rooms[0]?.folder}/database` },
    /** What no process may ever say or do. */
    problems,
    restartPostgres: () => postgres?.restart(),
    async open() {
      const [first, ...others] = rooms
      first?.reopen()
      if (!(await first?.process.url))
        throw new Error(`It did not start.\n${first?.process.said()}${first?.process.log()}`)
      cookie = await signIn(first as Room)
      for (const room of others) room.reopen()
      await Promise.all(others.map((room) => room.process.url))
      for (const line of bug ? BUGS[bug].sql : []) await house.sql(line)
    },
    async sql(line: string) {
      if (!postgres) throw new Error('The embedded database belongs to its process.')
      const client = new pg.Client({ connectionString: postgres.url })
      await client.connect()
      await client.query(line)
      await client.end()
    },
    /** Whose connection this is. Its process says so at about the same time. */
    async whose(port: number): Promise<Room | undefined> {
      for (let looks = 0; looks < 20; looks += 1) {
        const room = rooms.find(({ ports }) => ports.has(port))
        if (room) return room
        await sleep(5)
      }
      return undefined
    },
    /** `kill -9`, and another in its place. @returns whether there was one to kill */
    async kill(room: Room): Promise<boolean> {
      if (room.state === 'dead' || room.process.child.exitCode !== null || room.process.child.signalCode) return false
      const closed = once(room.process.child, 'close')
      room.state = 'dead'
      room.process.child.kill('SIGKILL')
      await closed
      ;(room as (typeof rooms)[number]).reopen()
      return true
    },
    /** As when a machine is moved, or has no memory: it stands still, and knows nothing of it. */
    async stopFor(room: Room, ms: number): Promise<void> {
      if (room.state !== 'up') return
      const { child } = room.process
      room.state = 'stopped'
      child.kill('SIGSTOP')
      await sleep(ms)
      child.kill('SIGCONT')
      if (room.process.child === child && room.state === 'stopped') room.state = 'up'
    },
    /** @returns what makes it go on, once it stands still over an answer; undefined when it never heard that answer */
    async untilStill(room: Room): Promise<(() => void) | undefined> {
      const { child } = room.process
      const until = performance.now() + HEARS_WITHIN_MS
      while (room.process.child === child && !room.isStill && performance.now() < until) await sleep(20)
      if (room.process.child !== child || !room.isStill) return undefined
      return () => {
        child.kill('SIGCONT')
        if (room.process.child === child && room.state === 'stopped')
          Object.assign(room, { isStill: false, state: 'up' })
      }
    },
    /**
     * Its next send to one of these stops it with the connection standing, before it looks at its leave once more and writes.
     * @returns as `untilStill`
     */
    async stopLate(room: Room, ports: number[]): Promise<(() => void) | undefined> {
      const lateStop: LateStop = { ports, until: Date.now() + STANDS_STILL_WITHIN_MS }
      if (!room.process.child.connected) return undefined
      room.process.child.send({ lateStop }, () => undefined)
      return house.untilStill(room)
    },
    setClock(room: Room, clockAheadMs: number): void {
      if (room.process.child.connected) room.process.child.send({ clockAheadMs }, () => undefined)
    },
    /** @returns for how long of that stretch no process was up at all: each was dead, stopped or starting */
    nobodyUpMs: (from: number, to: number) =>
      withoutAnybody.filter((time) => time > from && time <= to).length * WATCH_EVERY_MS,
    up: () => rooms.filter(({ state }) => state === 'up'),
    /** @returns undefined when no whole answer came: a person tries again, at whichever process answers */
    async ask<T>(
      path: string,
      { body, method = body === undefined ? 'GET' : 'POST', room = anyOf(house.up()) }: Asking = {},
    ): Promise<T | undefined> {
      const answer = room && (await tell(room, path, { body, method, headers: { cookie, origin: room.url } }))
      if (!answer) return undefined
      const { success, data } = answer.said as { success: boolean; data: T }
      return success ? data : undefined
    },
    /** Ends every process as an operator does. Whatever it was doing is finished first, and nothing breaks over it. */
    async end() {
      await Promise.all(
        rooms.map(async (room) => {
          await room.process.url
          room.state = 'dead'
          // Whoever stands still hears nothing.
          room.process.child.kill('SIGCONT')
          const code = await room.process.end('SIGTERM')
          if (code !== 0)
            problems.push(`A process that was asked to end ended with ${code}: ${room.process.log().slice(-600)}`)
        }),
      )
    },
    async close() {
      clearInterval(watching)
      for (const room of rooms) {
        room.state = 'dead'
        room.process?.child.kill('SIGKILL')
      }
      await Promise.all([compiled, ...rooms.map(({ clear }) => ({ remove: clear }))].map(({ remove }) => remove()))
      await postgres?.remove()
    },
  }
  return house
}

interface Asking {
  body?: unknown
  method?: string
  room?: Room | undefined
}

/** @returns undefined when no whole answer came */
export async function tell(
  room: Room,
  path: string,
  { body, method, headers }: { body: unknown; method: string; headers: Record<string, string> },
): Promise<{ status: number; said: unknown } | undefined> {
  try {
    const answer = await fetch(`${room.url}${path}`, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(method === 'GET' ? LOOKED_MS : PRESSED_MS),
    })
    return { status: answer.status, said: await answer.json() }
  } catch {
    return undefined
  }
}

function anyOf<One>(list: One[]): One | undefined {
  return list[Math.floor(Math.random() * list.length)]
}

async function signIn({ url, process }: Room): Promise<string> {
  const answer = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenIn(process.said()) }),
  })
  if (!answer.ok) throw new Error(`Sign-in failed: ${await answer.text()}`)
  return answer.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
}
