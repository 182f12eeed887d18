import { randomUUID } from 'node:crypto'
import { endWatch, keepWatch } from '../../core/connections/keep-watch.ts'
import type { Deps } from '../../core/deps.ts'

/** Whoever dies is followed after this long. Longer than a database needs to restart, and than a busy machine lets one wait. */
const LEASE_MS = 12_000
/** So much earlier a holder who cannot renew stops by itself: before anybody else may begin. */
const SPARE_MS = 2_000

export interface Watches {
  /** Takes those that nobody watches and renews those that are watched here. */
  take(ids: string[]): Promise<void>
  /** The number under which it is watched here; undefined when it is not. */
  fenceOf(id: string): number | undefined
  /** Lets others take these; all, when left out. */
  giveBack(ids?: string[]): Promise<void>
}

/**
 * What this process watches. Time is counted by a steady count from before the database was asked, so it is over here before it is
 * over there. @param onLost it is not ours any more, at once
 */
export function holdWatches(deps: Pick<Deps, 'store' | 'log'>, onLost: (id: string) => void): Watches {
  const holder = randomUUID()
  const held = new Map<string, { fence: number; end: NodeJS.Timeout }>()
  const lose = (id: string) => {
    const watch = held.get(id)
    if (!watch) return
    clearTimeout(watch.end)
    held.delete(id)
    deps.log.info('watch lost', { connectionId: id, fence: watch.fence })
    onLost(id)
  }
  return {
    fenceOf: (id) => held.get(id)?.fence,
    async take(ids) {
      const askedAt = performance.now()
      const ours = await keepWatch(deps, { ids, holder, leaseMs: LEASE_MS })
      const fences = new Map(ours.map(({ connectionId, fence }) => [connectionId, fence]))
      for (const [id, { fence }] of held) if (ids.includes(id) && fences.get(id) !== fence) lose(id)
      const leftMs = askedAt + LEASE_MS - SPARE_MS - performance.now()
      if (leftMs <= 0) return
      for (const [id, fence] of fences) {
        const known = held.get(id)
        if (known) clearTimeout(known.end)
        else deps.log.info('watch taken', { connectionId: id, fence })
        held.set(id, { fence, end: setTimeout(() => lose(id), leftMs).unref() })
      }
    },
    async giveBack(ids = [...held.keys()]) {
      const given = ids.filter((id) => held.has(id))
      for (const id of given) {
        clearTimeout(held.get(id)?.end)
        held.delete(id)
      }
      await endWatch(deps, { ids: given, holder })
    },
  }
}
