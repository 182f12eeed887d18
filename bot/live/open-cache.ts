import type { Cache, Log } from '../../core/deps.ts'
import type { Env } from '../env.ts'
import { createMemoryCache } from './memory-cache.ts'
import { tieredCache } from './tiered-cache.ts'
import { createUpstashCache } from './upstash-cache.ts'

/** This process's memory, in front of Upstash when it is set up. @param bytes how much memory it may hold */
export function openCache(env: Env, log: Pick<Log, 'warn'>, bytes?: number): Cache {
  const near = createMemoryCache(bytes)
  const { UPSTASH_REDIS_REST_URL: url, UPSTASH_REDIS_REST_TOKEN: token } = env
  return url && token ? tieredCache(near, createUpstashCache({ url, token }, log)) : near
}
