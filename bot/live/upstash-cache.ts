import { Redis } from '@upstash/redis'
import type { Cache, Log } from '../../core/deps.ts'

export interface UpstashSettings {
  url: string
  token: string
  /** An answer to a read that takes longer is no answer: the database would have been faster. */
  budgetMs?: number
  /** For how long it is left alone after it failed several times in a row. */
  restMs?: number
  now?: () => Date
}

const BUDGET_MS = 50
/** Nobody waits for a write; a large one needs its time on the wire. */
const WRITE_BUDGET_MS = 2_000
const REST_MS = 5_000
const FAILURES_IN_A_ROW = 3
/**
 * Upstash takes requests of 10 MB (its documentation, "ERR max request size exceeded"), and base64 adds a third. A deflated
 * index of 100,000 messages has about 3 MB.
 */
const LARGEST_VALUE = 7_000_000

/**
 * A cache that several processes share, through Upstash's REST protocol. It is a guest: down, slow or refusing, it costs a
 * read its budget at most and then nothing, and no call here ever throws. Values are sealed bytes, carried as base64.
 */
export function createUpstashCache(settings: UpstashSettings, log: Pick<Log, 'warn'>): Cache {
  const { url, token, budgetMs = BUDGET_MS, restMs = REST_MS, now = () => new Date() } = settings
  let failures = 0
  let restsUntil = 0
  let isProbing = false
  const clientWith = (budget: number) =>
    new Redis({
      url,
      token,
      automaticDeserialization: false,
      enableAutoPipelining: false,
      enableTelemetry: false,
      retry: false,
      signal: () => AbortSignal.timeout(budget),
    })
  const reads = clientWith(budgetMs)
  const writes = clientWith(WRITE_BUDGET_MS)

  /** After its rest one call tries whether it is well again; until that one knows, the others do without. */
  const ask = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    if (now().getTime() < restsUntil || isProbing) return undefined
    isProbing = restsUntil > 0
    try {
      const answer = await work()
      failures = 0
      restsUntil = 0
      return answer
    } catch (error) {
      failures += 1
      if (failures < FAILURES_IN_A_ROW && restsUntil === 0) return undefined
      restsUntil = now().getTime() + restMs
      log.warn('cache rests', { seconds: restMs / 1_000, problem: error instanceof Error ? error.message : `${error}` })
      return undefined
    } finally {
      isProbing = false
    }
  }
  return {
    async get(key) {
      const text = await ask(() => reads.get<string>(key))
      return typeof text === 'string' ? Buffer.from(text, 'base64') : undefined
    },
    async set(key, value, seconds) {
      if (value.byteLength > LARGEST_VALUE) {
        log.warn('too large for the cache', { bytes: value.byteLength, most: LARGEST_VALUE })
        return
      }
      const text = Buffer.from(value).toString('base64')
      await ask(() => writes.set(key, text, { ex: Math.max(1, Math.ceil(seconds)) }))
    },
    async delete(key) {
      await ask(() => writes.del(key))
    },
  }
}
