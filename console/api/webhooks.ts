import { Hono } from 'hono'
import { z } from 'zod'
import {
  connectWebhook,
  disconnectWebhook,
  readWebhook,
  rotateWebhookSecret,
  WebhookEntry,
} from '../../core/settings/edit-webhook.ts'
import { inTenant } from '../../core/tenant.ts'
import { PRESETS } from '../../core/webhooks/presets.ts'
import { readArrival } from '../../core/webhooks/read-arrival.ts'
import { replayEvent, testEndpoint } from '../../core/webhooks/replay-event.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const Replayed = Id.extend({ eventId: z.uuid() })
const Rotation = z.object({ side: z.enum(['inbound', 'outbound']).default('inbound') })
const Sample = z.object({
  /** Left out: our own envelope. */
  preset: z.string().max(40).optional(),
  envelope: z.string().max(256 * 1024),
})

/** A creator's webhook, in and out, and what came and went by it. A secret is told once, in the answer that made it. */
export function webhooksApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/creators/:id/webhook', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      const { webhook, events } = await inTenant(deps, tenantId, (scope) => readWebhook(scope, creatorId))
      return ok(c, {
        webhook,
        presets: PRESETS.map(({ name, title, money, events: read }) => ({
          name,
          title,
          money,
          events: Object.entries(read).map(([event, mapping]) => ({
            event,
            becomes: mapping.becomes,
            because: mapping.becomes === 'nothing' ? mapping.because : undefined,
          })),
        })),
        events: events.map(
          ({ id, direction, event, status, attempts, answerCode, problem, notBefore, happenedAt, settledAt }) => ({
            id,
            direction,
            event,
            status,
            attempts,
            answerCode,
            problem,
            notBefore,
            happenedAt,
            settledAt,
          }),
        ),
      })
    })
    .put(
      '/creators/:id/webhook',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', WebhookEntry),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, await connectWebhook(deps, { tenantId, creatorId, entry: c.req.valid('json'), actor }))
      },
    )
    .delete('/creators/:id/webhook', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await disconnectWebhook(deps, { tenantId, creatorId, actor })
      return ok(c, { creatorId })
    })
    .post(
      '/creators/:id/webhook/secret',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', Rotation),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, await rotateWebhookSecret(deps, { tenantId, creatorId, actor, ...c.req.valid('json') }))
      },
    )
    .post('/creators/:id/webhook/test', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      await testEndpoint(deps, { tenantId, creatorId })
      return ok(c, { creatorId })
    })
    .post(
      '/creators/:id/webhook/events/:eventId/replay',
      allow('settings.edit'),
      valid('param', Replayed),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const { id: creatorId, eventId } = c.req.valid('param')
        await replayEvent(deps, { tenantId, creatorId, eventId, actor })
        return ok(c, { eventId })
      },
    )
    .post('/webhook-samples', allow('settings.edit'), valid('json', Sample), async (c) => {
      const { preset, envelope } = c.req.valid('json')
      return ok(c, { read: readArrival(envelope, preset) })
    })
}
