import { expect, onTestFinished, test } from 'vitest'
import { createMetrics, metered } from '../bot/node/metrics.ts'
import { listen } from '../bot/node/serve.ts'
import { ownEndpoint } from './support/own-endpoint.ts'
import { approvedReplies, passesQuietly } from './support/replies.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000

/** A creator with an endpoint, and somebody who watches over a real socket. */
async function watched() {
  const endpoint = await ownEndpoint()
  const { world, webhook } = await createWebhookWorld()
  world.deps.connectors = { connectorFor: async () => endpoint.connector }
  const fetchHere = metered(async () => new Response('hello'), createMetrics(world.deps), undefined)
  const serving = await listen(fetchHere as never, { port: 0, host: '127.0.0.1' })
  onTestFinished(() => serving.close())
  const site = `http://127.0.0.1:${serving.port}`
  // Between two questions a story may work for longer than a connection is kept.
  const get = async (path: string) => (await fetch(`${site}${path}`, { headers: { connection: 'close' } })).text()
  return {
    world,
    webhook,
    endpoint,
    /** The value of a line, as Prometheus reads it; undefined when it is not there. */
    async metric(line: string): Promise<number | undefined> {
      const text = await get('/metrics')
      const found = text.split('\n').find((one) => one.startsWith(`${line} `))
      return found === undefined ? undefined : Number(found.slice(line.length + 1))
    },
    get,
  }
}

test('what waits, leaves, fails and is paused is told by account and state, with how old it is', async () => {
  const { world, webhook, endpoint, metric } = await watched()
  const account = `creator="${world.creatorId}",channel="webhook"`
  expect(await metric('souvenir_database_up')).toBe(1)
  expect(await metric('souvenir_deliveries_waiting')).toBe(0)

  await approvedReplies(world, 2, 'webhook')
  expect(await metric(`souvenir_deliveries_open{${account},state="ready"}`)).toBe(2)
  expect(await metric('souvenir_deliveries_waiting')).toBe(2)

  endpoint.next.push(200, 400)
  await world.pass(6 * SECOND)
  expect(await metric('souvenir_deliveries_total{outcome="sent"}'), webhook.logged.slice(-6).join('\n')).toBe(1)
  expect(await metric(`souvenir_deliveries_open{${account},state="failed"}`)).toBe(1)
  expect(await metric('souvenir_deliveries_failed')).toBe(1)
  expect(await metric('souvenir_troubles_open{stage="delivery"}')).toBe(1)
  expect(await metric(`souvenir_send_window_used{${account}}`)).toBe(2)

  endpoint.next.push(429)
  await world.fan('Zoe', 'webhook').writes('hi')
  await world.pass(9 * SECOND)
  const [zoe] = await world.drafts()
  await world.decides(zoe?.id ?? '', { text: 'hello Zoe' })
  await world.pass(6 * SECOND)
  expect(await metric(`souvenir_send_paused_seconds{${account}}`)).toBeGreaterThan(60)
  expect(await metric('souvenir_delivery_oldest_seconds')).toBeGreaterThanOrEqual(6)
})

test('a reply that nothing holds back and that does not leave is told apart from one whose account rests', async () => {
  const { world, endpoint, metric } = await watched()
  const stuck = () => metric('souvenir_delivery_stuck_seconds')
  expect(await stuck()).toBe(0)
  await approvedReplies(world, 1, 'webhook')
  // No process sends.
  await passesQuietly(world, 400 * SECOND)
  expect(await stuck()).toBeGreaterThan(300)
  endpoint.next.push(429)
  await world.settle()
  await passesQuietly(world, 10 * SECOND)
  expect(await metric('souvenir_delivery_oldest_seconds')).toBeGreaterThan(300)
  expect(await stuck()).toBe(0)
})

test('drafts that wait, webhooks that came and were refused, requests and their duration', async () => {
  const { world, webhook, metric, get } = await watched()
  await webhook.tells(fanMessage('my dog Bruno ate my shoes'))
  await webhook.tells(fanMessage('hi'), { secret: 'whsec_AAAA', id: 'forged' })
  expect(await metric('souvenir_turns_due')).toBe(0)
  await world.pass(9 * SECOND)
  await world.pass(60 * SECOND)
  expect(await metric('souvenir_webhooks_total{outcome="taken"}')).toBe(1)
  expect(await metric('souvenir_webhooks_total{outcome="unsigned"}')).toBe(1)
  expect(await metric('souvenir_drafts_waiting')).toBe(1)
  expect(await metric('souvenir_draft_oldest_seconds')).toBeGreaterThanOrEqual(60)
  expect(await metric('souvenir_drafts_made_total')).toBe(1)
  await get('/anything')
  expect(await metric('souvenir_requests_answered_total')).toBe(1)
  expect(await metric('souvenir_requests_within_total{seconds="5"}')).toBe(1)

  // Whoever watches learns nothing of a fan, and each name is explained once.
  const all = await get('/metrics')
  const [draft] = await world.drafts()
  for (const secret of ['Bruno', 'Tom', draft?.fanId ?? '', draft?.conversationId ?? '', world.tenantId]) {
    expect(all).not.toContain(secret)
  }
  const explained = [...all.matchAll(/^# TYPE (\S+) (gauge|counter)$/gm)].map(([, name]) => name)
  expect(new Set(explained).size).toBe(explained.length)
  const told = new Set([...all.matchAll(/^(souvenir_\w+)/gm)].map(([, name]) => name))
  expect([...told].toSorted()).toEqual(explained.toSorted())
})

test('a model that is left alone after failures is told by name', async () => {
  const { world, metric } = await watched()
  const setting = { provider: 'openai', modelId: 'gpt-x', apiKey: 'key', timeoutSeconds: 5 } as const
  const { breaker } = world.deps.models.choiceFor(setting)
  for (let time = 0; time < 5; time += 1) breaker.failed(world.now())
  expect(await metric('souvenir_breaker_open{provider="openai",model="gpt-x"}')).toBe(1)
  breaker.succeeded()
  expect(await metric('souvenir_breaker_open{provider="openai",model="gpt-x"}')).toBe(0)
})
