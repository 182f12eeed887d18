import { describe, expect, test } from 'vitest'
import { purchasesOf } from '../db/purchases.ts'
import { webhookEvents } from '../db/schema.ts'
import { inTenant } from '../db/scope.ts'
import { createWebhookWorld, fanMessage, signed } from './support/webhook-world.ts'

const SECOND = 1_000
const SECRET_WORDS = 'my dog Bruno ate my shoes'

describe('what a creator’s program tells by its webhook', () => {
  test('a fan writes: stored, answered, and a draft waits', async () => {
    const { world, webhook } = await createWebhookWorld()
    const answer = await webhook.tells(fanMessage(SECRET_WORDS))
    expect([answer.status, answer.data]).toEqual([200, { taken: true, event: 'fan.message', isNew: true }])
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const card = await world.card(draft?.id ?? '')
    expect([card.fan.name, card.channel, card.messages.map(({ body }) => body)]).toEqual([
      'Tom',
      'webhook',
      [SECRET_WORDS],
    ])
    expect(await webhook.shown()).toMatchObject([
      { direction: 'in', event: 'fan.message', status: 'taken', attempts: 1 },
    ])
  })

  test('a replay counts once, also by many at the same time', async () => {
    const { world, webhook } = await createWebhookWorld()
    const answers = await Promise.all(
      Array.from({ length: 6 }, () => webhook.tells(fanMessage('hi'), { id: 'msg_same' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
    expect(answers.filter(({ data }) => data.isNew)).toHaveLength(1)
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).messages).toHaveLength(1)
    expect(await webhook.shown()).toMatchObject([{ status: 'taken', attempts: 6 }])
  })

  const body = JSON.stringify(fanMessage('hi'))
  const now = () => Math.floor(Date.now() / 1_000)
  test.each([
    ['no signature', () => ({}), 'not-signed'],
    ['another secret', () => signed(body, { secret: 'whsec_AAAA', id: 'm' }), 'wrong-signature'],
    ['a changed body', (secret: string) => signed(`${body} `, { secret, id: 'm' }), 'wrong-signature'],
    [
      'a changed id',
      (secret: string) => ({ ...signed(body, { secret, id: 'm' }), 'webhook-id': 'n' }),
      'wrong-signature',
    ],
    ['six minutes old', (secret: string) => signed(body, { secret, id: 'm', at: now() - 360 }), 'out-of-time'],
    ['six minutes ahead', (secret: string) => signed(body, { secret, id: 'm', at: now() + 360 }), 'out-of-time'],
    [
      'a timestamp with letters behind it',
      (secret: string) => ({ ...signed(body, { secret, id: 'm' }), 'webhook-timestamp': `${now()}x` }),
      'not-signed',
    ],
    [
      'base64 written another way',
      (secret: string) => {
        const headers = signed(body, { secret, id: 'm' })
        return { ...headers, 'webhook-signature': headers['webhook-signature'].replace(/=+$/, '') }
      },
      'wrong-signature',
    ],
  ])('%s: 401, and nothing is taken', async (_, headers, code) => {
    const { world, webhook } = await createWebhookWorld()
    const answer = await webhook.post(body, headers(webhook.secret))
    expect([answer.status, answer.error.code]).toEqual([401, code])
    expect(answer.error.message).toMatch(/Nothing was taken/)
    await world.pass(20 * SECOND)
    expect(await world.draftRows()).toEqual([])
  })

  test('an address that does not exist answers like a wrong signature', async () => {
    const { webhook, console } = await createWebhookWorld()
    const nowhere = `${console.origin}/api/webhooks/00000000-0000-4000-8000-000000000000`
    const answers = [
      await webhook.post(body, signed(body, { secret: webhook.secret, id: 'm' }), nowhere),
      await webhook.post(body, signed(body, { secret: 'whsec_AAAA', id: 'm' })),
    ]
    expect(answers[0]?.error).toEqual(answers[1]?.error)
  })

  test('of several signatures one that is right is enough, and other versions are passed over', async () => {
    const { webhook } = await createWebhookWorld()
    const headers = signed(body, { secret: webhook.secret, id: 'm' })
    const signature = `v1a,AAAA v1,AAAA ${headers['webhook-signature']}`
    expect((await webhook.post(body, { ...headers, 'webhook-signature': signature })).status).toBe(200)
  })

  test('after a rotation both secrets are good for a day, then the new one alone', async () => {
    const { world, webhook, console } = await createWebhookWorld()
    const { secret } = await console.data('POST', `${webhook.path}/secret`, {})
    expect((await webhook.tells(fanMessage('a', { id: 'a' }))).status).toBe(200)
    expect((await webhook.tells(fanMessage('b', { id: 'b' }), { secret })).status).toBe(200)
    await world.pass(25 * 3_600 * SECOND)
    expect((await webhook.tells(fanMessage('c', { id: 'c' }))).error.code).toBe('wrong-signature')
    expect((await webhook.tells(fanMessage('d', { id: 'd' }), { secret })).status).toBe(200)
  })

  test('an event that nobody knows is acknowledged and noted', async () => {
    const { webhook } = await createWebhookWorld()
    const answer = await webhook.tells({ type: 'fan.sneezed', data: {} })
    expect([answer.status, answer.data.taken]).toEqual([200, false])
    expect(await webhook.shown()).toMatchObject([
      { event: 'fan.sneezed', status: 'ignored', problem: expect.stringMatching(/no use/) },
    ])
  })

  test.each([
    ['no JSON', '{"type":', 'body'],
    ['no type', JSON.stringify({ data: {} }), 'type'],
    [
      'no fan',
      JSON.stringify({ type: 'fan.message', data: { id: '1', text: 'x', sentAt: '2026-11-17T19:59:00Z' } }),
      'data.fan',
    ],
    ['a time without a zone', JSON.stringify(fanMessage('x', { sentAt: '2026-11-17 19:59' })), 'data.sentAt'],
  ])('%s: refused by name, noted, and the same id may come again when it is mended', async (_, wrong, field) => {
    const { webhook } = await createWebhookWorld()
    const refused = await webhook.tells(wrong, { id: 'same' })
    expect([refused.status, refused.error.metadata?.fields[0]?.field]).toEqual([400, field])
    expect((await webhook.tells(fanMessage('x'), { id: 'same' })).data.isNew).toBe(true)
    expect(await webhook.shown()).toMatchObject([{ status: 'taken', attempts: 2 }])
  })

  test('an edit rewrites, a purchase is kept once, a profile renames', async () => {
    const { world, webhook } = await createWebhookWorld()
    await webhook.tells(fanMessage('hi'))
    await webhook.tells({ ...fanMessage('hi there'), type: 'fan.message.edited' })
    const fan = { id: 'tom', name: 'Tommy' }
    const purchase = { id: 'p', fan, title: 'Beach set', category: 'photos', amountMinor: 1250, currency: 'EUR' }
    const bought = { type: 'fan.purchase', data: { ...purchase, purchasedAt: '2026-11-17T19:59:00Z' } }
    expect((await webhook.tells(bought)).data.isNew).toBe(true)
    expect((await webhook.tells(bought)).data.isNew).toBe(false)
    await webhook.tells({ type: 'fan.profile', data: { fan } })
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const card = await world.card(draft?.id ?? '')
    expect([card.fan.name, card.messages.map((message) => message.body)]).toEqual(['Tommy', ['hi there']])
    const kept = await inTenant(world.store, world.tenantId, (scope) => purchasesOf(scope, card.fan.id))
    expect(kept).toMatchObject([{ title: 'Beach set', amountMinor: 1250, currency: 'EUR' }])
  })

  test('an older copy, brought again after the edit or late, never takes the place of the newer words', async () => {
    const { world, webhook } = await createWebhookWorld()
    const edited = (text: string, id: string) => ({ ...fanMessage(text, { id }), type: 'fan.message.edited' })
    await webhook.tells(fanMessage('hi', { id: 'first' }))
    await webhook.tells(edited('hi there', 'first'))
    await webhook.tells(fanMessage('hi', { id: 'first' }))
    await webhook.tells(edited('how is Miso?', 'second'))
    await webhook.tells(fanMessage('how is Mso?', { id: 'second' }))
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const said = (await world.card(draft?.id ?? '')).messages.map(({ body }) => body)
    expect(said.toSorted()).toEqual(['hi there', 'how is Miso?'])
  })

  test('what she wrote herself is a take-over: the draft that waited is closed', async () => {
    const { world, webhook } = await createWebhookWorld()
    await webhook.tells(fanMessage('hi'))
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await webhook.tells({ ...fanMessage('hello Tom', { id: 'm-2' }), type: 'creator.message' })
    expect((await world.card(draft?.id ?? '')).state).toBe('superseded')
    await world.pass(60 * SECOND)
    expect(await world.drafts()).toEqual([])
  })

  test('a message that was taken back is answered no more', async () => {
    const { world, webhook } = await createWebhookWorld()
    await webhook.tells(fanMessage('hi'))
    await world.pass(9 * SECOND)
    await webhook.tells({ type: 'fan.message.deleted', data: { id: 'm-1', fan: { id: 'tom' } } })
    await world.pass(60 * SECOND)
    expect(await world.drafts()).toEqual([])
  })

  test('an event larger than 256 kB is not read', async () => {
    const { webhook } = await createWebhookWorld()
    expect((await webhook.tells(fanMessage('x'.repeat(300_000)))).status).toBe(413)
  })

  test('switched off: whoever knows the secret is told so, and connecting again makes another one', async () => {
    const { webhook, console } = await createWebhookWorld()
    await console.data('DELETE', webhook.path)
    const gone = await webhook.tells(fanMessage('hi'))
    expect([gone.status, gone.error.code]).toEqual([410, 'switched-off'])
    const again = await console.data('PUT', webhook.path, {})
    expect(again.secrets.inbound).not.toBe(webhook.secret)
    expect((await webhook.tells(fanMessage('hi'))).error.code).toBe('wrong-signature')
  })

  test('a secret is told once; neither it nor a word of a fan is in the log, the page or the rows', async () => {
    const { world, webhook, console } = await createWebhookWorld()
    await webhook.tells(fanMessage(SECRET_WORDS))
    await webhook.tells(fanMessage(SECRET_WORDS), { secret: 'whsec_AAAA' })
    await webhook.tells(`${JSON.stringify(fanMessage(SECRET_WORDS))}}`)
    const rows = await world.store.db.select().from(webhookEvents)
    const everything = JSON.stringify([webhook.logged, await console.data('GET', webhook.path), rows])
    expect(everything).not.toContain('Bruno')
    expect(everything).not.toContain(webhook.secret.slice(6, 20))
  })

  test('the envelope is published as JSON Schema', async () => {
    const { console } = await createWebhookWorld()
    const schema = await (await fetch(`${console.origin}/api/webhooks/schema`)).text()
    expect(schema).toContain('fan.message.edited')
    expect(schema).toContain('amountMinor')
  })
})
