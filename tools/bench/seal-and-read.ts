import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Hono } from 'hono'
import { createMemoryCache } from '../../bot/live/memory-cache.ts'
import { open, seal } from '../../db/seal.ts'
import { createVault } from '../../db/vault.ts'
import { type Figure, measure } from './measure.ts'

const WORDS = 'I walked the dog along the river today and thought of what you said about Lisbon.'
const MANY = 1_000

/** What sealing costs, beside the bare cipher of Node. */
export async function sealing(): Promise<Figure[]> {
  const vault = createVault(randomBytes(32))
  const { key, wrapped } = vault.newFanKey('nova', 'mia')
  const place = { column: 'messages.body', row: '0199a0c0-0000-7000-8000-000000000000' } as const
  const sealed = seal(key, place, WORDS)
  const repeat = (work: () => unknown) => () => {
    for (let index = 0; index < MANY; index += 1) work()
  }
  const bare = () => {
    const nonce = randomBytes(12)
    const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
    const text = Buffer.concat([cipher.update(WORDS, 'utf8'), cipher.final()])
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, nonce)
    decipher.setAuthTag(cipher.getAuthTag())
    return decipher.update(text, undefined, 'utf8') + decipher.final('utf8')
  }
  return [
    await measure("Node's AES-256-GCM alone, there and back", 50, repeat(bare), { size: MANY }),
    await measure(
      'a message sealed to its fan, table, column and row',
      50,
      repeat(() => seal(key, place, WORDS)),
      { size: MANY },
    ),
    await measure(
      'a message opened',
      50,
      repeat(() => open(key, place, sealed)),
      { size: MANY },
    ),
    await measure(
      "a fan's key unwrapped",
      50,
      repeat(() => vault.unwrapFanKey('nova', 'mia', wrapped)),
      { size: MANY },
    ),
  ]
}

/** A sealed read from the cache over HTTP's machinery, beside the least an answer can cost. */
export async function cachedReads(): Promise<Figure[]> {
  const cache = createMemoryCache()
  const { key } = createVault(randomBytes(32)).newFanKey('nova', 'mia')
  const place = { column: 'bench.page', row: 'mia' } as const
  const text = JSON.stringify({ success: true, data: Array.from({ length: 20 }, () => ({ body: WORDS })) })
  await cache.set('nova/mia', seal(key, place, text), 3_600)
  const read = async () => open(key, place, Buffer.from((await cache.get('nova/mia')) ?? []))
  const json = { 'content-type': 'application/json' }
  const app = new Hono()
    .get('/hello', (c) => c.body('{"hello":true}', 200, json))
    .get('/cached', async (c) => c.body(await read(), 200, json))
  const ask = (path: string) => async () => {
    for (let index = 0; index < 200; index += 1) await (await app.request(path)).arrayBuffer()
  }
  return [
    await measure('Hono saying hello, in process', 40, ask('/hello'), { size: 200 }),
    await measure(`a cached read: found, opened, answered (${text.length} bytes)`, 40, ask('/cached'), { size: 200 }),
  ]
}
