import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createOutside, type Lookup } from '../bot/node/outside.ts'
import { webhookConnectorFor } from '../bot/webhooks/deliver.ts'
import { createEndpoints } from '../bot/webhooks/endpoints.ts'
import { runDueWork } from '../core/due-work.ts'
import { connections, deliveries } from '../db/schema.ts'
import { connectorContract } from './support/connector.contract.ts'
import { startReceiver } from './support/receiver.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

connectorContract('a creator’s own endpoint', async () => {
  const { world, console, endpoints, postsTo, webhook } = await createWebhookWorld()
  const receiver = await startReceiver()
  await postsTo(receiver)
  const nobody = await startReceiver()
  const connectorHere = () => webhookConnectorFor(world.deps, endpoints, world)
  await console.data('PUT', webhook.path, { out: { url: nobody.url } })
  const nowhere = await connectorHere()
  await nobody.close()
  await console.data('PUT', webhook.path, { out: { url: receiver.url } })
  return {
    connector: await connectorHere(),
    address: 'tom',
    heard: () => receiver.heard.map(({ data }) => data.text ?? ''),
    next: {
      asksToWait: (seconds) => receiver.next.push({ status: 429, headers: { 'retry-after': String(seconds) } }),
      refuses: () => receiver.next.push({ status: 422 }),
      fails: () => receiver.next.push({ status: 502 }),
      losesTheAnswer: () => receiver.next.push('hangs up'),
      isSilent: () => receiver.next.push('is silent'),
    },
    blocks: () => {
      receiver.always = { status: 422, body: { code: 'fan-unreachable' } }
    },
    unplugged: () => nowhere,
  }
})

