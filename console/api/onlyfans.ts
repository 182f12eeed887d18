import { Hono } from 'hono'
import { z } from 'zod'
import { LARGEST_BATCH, OnlyFansMessage, OnlyFansRateLimiterService } from '../../core/delivery/send-to-onlyfans.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { accepted, ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
/** A request that is sent again with the same key is done once. */
const Once = z.object({ 'idempotency-key': z.string().trim().min(8).max(200).optional() })
const Batch = z.object({ messages: z.array(OnlyFansMessage).min(1).max(LARGEST_BATCH) })

/**
 * Messages to OnlyFans accounts, ten a minute each. Whoever calls is the person who decides: the words are theirs, and the
 * decision is written down with their name. There is no other way to send.
 */
export function onlyfansApi({ deps }: ConsoleWorld) {
  const service = new OnlyFansRateLimiterService(deps)
  return new Hono<SignedIn>()
    .post(
      '/onlyfans/messages/send',
      allow('draft.decide'),
      valid('header', Once),
      valid('json', OnlyFansMessage),
      async (c) =>
        accepted(
          c,
          await service.sendMessage(c.get('session'), c.req.valid('json'), c.req.valid('header')['idempotency-key']),
        ),
    )
    .post(
      '/onlyfans/messages/send-batch',
      allow('draft.decide'),
      valid('header', Once),
      valid('json', Batch),
      async (c) => {
        const { messages } = c.req.valid('json')
        const key = c.req.valid('header')['idempotency-key']
        return accepted(c, { results: await service.sendBatch(c.get('session'), messages, key) })
      },
    )
    .get('/onlyfans/messages/status', allow('health.read'), async (c) =>
      ok(c, await service.getQueueStatus(c.get('session').tenantId)),
    )
    .get('/onlyfans/messages/failed', allow('queue.read'), async (c) =>
      ok(c, { messages: await service.failedMessages(c.get('session').tenantId) }),
    )
    .get('/monitoring/onlyfans', allow('health.read'), async (c) =>
      ok(c, await service.monitor(c.get('session').tenantId)),
    )
    .post('/onlyfans/messages/:id/retry', allow('draft.decide'), valid('param', Id), async (c) =>
      accepted(c, await service.retryMessage(c.get('session'), c.req.valid('param').id)),
    )
}
