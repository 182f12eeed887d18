import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { errorHandler, failed, ok, requestIds, type Variables } from '../../console/api/respond.ts'
import { webhookConnection } from '../../core/connections/webhook-connection.ts'
import { liveSecrets, type WebhookSettings } from '../../core/connections/webhook-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { figuresHere } from '../../core/health/figures-here.ts'
import { problemOf } from '../../core/problem-of.ts'
import { envelopeSchema } from '../../core/webhooks/envelope.ts'
import { noteArrival } from '../../core/webhooks/note-arrival.ts'
import { presetOf } from '../../core/webhooks/presets.ts'
import { readArrival } from '../../core/webhooks/read-arrival.ts'
import { takeEvent } from '../../core/webhooks/take-event.ts'
import { WHY_UNUSED } from '../../core/webhooks/why-unused.ts'
import { type Verified, verifyPartner, verifyStandard } from './signature.ts'

const LARGEST_EVENT = 256 * 1024
const Params = z.object({ connection: z.uuid() })

/** One answer for a wrong signature and for an address that does not exist: it tells a stranger nothing. */
const REFUSED: Record<Exclude<Verified['kind'], 'genuine'>, [code: string, message: string]> = {
  unsigned: [
    'not-signed',
    'This request is not signed. Send webhook-id, webhook-timestamp and webhook-signature (see docs/webhooks.md). Nothing was taken.',
  ],
  'out-of-time': [
    'out-of-time',
    'The timestamp of this request is more than five minutes away from our clock. Sign it anew as it is sent. Nothing was taken.',
  ],
  wrong: [
    'wrong-signature',
    'The signature of this request is wrong, or nothing is connected here. Nothing was taken.',
  ],
}

/**
 * Takes what creators' own programs tell, under `/api/webhooks`. Answered once it is stored. Nothing of it is kept between
 * requests, so it runs on a Worker as well.
 */
export function webhooksIn(deps: Deps) {
  const app = new Hono<{ Variables: Variables }>()
  app.use(requestIds(() => deps.now().getTime()))
  app.use(
    bodyLimit({
      maxSize: LARGEST_EVENT,
      onError: () => {
        throw new CoreError(
          'too-large',
          'An event has at most 256 kB. Send pictures by reference, never by their bytes.',
        )
      },
    }),
  )
  app.onError(
    errorHandler((error, requestId) => deps.log.warn('webhook failed', { requestId, problem: problemOf(error) })),
  )
  app.get('/schema', (c) => c.json(envelopeSchema() as object))
  app.post('/:connection', async (c) => {
    const params = Params.safeParse(c.req.param())
    const body = await c.req.text()
    const requestId = c.get('requestId')
    const found = params.success ? await webhookConnection(deps, params.data.connection) : undefined
    const verified = verify(body, c.req.raw.headers, found?.settings, deps.now())
    if (verified.kind !== 'genuine' || !found) {
      figuresHere(deps.store).webhooks.unsigned += 1
      const [code, message] = REFUSED[verified.kind === 'genuine' ? 'wrong' : verified.kind]
      if (found) deps.log.warn('webhook refused', { requestId, connectionId: found.connection.id, why: code })
      return failed(c, 401, { code, message, retryable: false })
    }
    const { connection, settings } = found
    if (connection.status === 'off') {
      const message = 'This webhook was switched off. Its owner can connect it again in Settings. Nothing was taken.'
      return failed(c, 410, { code: 'switched-off', message, retryable: false })
    }
    const { tenantId, creatorId, id: connectionId } = connection
    const arrival = { tenantId, creatorId, connectionId, webhookId: verified.webhookId }
    const read = readArrival(body, settings.preset)
    if (read.kind === 'invalid') {
      const { type, problem, fields } = read
      await noteArrival(deps, arrival, { event: type, status: 'refused', answerCode: 400, problem, requestId })
      const message = `This event cannot be used: ${problem}. Nothing was taken.`
      return failed(c, 400, { code: 'invalid', message, retryable: false, metadata: { fields } })
    }
    if (read.kind === 'ignored') {
      const why = WHY_UNUSED[read.why]
      await noteArrival(deps, arrival, {
        event: read.type,
        status: 'ignored',
        answerCode: 200,
        problem: why,
        requestId,
      })
      return ok(c, { taken: false, event: read.type, why })
    }
    const { fanId, isNew, messageId } = await takeEvent(deps, arrival, read.event)
    const event = read.event.type
    await noteArrival(deps, arrival, {
      event,
      status: 'taken',
      answerCode: 200,
      requestId,
      ...(fanId ? { fanId } : {}),
      ...(messageId ? { trace: messageId } : {}),
    })
    return ok(c, { taken: true, event, isNew })
  })
  return app
}

/** Without a connection the same work is done, with a secret that nobody has. */
function verify(body: string, headers: Headers, settings: WebhookSettings | undefined, now: Date): Verified {
  const preset = settings?.preset ? presetOf(settings.preset) : undefined
  if (!preset) return verifyStandard(body, headers, liveSecrets(settings?.secrets ?? [nobodys()], now))
  return verifyPartner(body, headers, { ...preset.signing, secret: settings?.partnerSecret ?? crypto.randomUUID() })
}

/** Made when it is needed: a Worker makes nothing random while it starts. */
const nobodys = () => ({ key: `whsec_${btoa(crypto.randomUUID())}`, createdAt: new Date(0).toISOString() })