describe('an approved reply, posted to the creator’s own endpoint', () => {
  test('comes signed, with the words, whose they are, and an id; and is said to be sent', async () => {
    const { world, receiver, draftId } = await aReplyIsDue()
    await world.decides(draftId, { text: 'hello Tom' })
    await world.pass(6 * SECOND)
    const [delivery] = await world.deliveryRows()
    expect(receiver.requests).toMatchObject([{ isGenuine: true }])
    expect(receiver.heard).toEqual([
      {
        id: `${delivery?.id}:0`,
        type: 'reply.send',
        data: { id: `${delivery?.id}:0`, fan: { id: 'tom' }, text: 'hello Tom' },
      },
    ])
    expect((await world.card(draftId)).state).toBe('sent')
  })

  test('nothing is posted before a person said yes, nor after they took it back', async () => {
    const { world, console, receiver, draftId } = await aReplyIsDue()
    await world.pass(MINUTE)
    expect(receiver.requests).toEqual([])
    await world.decides(draftId)
    await console.data('POST', `/drafts/${draftId}/undo`, {})
    await world.pass(MINUTE)
    expect(receiver.requests).toEqual([])
  })

  test('whose question the fan changed after the yes does not leave: whoever approved reads the new words first', async () => {
    const { world, webhook, receiver, draftId } = await aReplyIsDue()
    await world.decides(draftId, { text: 'hello Tom' })
    await webhook.tells({ ...fanMessage('hi Nova, are you well?'), type: 'fan.message.edited' })
    expect((await world.card(draftId)).state).toBe('superseded')
    await world.pass(9 * SECOND)
    expect(receiver.requests).toEqual([])
    const [anew] = await world.drafts()
    const { messages } = await world.card(anew?.id ?? '')
    expect(messages.map(({ body, isEdited }) => [body, isEdited])).toEqual([['hi Nova, are you well?', true]])
    await world.decides(anew?.id ?? '', { text: 'very well' })
    await world.pass(6 * SECOND)
    expect(receiver.heard.map(({ data }) => data.text)).toEqual(['very well'])
  })

  test('whose answer got lost is sent again with the same id and the same bytes, and counts once there', async () => {
    const { world, console, webhook, receiver, draftId } = await aReplyIsDue()
    receiver.next.push('hangs up', { status: 500 })
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    await world.pass(MINUTE)
    await world.pass(MINUTE)
    expect(receiver.requests).toHaveLength(3)
    expect(new Set(receiver.requests.map(({ id, body }) => `${id} ${body}`)).size).toBe(1)
    expect(receiver.heard).toHaveLength(1)
    expect((await world.card(draftId)).state).toBe('sent')
    const [noted] = (await webhook.shown()).filter(({ direction }) => direction === 'out')
    expect(noted).toMatchObject({
      event: 'reply.send',
      status: 'delivered',
      attempts: 3,
      answerCode: 200,
      problem: null,
    })
    // Known as sent: it is not sent again, whoever asks.
    const again = await console.refusal('POST', `${webhook.path}/events/${noted?.id}/replay`, {})
    expect([again.status, receiver.requests.length]).toEqual([409, 3])
  })

  test('whose endpoint fails and fails is a person’s to look at; “again” keeps the id', async () => {
    const { world, console, receiver, draftId } = await aReplyIsDue()
    receiver.always = { status: 503 }
    await world.decides(draftId)
    for (let minute = 0; minute < 6; minute += 1) await world.pass(MINUTE)
    const card = await world.card(draftId)
    expect([card.state, card.problem]).toEqual(['unknown', expect.stringMatching(/503.*may or may not have arrived/)])
    expect(receiver.requests).toHaveLength(4)
    receiver.always = undefined
    await console.data('POST', `/drafts/${draftId}/delivery`, { answer: 'again' })
    await world.pass(SECOND)
    expect(new Set(receiver.requests.map(({ id }) => id)).size).toBe(1)
    expect([receiver.heard.length, (await world.card(draftId)).state]).toEqual([1, 'sent'])
  })

  test('refused after an answer got lost is not called failed: an earlier try may have arrived', async () => {
    const { world, receiver, draftId } = await aReplyIsDue()
    receiver.next.push('hangs up', { status: 409 })
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    await world.pass(MINUTE)
    expect(receiver.heard).toHaveLength(1)
    expect((await world.card(draftId)).state).toBe('unknown')
  })

  test('that is asked to wait (429) waits, with everything else of the account', async () => {
    const { world, webhook, receiver, draftId } = await aReplyIsDue()
    await webhook.tells(fanMessage('hi too', { id: 'm-2', fan: { id: 'ann', name: 'Ann' } }))
    await world.pass(9 * SECOND)
    const drafts = await world.drafts()
    receiver.next.push({ status: 429, headers: { 'retry-after': '120' } })
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    for (const { id } of drafts.filter(({ id }) => id !== draftId)) await world.decides(id)
    await world.pass(100 * SECOND)
    expect(receiver.requests).toHaveLength(1)
    await world.pass(30 * SECOND)
    expect(receiver.heard.map(({ data }) => data.fan?.id).toSorted()).toEqual(['ann', 'tom'])
  })

  test.each([
    [{ status: 401 }, /does not accept our signature \(401\)/],
    [{ status: 404 }, /Nothing takes replies.*\(404\)/],
    [{ status: 302, headers: { location: 'http://127.0.0.1:1/' } }, /another address \(302\), and we do not follow/],
    [{ status: 422, body: { code: 'price-too-low', message: 'Tom said Bruno' } }, /refused it \(422, price-too-low\)/],
  ])(
    'refused with %j: failed in plain words, and nothing of the endpoint’s own words is kept',
    async (answer, words) => {
      const { world, receiver, draftId } = await aReplyIsDue()
      receiver.next.push(answer)
      await world.decides(draftId)
      await world.pass(6 * SECOND)
      const card = await world.card(draftId)
      expect([card.state, card.problem]).toEqual(['failed', expect.stringMatching(words)])
      await world.pass(10 * MINUTE)
      expect(receiver.requests).toHaveLength(1)
      expect(JSON.stringify(await world.store.db.select().from(deliveries))).not.toContain('Bruno')
    },
  )

  test('after a rotation requests carry both signatures for a day, then the new one alone', async () => {
    const { world, console, webhook, receiver, draftId } = await aReplyIsDue()
    const { secret } = await console.data('POST', `${webhook.path}/secret`, { side: 'outbound' })
    const old = receiver.secret
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    expect(receiver.requests[0]).toMatchObject({
      isGenuine: true,
      signatures: [expect.any(String), expect.any(String)],
    })
    receiver.secret = secret
    await world.pass(25 * HOUR)
    await nextReply({ world, webhook })
    expect(receiver.requests[1]).toMatchObject({ isGenuine: true, signatures: [expect.any(String)] })
    receiver.secret = old
    expect(receiver.heard).toHaveLength(2)
  })

  test('by the id that the endpoint answered, what it tells of this reply later is no take-over', async () => {
    const { world, webhook, receiver, draftId } = await aReplyIsDue()
    receiver.next.push({ status: 201, body: { id: 'platform-77' } })
    await world.decides(draftId, { text: 'hello Tom' })
    await world.pass(6 * SECOND)
    await webhook.tells(fanMessage('and you?', { id: 'm-2' }))
    await world.pass(9 * SECOND)
    const [waiting] = await world.drafts()
    const echo = { ...fanMessage('hello Tom', { id: 'platform-77' }), type: 'creator.message' }
    expect((await webhook.tells(echo)).data.isNew).toBe(false)
    expect((await world.card(waiting?.id ?? '')).state).toBe('waiting')
  })

  test('where no endpoint takes replies, a person carries them over', async () => {
    const { world, console, webhook, receiver, draftId } = await aReplyIsDue()
    await console.data('PUT', webhook.path, { out: { takesReplies: false } })
    await world.decides(draftId)
    await world.pass(6 * SECOND)
    expect((await world.card(draftId)).state).toBe('by-hand')
    expect(receiver.requests).toEqual([])
  })

  test('its secret is told once, and neither it nor the address is readable in the database', async () => {
    const { world, console, webhook, receiver } = await aReplyIsDue()
    expect(receiver.secret).toMatch(/^whsec_.{40}/)
    const shown = JSON.stringify(await console.data('GET', webhook.path))
    expect(shown).toContain(receiver.url)
    const stored = JSON.stringify(await world.store.db.select().from(connections))
    for (const text of [shown, stored]) expect(text).not.toContain(receiver.secret.slice(6, 20))
    expect(stored).not.toContain(receiver.url)
  })
})

