import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, connectionsOn } from '../../core/connections/find-connections.ts'
import type { Channel, Deps } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'

const LOOK_AGAIN_MS = 3_000

export interface Keeper {
  start(): Promise<void>
  /** Takes nothing new, and lets what was begun end. */
  stop(): Promise<void>
  /** Starts, stops and restarts what runs so that it is what the connections say; called by itself every few seconds. */
  sync(): Promise<void>
}

interface Kept {
  channel: Channel
  /** Before the first look. */
  before(): Promise<void>
  /** What must be equal for a connection to run on as it is. */
  fingerprintOf(connection: Connection): string
  run(connection: Connection): { stop(): Promise<void> }
}

/** Keeps something running for every connection there is on a channel, whoever it belongs to. */
export function keepConnections(deps: Deps, { channel, before, fingerprintOf, run }: Kept): Keeper {
  const running = new Map<string, { fingerprint: string; stop(): Promise<void> }>()
  let stopping = new AbortController()
  let watching: Promise<void> | undefined
  let syncing: Promise<void> = Promise.resolve()

  const look = async () => {
    const connections = await connectionsOn(deps, channel)
    const wanted = new Map(connections.map((connection) => [connection.id, connection]))
    for (const [id, { fingerprint, stop }] of running) {
      const connection = wanted.get(id)
      if (connection && fingerprintOf(connection) === fingerprint) continue
      running.delete(id)
      await stop()
    }
    for (const [id, connection] of wanted) {
      if (running.has(id) || stopping.signal.aborted) continue
      running.set(id, { fingerprint: fingerprintOf(connection), ...run(connection) })
    }
  }
  const sync = () => {
    syncing = syncing.then(look, look)
    return syncing
  }

  return {
    sync,
    async start() {
      stopping = new AbortController()
      const { signal } = stopping
      await before()
      await sync()
      watching = (async () => {
        while (!signal.aborted) {
          await sleep(LOOK_AGAIN_MS, undefined, { signal, ref: false }).catch(() => undefined)
          if (signal.aborted) return
          await sync().catch((error: unknown) => deps.log.warn(`${channel} sync`, { problem: problemOf(error) }))
        }
      })()
    },
    async stop() {
      stopping.abort()
      await watching
      await syncing.catch(() => undefined)
      await Promise.all([...running.values()].map(({ stop }) => stop()))
      running.clear()
    },
  }
}
