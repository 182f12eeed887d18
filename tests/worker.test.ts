import { setTimeout as pause } from 'node:timers/promises'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLocalEvents } from '../bot/live/local-events.ts'
import { untilRead } from '../bot/worker/until-read.ts'
import { decideDraft } from '../core/approval/decide-draft.ts'
import { organization } from '../db/auth-schema.ts'
import { newId } from '../db/ids.ts'
import { insertMessage } from '../db/messages.ts'
import { conversations, deliveries } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { databaseUrl } from './support/database.ts'
import { type FakeBot, type FakeTelegram, startFakeTelegram } from './support/fake-telegram.ts'
import { type Person, person } from './support/fake-telegram-people.ts'
import type { Browser, Shapes } from './support/front-door.ts'
import { recordingLog } from './support/recording-log.ts'
import { REVIEW_GROUP } from './support/telegram-world.ts'
import { startSmallUpstash } from './support/upstash-server.ts'
import { moveIn, type RunningWorker, startWorker } from './support/worker.ts'

describe('on Cloudflare Workers', () => {
  const server = databaseUrl ?? ''
  let worker: RunningWorker

  let telegram: FakeTelegram
  let bot: FakeBot
  let reviewer: Person
  let kim: Browser
  let upstash: Awaited<ReturnType<typeof startSmallUpstash>>

  beforeAll(async () => {
    telegram = await startFakeTelegram()
    bot = telegram.addBot()
    reviewer = person(telegram, 'Kim')
    upstash = await startSmallUpstash()
    worker = await startWorker(server, {
      UPSTASH_REDIS_REST_URL: upstash.url,
      UPSTASH_REDIS_REST_TOKEN: upstash.token,
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_API_ROOT: telegram.apiRoot,
      TELEGRAM_WEBHOOK_SECRET: 'a-secret-of-this-webhook',
      TELEGRAM_REVIEW_CHAT_ID: String(REVIEW_GROUP),
      TELEGRAM_REVIEWER_IDS: String(reviewer.id),
    })
    kim = await moveIn(worker)
  })
  afterAll(async () => {
    await worker.stop()
    await telegram.close()
    await upstash.stop()
  })

  const cardAbout = (words: string) =>
    telegram.messages.findLast(({ chatId, text }) => chatId === REVIEW_GROUP && text.includes(words))

  test('the console is served, any of its rooms by the same page', async () => {
    for (const path of ['/', '/queue', '/fans/some-fan']) {
      const page = await worker.fetch(path)
      expect(page.status).toBe(200)
      expect(await page.text()).toContain('<div id="app">')
    }
    expect(await (await worker.fetch('/health/live')).json()).toEqual({ alive: true })
  })

  test('who is not signed in is told so, and an unknown address is no page', async () => {
    const queue = await worker.fetch('/api/queue')
    expect(queue.status).toBe(401)
    expect(await queue.json()).toMatchObject({ success: false, error: { code: 'signed-out' } })
    expect(worker.logs().join('\n')).not.toContain('"level":"warn"')
  })

  test('a fan writes, a person approves in the console, the fan hears once: nothing but requests moved it', async () => {
    const written = await kim.post('/api/try/messages', { name: 'Mia', body: 'hi Nova, my dog Bruno ate my shoes' })
    expect(written).toMatchObject({ status: 200, success: true })
    const draft = await until(async () => (await kim.get('/api/queue')).data.waiting[0]?.card)
    expect(draft.messages.map(({ body }) => body)).toEqual(['hi Nova, my dog Bruno ate my shoes'])
    const decision = { verdict: 'approve', version: draft.version }
    expect(await kim.post(`/api/drafts/${draft.draftId}/decision`, decision)).toMatchObject({
      data: { outcome: { kind: 'approved' } },
    })
    await until(async () => (await kim.get(`/api/drafts/${draft.draftId}`)).data.card?.state === 'sent')
    const again = await kim.post(`/api/drafts/${draft.draftId}/decision`, decision)
    expect(again.data.outcome.kind).toBe('too-late')
    // Its id went by the queue of wrangler.toml, which brings it to this Worker again.
    await until(async () => worker.logs().some((line) => line.includes('"queue":"cloudflare"')))
  })

  test('what a request could not finish, the minute brings', async () => {
    const { data } = await kim.post('/api/try/messages', { name: 'Tom', body: 'are you up?' })
    // As if the isolate had ended before the burst was over: nobody waits for this turn but the cron.
    const due = (minutes: number) =>
      worker.store.db
        .update(conversations)
        .set({ draftDueAt: new Date(Date.now() + minutes * 60_000) })
        .where(eq(conversations.fanId, data.fanId))
    await due(60)
    await pause(2_000)
    await due(-1)
    expect((await kim.get(`/api/try/${data.fanId}/${data.messageId}`)).data.card).toBeUndefined()
    await worker.cron()
    expect((await kim.get(`/api/try/${data.fanId}/${data.messageId}`)).data.card).toMatchObject({ state: 'waiting' })
  })

  test('an open console hears of a change, whichever request made it', async () => {
    const gone = new AbortController()
    const stream = await worker.fetch('/api/events', {
      headers: { cookie: [...kim.cookies].map((pair) => pair.join('=')).join('; ') },
      signal: gone.signal,
    })
    const heard = changesIn(stream)
    expect((await heard.next()).value).toContain('event: hello')
    const { data } = await kim.post('/api/try/messages', { name: 'Leo', body: 'hello you' })
    for await (const change of heard) if (change.includes(data.conversationId)) break
    gone.abort()
  })

  test('in Telegram: the minute sets the webhook, a card stands after the burst, a tap sends the reply, once', async () => {
    await worker.cron()
    const webhook = await until(async () => bot.webhook)
    expect(webhook.url.startsWith(`${worker.url.origin}/webhooks/telegram/`)).toBe(true)

    const mia = person(telegram, 'Mia')
    const heard = () => telegram.messages.filter(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    await mia.writes(bot, 'hi Nova, I passed my exam today')
    const card = await telegram.until(() => cardAbout('I passed my exam'), 'the card')
    expect(heard()).toEqual([])
    await reviewer.taps(bot, card, 'Send')
    await telegram.until(() => heard()[0], 'the reply')
    await telegram.until(() => cardAbout('I passed my exam')?.text.match(/sent/i), 'the card to say so')
    await worker.cron()
    expect(heard()).toHaveLength(1)
  })

  test('in Telegram and the console: what a person approves there leaves here', async () => {
    await worker.cron()
    const tom = person(telegram, 'Tom')
    await tom.writes(bot, 'what are you cooking tonight?')
    await telegram.until(() => cardAbout('what are you cooking'), 'the card')
    const { data } = await kim.get('/api/queue')
    const draft = data.waiting.find(({ card }) => card.messages.some(({ body }) => body.includes('cooking')))?.card
    const text = 'Pasta, as always. Jealous?'
    await kim.post(`/api/drafts/${draft?.draftId}/decision`, { verdict: 'approve', version: draft?.version, text })
    const reply = await telegram.until(() =>
      telegram.messages.find(({ chatId, fromBot }) => chatId === tom.id && fromBot),
    )
    expect(reply.text).toBe(text)
  })

  test('in Telegram: a reply that takes its time leaving holds up no card', async () => {
    await worker.cron()
    const [leo, ada] = [person(telegram, 'Leo'), person(telegram, 'Ada')]
    await leo.writes(bot, 'is it raining where you are?')
    await ada.writes(bot, 'which song is in your head?')
    await telegram.until(() => cardAbout('is it raining'), 'the first card')
    const card = await telegram.until(() => cardAbout('which song'), 'the second card')
    // As if the isolate in which Leo's reply was approved had ended: it is due, and Ada's decision finds it.
    const { waiting } = (await kim.get('/api/queue')).data
    const leos = waiting.find(({ card }) => card.messages.some(({ body }) => body.includes('raining')))?.card
    const [home] = await worker.store.db.select().from(organization)
    const silent = { store: worker.store, now: () => new Date(), events: createLocalEvents(), log: recordingLog() }
    const actor = { id: 'user:kim', name: 'Kim', role: 'manager', via: 'console' } as const
    const about = { tenantId: home?.id ?? '', draftId: leos?.draftId ?? '', actor }
    expect(await decideDraft(silent, { ...about, verdict: 'approve', version: 1 })).toMatchObject({ kind: 'approved' })
    const ofLeo = eq(deliveries.draftId, about.draftId)
    await worker.store.db.update(deliveries).set({ notBefore: new Date() }).where(ofLeo)
    telegram.fail('sendMessage', { kind: 'hang' })
    await reviewer.taps(bot, card, 'Send')
    await telegram.until(() => cardAbout('which song')?.text.startsWith('🟢'), 'the card to turn')
    // Nobody knows yet what became of Leo's.
    const [leaving] = await worker.store.db.select().from(deliveries).where(ofLeo)
    expect(['ready', 'sending']).toContain(leaving?.status)
  })

  test('who does not know the secret brings nothing in', async () => {
    await worker.cron()
    const { url } = await until(async () => bot.webhook)
    const update = JSON.stringify({ update_id: 1, message: { message_id: 1, date: 1, text: 'hi' } })
    for (const secret of ['', 'a-secret-of-this-webhooK', 'x'.repeat(5_000)]) {
      const answer = await fetch(url, {
        method: 'POST',
        body: update,
        headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': secret },
      })
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({ success: false, error: { code: 'wrong-secret' } })
    }
  })

  test('what recall learned of a long conversation is in the shared cache, sealed, for the next Worker', async () => {
    const { data } = await kim.post('/api/try/messages', {
      name: 'Leo',
      body: 'hello, it is Leo, I sail a boat called Aurora',
    })
    await until(async () => (await kim.get(`/api/try/${data.fanId}/${data.messageId}`)).data.card)
    await remember(worker, data, 100)
    await kim.post('/api/try/messages', { fanId: data.fanId, body: 'do you remember the name of my boat?' })
    const [, stored = ''] = await until(async () => [...upstash.kept].find(([key]) => key.includes(data.fanId)))
    expect(Buffer.from(stored, 'base64').byteLength).toBeGreaterThan(1_000)
    expect(Buffer.from(stored, 'base64').toString('latin1')).not.toMatch(/aurora/i)
  })

  test('a stream whose client is gone, or that lasted long enough, ends cleanly and lets its database go', async () => {
    for (const left of ['gone', 'long enough']) {
      const client = new AbortController()
      const ends: string[] = []
      const endless = new ReadableStream({
        start: (stream) => stream.enqueue(new TextEncoder().encode('event: hello\n\n')),
        cancel: () => void ends.push('unsubscribed'),
      })
      const answer = new Response(endless, { headers: { 'content-type': 'text/event-stream' } })
      const longestMs = left === 'gone' ? 60_000 : 1
      const passed = untilRead(answer, { gone: client.signal, longestMs }, () => ends.push('let go'))
      if (left === 'gone') client.abort()
      await passed.text()
      await until(async () => ends.length === 2)
      expect(ends).toEqual(['unsubscribed', 'let go'])
    }
  })

  test('a database that was never migrated is named, with what to do, and nothing breaks', async () => {
    const behind = await startWorker(server, {}, false)
    try {
      const answer = await behind.fetch('/api/queue')
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({
        success: false,
        error: { code: 'unavailable', retryable: true, message: expect.stringContaining('npm run db:migrate') },
        meta: { requestId: expect.stringMatching(/.{8}/) },
      })
    } finally {
      await behind.stop()
    }
  })

  test('without a master key nothing is sealed with a made-up one: the operator is told how to set it', async () => {
    const keyless = await startWorker(server, { MASTER_KEY: '' }, false)
    try {
      const answer = await keyless.fetch('/api/queue')
      expect(answer.status).toBe(503)
      expect(await answer.json()).toMatchObject({
        error: { message: expect.stringContaining('wrangler secret put MASTER_KEY') },
      })
    } finally {
      await keyless.stop()
    }
  })
})

/** Weeks of history, as an import would bring them. */
async function remember({ store }: RunningWorker, { fanId, conversationId }: Shapes, howMany: number): Promise<void> {
  const [home] = await store.db.select().from(organization)
  await inTenant(store, home?.id ?? '', async (scope) => {
    for (let day = howMany; day > 0; day -= 1) {
      const at = new Date(Date.now() - day * 24 * 3_600_000)
      await insertMessage(scope, {
        id: newId(at),
        fanId,
        conversationId,
        direction: 'inbound',
        status: 'received',
        body: `day ${day} on the Aurora, wind from the west`,
        sentAt: at,
        createdAt: at,
      })
    }
  })
}

/** Asks until the answer is yes. Thirty seconds of silence are a failure. */
async function until<T>(look: () => Promise<T>): Promise<NonNullable<T>> {
  const end = Date.now() + 30_000
  for (;;) {
    const found = await look()
    if (found) return found
    if (Date.now() > end) throw new Error('Waited in vain for thirty seconds.')
    await pause(100)
  }
}

async function* changesIn(stream: Response): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  for await (const bytes of stream.body ?? []) yield decoder.decode(bytes)
}