describe('a way to an endpoint that takes seconds', () => {
  test('is fine for as long as the reply still falls into the minute it was counted in', async () => {
    const { receiver, approves } = await aSlowWay()
    await approves(2 * SECOND)
    expect(receiver.heard.map(({ data }) => data.text)).toEqual(['hello Tom'])
  })

  test('else nothing is sent, for somebody else may have its place by now; the reply leaves later, once', async () => {
    const { world, receiver, draftId, approves } = await aSlowWay()
    await approves(5 * SECOND)
    expect(receiver.requests).toEqual([])
    const problem = expect.stringContaining('took too long')
    expect(await world.deliveryRows()).toMatchObject([{ status: 'ready', attempt: 0, problem }])
    await world.pass(6 * SECOND)
    expect(receiver.heard.map(({ data }) => data.text)).toEqual(['hello Tom'])
    expect((await world.card(draftId)).state).toBe('sent')
  })

  test('and where it always takes so long, a person is told so after four tries', async () => {
    const { world, receiver, draftId, approves } = await aSlowWay({ always: true })
    await approves(5 * SECOND)
    for (let minute = 0; minute < 6; minute += 1) await world.pass(MINUTE)
    expect(receiver.requests).toEqual([])
    expect(await world.card(draftId)).toMatchObject({
      state: 'failed',
      problem: expect.stringContaining('took too long'),
    })
  })
})

/** Her program has a name, and to find its address takes as long as the story says: once, or always. */
async function aSlowWay({ always = false } = {}) {
  const here = await aReplyIsDue()
  const { world, console, webhook, receiver, draftId } = here
  let takesMs = 0
  const lookup: Lookup = (_, __, done) => {
    const { settle } = world
    world.settle = async () => undefined
    void world.pass(takesMs).then(() => {
      world.settle = settle
      done(null, [{ address: '127.0.0.1', family: 4 }])
    })
    if (!always) takesMs = 0
  }
  const env = readEnv({ WEBHOOK_OWN_HOSTS: 'nova.example', PLAINTEXT_HOSTS: 'nova.example' })
  const endpoints = createEndpoints(createOutside(env, lookup))
  world.deps.endpoints = endpoints
  world.deps.connectors = { connectorFor: async (of) => webhookConnectorFor(world.deps, endpoints, of) }
  await console.data('PUT', webhook.path, { out: { url: receiver.url.replace('127.0.0.1', 'nova.example') } })
  const approves = async (ms: number) => {
    await world.decides(draftId, { text: 'hello Tom' })
    takesMs = ms
    const { settle } = world
    world.settle = () => runDueWork(world.deps).then(() => undefined)
    await world.pass(6 * SECOND)
    world.settle = settle
  }
  return { ...here, approves }
}

/** Tom wrote; a draft for him waits, and her program takes replies. */
async function aReplyIsDue() {
  const here = await createWebhookWorld()
  const receiver = await startReceiver()
  await here.postsTo(receiver)
  await here.webhook.tells(fanMessage('hi Nova'))
  await here.world.pass(9 * SECOND)
  const [draft] = await here.world.drafts()
  if (!draft) throw new Error('no draft')
  return { ...here, receiver, draftId: draft.id }
}

async function nextReply({ world, webhook }: Pick<Awaited<ReturnType<typeof aReplyIsDue>>, 'world' | 'webhook'>) {
  await webhook.tells(fanMessage('still there?', { id: 'm-9', sentAt: world.now().toISOString() }))
  await world.pass(9 * SECOND)
  const [draft] = await world.drafts()
  if (!draft) throw new Error('no draft')
  await world.decides(draft.id)
  await world.pass(6 * SECOND)
}
