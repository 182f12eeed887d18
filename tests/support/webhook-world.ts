import { createHmac } from 'node:crypto'
import { readEnv } from '../../bot/env.ts'
import { createOutside } from '../../bot/node/outside.ts'
import { webhookConnectorFor } from '../../bot/webhooks/deliver.ts'
import { createEndpoints } from '../../bot/webhooks/endpoints.ts'
import { webhooksIn } from '../../bot/webhooks/webhook-in.ts'
import type { WebhookEntry } from '../../core/settings/edit-webhook.ts'
import { consoleHttp } from './console-http.ts'
import type { Receiver } from './receiver.ts'
import { createWorld, type WorldOptions } from './world.ts'

/** A creator with a webhook, a console, and a program of hers that tells us things over a real socket. */
export async function createWebhookWorld({
  entry = {},
  ...options
}: WorldOptions & { entry?: Partial<WebhookEntry> } = {}) {
  const world = await createWorld(options)
  const logged: string[] = []
  const keep = (stage: string, ids: Record<string, unknown>) => void logged.push(`${stage} ${JSON.stringify(ids)}`)
  world.deps.log = { info: keep, warn: keep }
  // Her program is on this machine, which the operator has to allow.
  const endpoints = createEndpoints(createOutside(readEnv({ WEBHOOK_OWN_HOSTS: '127.0.0.1' })))
  const others = world.deps.connectors
  world.deps.endpoints = endpoints
  world.deps.connectors = {
    connectorFor: async (of) =>
      of.channel === 'webhook' ? webhookConnectorFor(world.deps, endpoints, of) : others.connectorFor(of),
  }
  const console = await consoleHttp(world, {
    parts: [{ mount: (app) => void app.route('/api/webhooks', webhooksIn(world.deps)) }],
  })
  const path = `/creators/${world.creatorId}/webhook`
  const made = await console.data('PUT', path, entry)
  const id: string = made.webhook.id
  const url = `${console.origin}/api/webhooks/${id}`
  const secret: string = made.secrets.inbound
  let count = 0
  const post = async (body: string, headers: Record<string, string>, to = url) => {
    const answer = await fetch(to, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...headers },
    })
    return { status: answer.status, ...(JSON.parse(await answer.text()) as Answer) }
  }
  const webhook = {
    path,
    id,
    logged,
    secret,
    url,
    /** Sends bytes as they are, with just these headers. */
    post,
    /** Signs and sends, as a program does that follows the scheme. */
    async tells(event: unknown, { secret: key = secret, ...more }: Partial<Signing> = {}) {
      count += 1
      const body = typeof event === 'string' ? event : JSON.stringify(event)
      return post(body, signed(body, { secret: key, id: `msg_${count}`, ...more }))
    },
    /** What the page shows of everything that came and went. */
    async shown() {
      const { events } = await console.data('GET', path)
      return events as {
        id: string
        direction: string
        event: string
        status: string
        attempts: number
        problem: string
      }[]
    },
  }
  /** Her program takes what we post from now on. */
  async function postsTo(receiver: Receiver, out: Record<string, unknown> = { takesReplies: true }) {
    const { secrets } = await console.data('PUT', path, { out: { url: receiver.url, ...out } })
    receiver.secret = secrets.outbound ?? receiver.secret
  }
  return { world, console, webhook, endpoints, postsTo }
}

interface Signing {
  secret: string
  id: string
  /** Seconds since 1970. */
  at: number
}

interface Answer {
  success: boolean
  data: { taken: boolean; event: string; isNew: boolean; why: string }
  error: { code: string; message: string; retryable: boolean; metadata?: { fields: { field: string }[] } }
}

/** The scheme as its page describes it, written a second time, so that ours is checked against something. */
export function signed(body: string, { secret, id, at = Math.floor(Date.now() / 1_000) }: Partial<Signing>) {
  const key = Buffer.from(String(secret).replace('whsec_', ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')
  return { 'webhook-id': String(id), 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` }
}

/** A fan writes, in our own envelope. */
export const fanMessage = (text: string, more: object = {}) => ({
  type: 'fan.message',
  data: { id: 'm-1', fan: { id: 'tom', name: 'Tom' }, text, sentAt: '2026-11-17T19:59:00Z', ...more },
})
