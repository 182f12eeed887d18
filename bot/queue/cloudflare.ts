import type { QueueTransport } from '../../core/deps.ts'

/** Twelve hours: what Cloudflare holds a message back at most. What is due later comes too early, and its row knows better. */
const LONGEST_DELAY_SECONDS = 43_200
const LATER_SECONDS = 60

/** The producer's end of a queue, as a Worker is handed it. */
export interface QueueBinding {
  send(body: string, options: { contentType: 'text'; delaySeconds: number }): Promise<unknown>
}

/** What Cloudflare brings a Worker that consumes a queue. */
export interface QueueBatch {
  readonly queue: string
  readonly messages: readonly { readonly body: unknown; ack(): void; retry(options: { delaySeconds: number }): void }[]
}

/** Cloudflare Queues, carrying ids. How often an id is brought, and where it ends then, says wrangler.toml. */
export function createCloudflareQueue(binding: QueueBinding): QueueTransport {
  return {
    name: 'cloudflare',
    async publish({ tenantId, deliveryId, notBefore }) {
      const delay = Math.ceil((notBefore.getTime() - Date.now()) / 1_000)
      await binding.send(JSON.stringify({ tenantId, deliveryId }), {
        contentType: 'text',
        delaySeconds: Math.min(LONGEST_DELAY_SECONDS, Math.max(0, delay)),
      })
    },
  }
}

/** Who does what a queue brings. Both throw when it could not be done. */
export interface QueueHands {
  take(body: string): Promise<void>
  /** Gets what ended in the dead-letter queue. */
  bury(body: string): Promise<void>
}

/**
 * Does what one batch asks for, each message by itself: one that breaks is brought again and takes no other with it. Where
 * nothing can be done at all, everything is: Cloudflare, left to itself, would use up a message's three times within seconds.
 * @param open gets ready; throws when it cannot, because the database is away for instance
 */
export async function settleBatch(
  { queue, messages }: QueueBatch,
  open: () => Promise<QueueHands>,
  laterSeconds = LATER_SECONDS,
): Promise<void> {
  const hands = open()
  await Promise.all(
    messages.map(async (message) => {
      try {
        const { take, bury } = await hands
        await (queue.endsWith('-dead') ? bury : take)(String(message.body))
        message.ack()
      } catch {
        message.retry({ delaySeconds: laterSeconds })
      }
    }),
  )
}
