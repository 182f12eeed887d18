import { LRUCache } from 'lru-cache'
import type { Cache } from '../../core/deps.ts'

/** The cache of a single process. @param bytes how much it may hold */
export function createMemoryCache(bytes = 64 * 1024 * 1024): Cache {
  const entries = new LRUCache<string, Uint8Array>({
    maxSize: bytes,
    sizeCalculation: (value) => value.byteLength + 64,
  })
  return {
    get: async (key) => entries.get(key),
    set: async (key, value, seconds) => {
      entries.set(key, value, { ttl: seconds * 1_000 })
    },
    delete: async (key) => {
      entries.delete(key)
    },
  }
}
