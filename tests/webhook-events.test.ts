import { describe, expect, test } from 'vitest'
import { webhookEvents } from '../db/schema.ts'
import { startReceiver } from './support/receiver.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE
const EVERYTHING = ['message.received', 'draft.waiting', 'reply.sent', 'reply.failed', 'reply.unknown']

describe('what a creator’s own endpoint is told', () => {
  test('a message, the draft for it and the reply: signed, in their order, by ids, without a word of anybody', async () => {
    const { world, receiver, webhook } = await toldOf(EVERYTHING, { takesReplies: true })
    await webhook.tells(fanMessage('my dog Bruno ate my shoes'))
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'poor shoes, says Nova' })
    await world.pass(6 * SECOND)
    const told = receiver.heard.filter(({ type }) => type !== 'reply.send')
    expect(told.map(({ type }) => type)).toEqual(['message.received', 'draft.waiting', 'reply.sent'])
    expect(receiver.requests.every(({ isGenuine }) => isGenuine)).toBe(true)
    const ids = { creatorId: world.creatorId, fanId: draft?.fanId, conversationId: draft?.conversationId }
    for (const { data } of told) expect(data).toMatchObject({ ...ids, channel: 'webhook' })
    expect(told[1]?.data).toMatchObject({ draftId: draft?.id })
    const said = receiver.requests.filter(({ body }) => !body.includes('reply.send')).map(({ body }) => body)
    expect(said.join()).not.toMatch(/Bruno|shoes|Tom/)
    expect((await webhook.shown()).filter(({ direction }) => direction === 'out')).toMatchObject([
      { event: 'reply.sent', status: 'delivered', attempts: 1, answerCode: 200 },
      { event: 'reply.send', status: 'delivered', attempts: 1, answerCode: 200 },
      { event: 'draft.waiting', status: 'delivered' },
      { event: 'message.received', status: 'delivered' },
    ])
  })

  test('an endpoint chosen to have them gets the words; the rows that wait hold none', async () => {
    const { world, receiver, webhook } = await toldOf(['message.received', 'draft.waiting'], { withWords: true })
    receiver.next.push({ status: 500 })
    await webhook.tells(fanMessage('my dog Bruno ate my shoes'))
    await world.settle()
    expect(JSON.stringify(await world.store.db.select().from(webhookEvents))).not.toContain('Bruno')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const { text } = await world.card(draft?.id ?? '')
    expect(receiver.heard.map(({ type, data }) => [type, data.text])).toEqual([
      ['message.received', 'my dog Bruno ate my shoes'],
      ['draft.waiting', text],
    ])
  })

  test('what was taken back before it could be told is told without its words', async () => {
    const { world, receiver, webhook } = await toldOf(['message.received'], { withWords: true })
    receiver.next.push({ status: 500 })
    await webhook.tells(fanMessage('my dog Bruno ate my shoes'))
    await world.settle()
    await webhook.tells({ type: 'fan.message.deleted', data: { id: 'm-1', fan: { id: 'tom' } } })
    await world.pass(MINUTE)
    expect(receiver.heard).toMatchObject([{ type: 'message.received' }])
    expect(receiver.requests.at(-1)?.body).not.toContain('Bruno')
  })

  test('only what it asked for, and nothing when it asked for nothing', async () => {
    const { world, receiver, webhook } = await toldOf(['draft.waiting'])
    await webhook.tells(fanMessage('hi'))
    await world.pass(9 * SECOND)
    expect(receiver.heard.map(({ type }) => type)).toEqual(['draft.waiting'])
    await webhook.says({ out: { tells: [] } })
    await webhook.tells(fanMessage('hi again', { id: 'm-2' }))
    await world.pass(MINUTE)
    expect(receiver.heard).toHaveLength(1)
  })

  test('a reply that failed, and one of which nobody knows, are told as such', async () => {
    const { world, receiver, webhook } = await toldOf(EVERYTHING.slice(2), { takesReplies: true })
    for (const [id, answer] of [
      ['m-1', { status: 422 }],
      ['m-2', 'hangs up'],
    ] as const) {
      await webhook.tells(fanMessage('hi', { id, fan: { id: `fan-${id}`, name: id } }))
      await world.pass(9 * SECOND)
      const [draft] = await world.drafts()
      await world.decides(draft?.id ?? '')
      receiver.next.push(answer, ...(answer === 'hangs up' ? [{ status: 400 }] : []))
      for (let count = 0; count < 4; count += 1) await world.pass(10 * SECOND)
    }
    const told = receiver.heard.map(({ type }) => type).filter((type) => type !== 'reply.send')
    expect(told).toEqual(['reply.failed', 'reply.unknown'])
  })

  test('an endpoint that is down is asked ever less often, then given up; Health says so, and everything keeps its id', async () => {
    const { world, console, receiver, webhook } = await toldOf(['message.received'])
    receiver.always = { status: 500 }
    await webhook.tells(fanMessage('one'))
    await world.settle()
    await webhook.tells(fanMessage('two', { id: 'm-2' }))
    await world.settle()
    // The second waits with the first instead of being one more request to somebody who is down.
    expect(receiver.requests).toHaveLength(1)
    const asked: number[] = []
    for (const wait of [6 * SECOND, 6 * MINUTE, HOUR / 2 + MINUTE, 3 * HOUR, 6 * HOUR, 11 * HOUR, 15 * HOUR]) {
      const before = receiver.requests.length
      await world.pass(wait)
      asked.push(receiver.requests.length - before)
    }
    // One at a time, until the first is given up and the second takes its place.
    expect(asked.slice(0, 6)).toEqual([1, 1, 1, 1, 1, 1])
    for (let day = 0; day < 9; day += 1) await world.pass(24 * HOUR)
    const rows = (await webhook.shown()).filter(({ direction }) => direction === 'out')
    expect(rows).toMatchObject([
      { status: 'dead', attempts: 8, answerCode: 500, problem: 'The endpoint answered 500.' },
      { status: 'dead', attempts: 8 },
    ])
    expect(new Set(receiver.requests.map(({ id }) => id)).size).toBe(2)
    const { troubles } = await console.data('GET', '/health')
    expect(troubles).toMatchObject([{ stage: 'connection', problem: expect.stringMatching(/500.*Settings → Webhook/) }])

    receiver.always = undefined
    const [dead] = rows
    await console.data('POST', `${webhook.path}/events/${dead?.id}/replay`, {})
    await world.settle()
    expect(receiver.heard.map(({ id }) => id)).toEqual([dead?.id])
    expect((await console.data('GET', '/health')).troubles).toEqual([])
  })

  test('what troubled it is over when the webhook is switched off', async () => {
    const { world, console, receiver, webhook } = await toldOf(['message.received'])
    receiver.next.push({ status: 410 })
    await webhook.tells(fanMessage('one'))
    await world.settle()
    expect((await console.data('GET', '/health')).troubles).toMatchObject([{ stage: 'connection' }])
    await console.data('DELETE', webhook.path)
    expect((await console.data('GET', '/health')).troubles).toEqual([])
  })

  test('one that is gone (410) is given up at once, and one that asks to wait is obeyed', async () => {
    const { world, receiver, webhook } = await toldOf(['message.received'])
    receiver.next.push({ status: 410 }, { status: 429, headers: { 'retry-after': '600' } })
    await webhook.tells(fanMessage('one'))
    await world.settle()
    await webhook.tells(fanMessage('two', { id: 'm-2' }))
    await world.settle()
    await world.pass(9 * MINUTE)
    expect(receiver.requests).toHaveLength(2)
    await world.pass(2 * MINUTE)
    expect(receiver.requests).toHaveLength(3)
    const statuses = (await webhook.shown()).filter(({ direction }) => direction === 'out').map(({ status }) => status)
    expect(statuses.toSorted()).toEqual(['dead', 'delivered'])
  })

  test('sent again, also twice at once: the same id, so it counts once there', async () => {
    const { world, console, receiver, webhook } = await toldOf(['message.received'])
    await webhook.tells(fanMessage('hi'))
    await world.settle()
    const [event] = (await webhook.shown()).filter(({ direction }) => direction === 'out')
    const path = `${webhook.path}/events/${event?.id}/replay`
    const answers = await Promise.all([console.ask('POST', path, {}), console.ask('POST', path, {})])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    await world.settle()
    expect([receiver.requests.length, receiver.heard.length]).toEqual([2, 1])
    const [incoming] = (await webhook.shown()).filter(({ direction }) => direction === 'in')
    expect((await console.refusal('POST', `${webhook.path}/events/${incoming?.id}/replay`, {})).status).toBe(409)
  })

  test('two processes tell it once', async () => {
    const { world, receiver, webhook } = await toldOf(['message.received'])
    await webhook.tells(fanMessage('hi'))
    await Promise.all([world.settle(), world.settle(), world.settle()])
    expect(receiver.requests).toHaveLength(1)
  })

  test('a process that dies while it tells leaves the event to the next one', async () => {
    const { world, receiver, webhook } = await toldOf(['message.received'])
    await webhook.tells(fanMessage('hi'))
    // As a claim leaves it: taken, never settled.
    await world.store.db
      .update(webhookEvents)
      .set({ status: 'sending', notBefore: new Date(world.now().getTime() + MINUTE) })
    await world.settle()
    expect(receiver.requests).toEqual([])
    await world.pass(MINUTE)
    expect(receiver.heard).toHaveLength(1)
  })

  test('a test says whether the endpoint takes what it is told', async () => {
    const { world, console, receiver, webhook } = await toldOf([])
    await console.data('POST', `${webhook.path}/test`, {})
    await world.settle()
    expect(receiver.heard.map(({ type }) => type)).toEqual(['endpoint.test'])
    await console.data('PUT', webhook.path, { out: null })
    expect(await console.refusal('POST', `${webhook.path}/test`, {})).toMatchObject({ status: 409 })
  })
})

/** Her program listens, and wants to know of these. */
async function toldOf(tells: string[], out: object = {}) {
  const here = await createWebhookWorld()
  const receiver = await startReceiver()
  await here.postsTo(receiver, { tells, ...out })
  const says = (entry: object) => here.console.data('PUT', here.webhook.path, entry)
  return { ...here, webhook: { ...here.webhook, says }, receiver }
}
