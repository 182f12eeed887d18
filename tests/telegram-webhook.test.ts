import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import { keepBehind } from '../bot/live/keep-behind.ts'
import { telegramWebhooks } from '../bot/telegram/webhook.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const SECRET = 'a-Secret_with-64-signs'
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A world whose bots are told by webhook, over a real port. */
async function webhookWorld({ twoBots = false } = {}) {
  const app = new Hono()
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  closing.push(() => server.close())
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const t = await createTelegramWorld({ settings: { webhookSecret: SECRET }, publicUrl, twoBots, start: 'later' })
  app.route('/webhooks/telegram', telegramWebhooks(t.deps, t.source, keepBehind().behind))
  await t.startBots()
  const post = (body: string, headers: Record<string, string>, url = t.bot.webhook?.url ?? '') =>
    fetch(url, { method: 'POST', headers: { 'content-type': 'application/json', ...headers }, body })
  return { t, post, publicUrl }
}
const right = { 'x-telegram-bot-api-secret-token': SECRET }

describe('updates that Telegram brings', () => {
  test('a fan writes, Kim edits and sends, all by webhook', async () => {
    const { t } = await webhookWorld({ twoBots: true })
    expect(t.bot.webhook?.url).toMatch(/\/webhooks\/telegram\/[0-9a-f-]{36}\/fans$/)
    expect(t.reviewBot.webhook?.url).toMatch(/\/review$/)
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const edited = await t.repliesTo(card, 'hello you')
    expect(await t.taps(edited, 'Send')).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toEqual(['hello you'])
    expect(t.fake.calls.filter(({ method }) => method === 'getUpdates')).toEqual([])
  })

  test.each([
    ['a wrong secret', { 'x-telegram-bot-api-secret-token': 'wrong' }],
    ['a secret that is nearly right', { 'x-telegram-bot-api-secret-token': `${SECRET}x` }],
    ['no secret', {}],
  ])('%s: 401 in our own shape, and nothing is taken', async (_, headers) => {
    const { t, post } = await webhookWorld()
    const message = {
      message_id: 1,
      date: 1,
      chat: { id: 5, type: 'private' },
      from: { id: 5, is_bot: false, first_name: 'X' },
      text: 'x',
    }
    const response = await post(JSON.stringify({ update_id: 1, message }), headers)
    expect(response.status).toBe(401)
    expect(await response.json()).toMatchObject({
      success: false,
      error: { code: 'wrong-secret', message: expect.stringMatching(/Nothing was taken/), retryable: false },
      meta: { requestId: expect.stringMatching(/.+/), timestamp: expect.any(String), duration: expect.any(Number) },
    })
    await t.pass(20 * SECOND)
    expect(await t.draftRows()).toEqual([])
  })

  test('an address that does not exist answers like a wrong secret', async () => {
    const { t, post, publicUrl } = await webhookWorld()
    const elsewhere = [
      `${publicUrl}/webhooks/telegram/11111111-1111-4111-8111-111111111111/fans`,
      `${publicUrl}/webhooks/telegram/x/fans`,
      (t.bot.webhook?.url ?? '').replace('/fans', '/review'),
      (t.bot.webhook?.url ?? '').replace('/fans', '/owners'),
    ]
    for (const url of elsewhere) expect((await post('{"update_id":1}', right, url)).status).toBe(401)
  })

  test.each([
    ['no JSON', 'hello', 400, 'invalid'],
    ['an empty body', '', 400, 'invalid'],
    ['JSON that is no update', '[1,2]', 400, 'invalid'],
    ['a body over 1 MB', `{"update_id":1,"x":"${'y'.repeat(1_100_000)}"}`, 413, 'too-large'],
  ])('%s: refused in our own shape', async (_, body, status, code) => {
    const { post } = await webhookWorld()
    const response = await post(body, right)
    expect(response.status).toBe(status)
    expect(await response.json()).toMatchObject({
      success: false,
      error: { code },
      meta: { requestId: expect.any(String) },
    })
  })

  test('an update kind nobody knows is acknowledged', async () => {
    const { post } = await webhookWorld()
    for (const body of ['{"update_id":7,"brand_new":{}}', '{"update_id":8}', '{"update_id":9,"message":{"text":1}}']) {
      const response = await post(body, right)
      expect(response.status).toBe(200)
      expect(await response.json()).toMatchObject({ success: true, data: { taken: true } })
    }
  })

  test('an update told twice at the same moment is one message', async () => {
    const { t, post } = await webhookWorld()
    const from = { id: 5, is_bot: false, first_name: 'Mia' }
    const message = { message_id: 1, date: 1_700_000_000, chat: { id: 5, type: 'private' }, from, text: 'once' }
    const body = JSON.stringify({ update_id: 77, message })
    const all = await Promise.all(Array.from({ length: 6 }, () => post(body, right)))
    expect(all.map(({ status }) => status)).toEqual(Array(6).fill(200))
    await t.pass(9 * SECOND)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body)).toEqual(['once'])
  })
})
