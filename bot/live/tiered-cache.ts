import type { Cache } from '../../core/deps.ts'

/** How long a value found far away may stay near: another process may have deleted it there. */
const NEAR_SECONDS = 60

/** A near cache in front of a far one. What the far one knows is kept near for a minute. */
export function tieredCache(near: Cache, far: Cache): Cache {
  return {
    async get(key) {
      const here = await near.get(key)
      if (here) return here
      const there = await far.get(key)
      if (there) await near.set(key, there, NEAR_SECONDS)
      return there
    },
    async set(key, value, seconds) {
      await near.set(key, value, Math.min(seconds, NEAR_SECONDS))
      await far.set(key, value, seconds)
    },
    async delete(key) {
      await near.delete(key)
      await far.delete(key)
    },
  }
}
