import { readFile } from 'node:fs/promises'
import { stripTypeScriptTypes } from 'node:module'
import { convertV4MiniflareOptions, Miniflare, Response } from 'miniflare'
import { createCloudflareQueue, type QueueBinding } from '../../bot/queue/cloudflare.ts'

interface Hands {
  take(body: string): Promise<void>
  bury(body: string): Promise<void>
}

/** What a Worker does with what is brought, by our own lines; whoever takes it sits outside, as the core of this story. */
const CONSUMER = `
  import { settleBatch } from './cloudflare.js'
  const hand = (core, name) => async (body) => {
    const answer = await core.fetch('http://core/' + name, { method: 'POST', body })
    if (!answer.ok) throw new Error('broken')
  }
  export default {
    queue: (batch, { CORE }) => settleBatch(batch, async () => ({ take: hand(CORE, 'take'), bury: hand(CORE, 'bury') }), 0),
    fetch: () => new Response('only a queue comes here'),
  }
`

/** Cloudflare Queues in the Workers runtime on this machine, with the producer's end in our hands. */
export async function startCloudflareQueue() {
  const name = `deliveries-${crypto.randomUUID()}`
  let hands: Hands | undefined
  const often = { maxBatchSize: 10, maxBatchTimeout: 0, maxRetries: 2, retryDelay: 0 }
  const source = await readFile(new URL('../../bot/queue/cloudflare.ts', import.meta.url), 'utf8')
  const options = convertV4MiniflareOptions({
    name: 'consumer',
    modules: [
      { type: 'ESModule', path: 'worker.js', contents: CONSUMER },
      { type: 'ESModule', path: 'cloudflare.js', contents: stripTypeScriptTypes(source) },
    ],
    compatibilityDate: '2026-07-01',
    queueProducers: { DELIVERIES: { queueName: name } },
    queueConsumers: { [name]: { ...often, deadLetterQueue: `${name}-dead` }, [`${name}-dead`]: often },
    serviceBindings: {
      CORE: async (request: { url: string; text(): Promise<string> }) => {
        const body = await request.text()
        const hand = request.url.endsWith('take') ? hands?.take : hands?.bury
        const isDone = await hand?.(body).then(
          () => true,
          () => false,
        )
        return new Response(null, { status: isDone ? 204 : 500 })
      },
    },
  })
  const runtime = new Miniflare(options)
  const binding = (await runtime.getQueueProducer('DELIVERIES')) as unknown as QueueBinding
  return {
    queue: createCloudflareQueue(binding),
    /** From now on somebody takes what it brings. */
    start: (take: Hands['take'], bury: Hands['bury']) => {
      hands = { take, bury }
    },
    stop: () => runtime.dispose(),
  }
}
