import { describe, expect, test } from 'vitest'
import { OnlyFansRateLimiterService } from '../core/delivery/send-to-onlyfans.ts'
import { CoreError } from '../core/errors.ts'
import { consoleHttp } from './support/console-http.ts'
import { ownEndpoint } from './support/own-endpoint.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000
const SEND = '/onlyfans/messages/send'

describe('messages to OnlyFans accounts', () => {
  test('a person’s own words are taken, are a decision of theirs, and leave once', async () => {
    const { world, endpoint, http, to } = await account()
    const answer = await http.send(await to('Tom'), 'see you on friday')
    expect(answer).toMatchObject({
      status: 202,
      success: true,
      data: { status: 'queued', messageId: expect.any(String) },
    })
    expect(answer.meta).toMatchObject({ requestId: expect.any(String), duration: expect.any(Number) })
    await world.pass(6 * SECOND)
    expect(endpoint.heard.map(({ text }) => text)).toEqual(['see you on friday'])
    expect((await world.card(answer.data.draftId)).state).toBe('sent')
    const [draft] = await world.draftRows()
    expect(draft).toMatchObject({ status: 'approved', decidedBy: world.kim.id, decidedByName: 'Kim' })
  })

  test('the same request sent again is the same message, and its key is good for no other', async () => {
    const { world, endpoint, http, to } = await account()
    const tom = await to('Tom')
    const key = { 'idempotency-key': 'order-4711' }
    const [one, two] = [await http.send(tom, 'hello', key), await http.send(tom, 'hello', key)]
    expect(two.data.messageId).toBe(one.data.messageId)
    await world.pass(6 * SECOND)
    expect((await http.send(tom, 'hello', key)).data).toMatchObject({ messageId: one.data.messageId, status: 'sent' })
    expect(await http.send(tom, 'hello you', key)).toMatchObject({ status: 409, error: { code: 'conflict' } })
    expect(endpoint.heard).toHaveLength(1)
  })

  test('twelve in a batch and one by one: ten leave within the minute, the others after it', async () => {
    const { world, endpoint, http, to } = await account()
    const fans: object[] = []
    for (let index = 0; index < 12; index += 1) fans.push(await to(`Fan ${index}`))
    const messages = fans.map((fan, index) => ({ ...fan, content: `hello ${index}` }))
    expect(await http.ask('POST', '/onlyfans/messages/send-batch', { messages })).toMatchObject({ status: 400 })
    const batch = await http.ask('POST', '/onlyfans/messages/send-batch', { messages: messages.slice(0, 10) })
    expect(batch.status).toBe(202)
    expect(batch.data.results.map(({ success }: { success: boolean }) => success)).toEqual(Array(10).fill(true))
    for (const message of messages.slice(10)) await http.ask('POST', SEND, message)
    await world.pass(6 * SECOND)
    expect(endpoint.heard).toHaveLength(10)
    const { data } = await http.ask('GET', '/onlyfans/messages/status')
    expect(data).toMatchObject({ depth: 2, inFlight: 0, deadLetters: 0 })
    expect(data.accounts).toEqual([
      expect.objectContaining({ queued: 2, usedThisMinute: 10, fullUntil: expect.any(String) }),
    ])
    await world.pass(70 * SECOND)
    expect(endpoint.heard).toHaveLength(12)
  }, 60_000)

  test('what is wrong with one message of a batch is said of that one', async () => {
    const { http, to } = await account()
    const tom = await to('Tom')
    const messages = [
      { ...tom, content: 'hello' },
      { user: crypto.randomUUID(), recipient: crypto.randomUUID(), content: 'hello' },
    ]
    const { data } = await http.ask('POST', '/onlyfans/messages/send-batch', { messages })
    expect(data.results).toMatchObject([{ success: true }, { success: false, error: { code: 'not-found' } }])
  })

  test('media, empty words, words too long and a platform with a way of its own are refused in words', async () => {
    const { world, endpoint, http, to } = await account()
    const tom = await to('Tom')
    const media = await http.ask('POST', SEND, { ...tom, content: 'look', media: ['https://example.com/a.jpg'] })
    expect(media).toMatchObject({ status: 400, error: { message: expect.stringMatching(/leave media out/) } })
    expect(await http.ask('POST', '/onlyfans/messages/send', {})).toMatchObject({
      status: 400,
      error: {
        message: expect.stringMatching(/user: It is missing; recipient: It is missing; content: It is missing\./),
      },
    })
    expect((await http.send(tom, '')).status).toBe(400)
    expect((await http.send(tom, '   ')).status).toBe(400)
    expect((await http.send(tom, 'x'.repeat(12_001))).status).toBe(400)
    await world.fan('Mia', 'try-it').writes('hi')
    const mia = (await http.ask('GET', '/conversations')).data.conversations.find(
      ({ fan }: { fan: { name: string } }) => fan.name === 'Mia',
    )
    expect(await http.send({ user: world.creatorId, recipient: mia.id }, 'hi')).toMatchObject({ status: 400 })
    expect(endpoint.heard).toEqual([])
  })

  test('a program has nobody’s yes', async () => {
    const { world, to } = await account()
    const service = new OnlyFansRateLimiterService(world.deps)
    const program = { tenantId: world.tenantId, actor: { ...world.kim, id: 'token:abc' } }
    const message = { ...(await to('Tom')), content: 'hi', media: [], acknowledged: [] }
    await expect(service.sendMessage(program, message)).rejects.toThrow(CoreError)
    await expect(service.sendBatch(program, [message])).rejects.toThrow(/Only a signed-in person/)
    expect(await world.deliveryRows()).toEqual([])
  })

  test('a waiting draft is not passed over, and its very words can be said yes to', async () => {
    const { world, endpoint, http, to } = await account()
    const tom = await to('Tom', 9)
    const [draft] = await world.drafts()
    expect(await http.send(tom, 'other words')).toMatchObject({ status: 409, error: { code: 'conflict' } })
    const { text } = await world.card(draft?.id ?? '')
    expect((await http.send(tom, text)).data.draftId).toBe(draft?.id)
    await world.pass(6 * SECOND)
    expect(endpoint.heard.map((one) => one.text)).toEqual([text])
  })

  test('an endpoint that fails four times: on the failed list, and sent when a person tries again', async () => {
    const { world, endpoint, http, to } = await account()
    const { data } = await http.send(await to('Tom'), 'hello')
    endpoint.next.push(500, 500, 500, 500)
    for (let step = 0; step < 60; step += 1) await world.pass(2 * SECOND)
    const failed = await http.ask('GET', '/onlyfans/messages/failed')
    expect(failed.data.messages).toEqual([
      expect.objectContaining({ messageId: data.messageId, attempts: 4, problem: 'Server error.' }),
    ])
    expect(JSON.stringify(failed)).not.toContain('hello')
    const watched = await http.ask('GET', '/monitoring/onlyfans')
    expect(watched.data).toMatchObject({
      state: 'look',
      todo: [expect.stringMatching(/^1 failed: read why/)],
      status: { deadLetters: 1 },
      counters: { failed: 1 },
      transport: 'rows',
      keepsLimits: true,
    })
    const again = await http.ask('POST', `/onlyfans/messages/${data.messageId}/retry`)
    expect(again).toMatchObject({ status: 202, data: { status: 'queued' } })
    await world.pass(SECOND)
    expect(endpoint.heard).toHaveLength(1)
    expect((await http.ask('POST', `/onlyfans/messages/${data.messageId}/retry`)).status).toBe(409)
  }, 60_000)

  test('when the fan wrote since, trying again asks for a new yes', async () => {
    const { world, endpoint, http, to, fans } = await account()
    const { data } = await http.send(await to('Tom'), 'hello')
    endpoint.next.push(400)
    await world.pass(6 * SECOND)
    await fans.get('Tom')?.writes('are you there?')
    const again = await http.ask('POST', `/onlyfans/messages/${data.messageId}/retry`)
    expect(again.data).toEqual({ messageId: data.messageId, status: 'needs-approval' })
    await world.pass(9 * SECOND)
    expect(endpoint.heard).toEqual([])
    expect(await world.drafts()).toHaveLength(1)
  })

  test('a lost answer is not a second message', async () => {
    const { world, endpoint, http, to } = await account()
    await http.send(await to('Tom'), 'hello')
    endpoint.next.push('hangs up')
    await world.pass(6 * SECOND)
    await world.pass(20 * SECOND)
    expect(new Set(endpoint.heard.map(({ key }) => key)).size).toBe(1)
    expect((await world.deliveryRows())[0]?.status).toBe('sent')
  })
})

/** Nova's OnlyFans account behind an endpoint of her own, and a signed-in chatter. */
async function account() {
  const endpoint = await ownEndpoint()
  const world = await createWorld({ connectors: [endpoint.connector] })
  const console = await consoleHttp(world, { role: 'chatter' })
  const fans = new Map<string, ReturnType<typeof world.fan>>()
  const ask = async (method: string, path: string, body?: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${console.origin}/api${path}`, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, ...JSON.parse(await answer.text()) }
  }
  return {
    world,
    endpoint,
    fans,
    /** A fan who wrote. @param seconds after which the call is made: a draft of ours stands there from 8 on */
    async to(name: string, seconds = 0) {
      const fan = world.fan(name, 'webhook')
      fans.set(name, fan)
      const received = await fan.writes('hi')
      if (received.kind !== 'stored') throw new Error('not stored')
      if (seconds > 0) await world.pass(seconds * SECOND)
      return { user: world.creatorId, recipient: received.conversationId }
    },
    http: {
      ask,
      send: (to: object, content: string, headers?: Record<string, string>) =>
        ask('POST', SEND, { ...to, content }, headers),
    },
  }
}
