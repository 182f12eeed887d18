import { setTimeout as sleep } from 'node:timers/promises'
import { type Connection, connectionsOn } from '../../core/connections/find-connections.ts'
import type { Channel, Deps } from '../../core/deps.ts'
import { whileItRestarts } from '../../core/patiently.ts'
import { problemOf } from '../../core/problem-of.ts'
import { holdWatches } from './hold-watches.ts'

const LOOK_AGAIN_MS = 3_000
/** How soon this process takes over from one that went. */
const TAKE_AGAIN_MS = 1_000

export interface Keeper {
  start(): Promise<void>
  /** Takes nothing new, lets what was begun end, and leaves the rest to other processes. */
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
  /** @param fence says under which watch it runs; see `noteConnection` */
  run(connection: Connection, fence: number): { stop(): Promise<void> }
}

/**
 * Keeps something running for every connection there is on a channel, whoever it belongs to: in exactly one of the processes that
 * share a database. Which one, a row says; when that process ends or dies, another goes on.
 */
export function keepConnections(deps: Deps, { channel, before, fingerprintOf, run }: Kept): Keeper {
  const running = new Map<string, { fingerprint: string; fence: number; stop(): Promise<void> }>()
  const ending = new Set<Promise<void>>()
  let wanted = new Map<string, Connection>()
  let stopping = new AbortController()
  let watching: Promise<unknown> | undefined
  let syncing: Promise<void> = Promise.resolve()

  const end = (id: string) => {
    const one = running.get(id)
    running.delete(id)
    const ended: Promise<void> = Promise.resolve(one?.stop()).finally(() => ending.delete(ended))
    ending.add(ended)
    return ended
  }
  const watches = holdWatches(deps, (id) => {
    end(id).catch((error: unknown) => deps.log.warn(`${channel} stop`, { problem: problemOf(error) }))
  })
  const adjust = async () => {
    const over = [...running].filter(([id, { fingerprint, fence }]) => {
      const connection = wanted.get(id)
      return !connection || fingerprintOf(connection) !== fingerprint || watches.fenceOf(id) !== fence
    })
    await Promise.all(over.map(([id]) => end(id)))
    await watches.giveBack(over.map(([id]) => id).filter((id) => !wanted.has(id)))
    for (const [id, connection] of wanted) {
      const fence = watches.fenceOf(id)
      if (fence === undefined || running.has(id) || stopping.signal.aborted) continue
      running.set(id, { fingerprint: fingerprintOf(connection), fence, ...run(connection, fence) })
    }
  }
  const look = async () => {
    const connections = await connectionsOn(deps, channel)
    wanted = new Map(connections.map((connection) => [connection.id, connection]))
    await take()
    await adjust()
  }
  const take = async () => {
    if (!stopping.signal.aborted) await watches.take([...wanted.keys()])
  }
  const inOrder = (work: () => Promise<void>) => {
    syncing = syncing.then(work, work)
    return syncing
  }
  const again = async (everyMs: number, work: () => Promise<void>) => {
    const { signal } = stopping
    while (!signal.aborted) {
      await sleep(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
      if (signal.aborted) return
      await work().catch((error: unknown) => deps.log.warn(`${channel} sync`, { problem: problemOf(error) }))
    }
  }
  const sync = () => inOrder(look)

  return {
    sync,
    async start() {
      stopping = new AbortController()
      // A database that restarts at this moment is no reason to end.
      await whileItRestarts(before)
      await whileItRestarts(sync)
      // What is watched is renewed also while something takes its time to end.
      const renew = async () => {
        await take()
        const isNews = [...wanted.keys()].some((id) => watches.fenceOf(id) !== running.get(id)?.fence)
        if (isNews) void inOrder(adjust).catch(() => undefined)
      }
      watching = Promise.all([again(LOOK_AGAIN_MS, sync), again(TAKE_AGAIN_MS, renew)])
    },
    async stop() {
      stopping.abort()
      await watching
      await syncing.catch(() => undefined)
      await Promise.all([...[...running.keys()].map(end), ...ending])
      await watches
        .giveBack()
        .catch((error: unknown) => deps.log.warn(`${channel} stop`, { problem: problemOf(error) }))
    },
  }
}
