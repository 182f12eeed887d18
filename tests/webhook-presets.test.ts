import { createHmac } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { readArrival } from '../core/webhooks/read-arrival.ts'
import { auditEvents } from '../db/schema.ts'
import { createWebhookWorld } from './support/webhook-world.ts'

const envelope = (event: string, payload: object) => ({ event, account_id: 'acct_123', payload })
const read = (event: string, payload: object, preset = 'onlyfansapi-onlyfans') =>
  readArrival(JSON.stringify(envelope(event, payload)), preset)
const message = (more: object = {}) => ({
  id: 1000006,
  text: '<p>hey</p>',
  createdAt: '2026-06-10T18:35:30+00:00',
  fromUser: { id: 1000005, username: 'u1000005', name: 'Tom' },
  ...more,
})
const tip = (more: object = {}) => ({
  id: '115273984711',
  user_id: '518588958',
  user: { id: 310112051 },
  amountGross: 8,
  amountNet: 6.4,
  createdAt: '2026-06-30T14:42:00+00:00',
  ...more,
})

describe('the traps of a partner’s envelopes, by name', () => {
  test('HTML text becomes plain: paragraphs, breaks, entities, no markup', () => {
    const text = '<p>hey &amp; hi<br>you <b>there</b></p><p>1 &lt; 2</p><script>alert(1)</script>'
    expect(read('messages.received', message({ text }))).toMatchObject({
      event: { type: 'fan.message', data: { text: 'hey & hi\nyou there\n1 < 2' } },
    })
  })

  test('whose id is whose: beside the user stands the creator’s number, and it is never the fan', () => {
    expect(read('tips.received', tip())).toMatchObject({ event: { data: { fan: { id: '310112051' } } } })
    expect(read('tips.received', tip({ user: undefined }))).toMatchObject({ kind: 'invalid' })
  })

  test('an unlocked message without a user is named by the link to its chat', () => {
    const replacePairs = {
      '{AMOUNT}': '$1,012.50',
      '{MESSAGE_LINK}': "<a href='https://onlyfans.com/my/chats/chat/1000003?firstId=10408879870963'>message</a>",
    }
    const unlocked = { id: '1000002', user_id: '514788334', createdAt: '2026-06-10T18:36:00+00:00', replacePairs }
    expect(read('messages.ppv.unlocked', unlocked)).toMatchObject({
      event: { type: 'fan.purchase', data: { fan: { id: '1000003' }, amountMinor: 101_250, currency: 'USD' } },
    })
  })

  test('money units: dollars for OnlyFans, thousandths of a dollar for Fansly', () => {
    expect(read('tips.received', tip({ amountGross: 6.4 }))).toMatchObject({ event: { data: { amountMinor: 640 } } })
    const fansly = read('tips.received', tip({ amountGross: 5990 }), 'onlyfansapi-fansly')
    expect(fansly).toMatchObject({ event: { data: { amountMinor: 599 } } })
    // A number that comes as text is the same number; only what is written for people is dollars.
    const text = read('tips.received', tip({ amountGross: '5990' }), 'onlyfansapi-fansly')
    expect(text).toMatchObject({ event: { data: { amountMinor: 599 } } })
    expect(read('tips.received', tip({ amountGross: '6.40' }))).toMatchObject({ event: { data: { amountMinor: 640 } } })
    const replacePairs = { '{AMOUNT}': '$5.99' }
    const unlocked = read('messages.ppv.unlocked', tip({ replacePairs }), 'onlyfansapi-fansly')
    expect(unlocked).toMatchObject({ event: { data: { amountMinor: 599 } } })
  })

  test('Fansly’s own names, ids as text, plain words and seconds since 1970', () => {
    const said = {
      id: '7',
      groupId: '8',
      senderId: '633415934562648065',
      content: 'I <3\nyou',
      createdAt: 1_781_116_530,
    }
    const sender = { username: 'tom_f', displayName: 'Tom' }
    expect(read('fansly.messages.received', { ...said, sender }, 'onlyfansapi-fansly')).toMatchObject({
      event: {
        type: 'fan.message',
        data: {
          id: '7',
          fan: { id: '633415934562648065', name: 'Tom' },
          text: 'I <3\nyou',
          sentAt: '2026-06-10T18:35:30.000Z',
        },
      },
    })
    const sent = { ...said, senderId: '1', recipientId: '633415934562648065' }
    expect(read('fansly.messages.sent', sent, 'onlyfansapi-fansly')).toMatchObject({
      event: { type: 'creator.message', data: { fan: { id: '633415934562648065' } } },
    })
    const given = { id: '9', fanId: '633415934562648065', amount: 15_000, createdAt: 1_781_116_530_000 }
    expect(read('fansly.tips.received', given, 'onlyfansapi-fansly')).toMatchObject({
      event: { type: 'fan.purchase', data: { amountMinor: 1_500 } },
    })
  })

  test('an id too long for a JSON number is refused, not guessed; as text it is exact', () => {
    const body = JSON.stringify(envelope('messages.received', message())).replace('1000005', '633415934562648065')
    expect(readArrival(body, 'onlyfansapi-fansly')).toMatchObject({
      kind: 'invalid',
      problem: expect.stringMatching(/must come as text/),
    })
    const text = read('messages.received', message({ fromUser: { id: '633415934562648065', name: 'Tom' } }))
    expect(text).toMatchObject({ event: { data: { fan: { id: '633415934562648065' } } } })
  })

  test('what went out from her own account is hers, not the fan’s', () => {
    const sent = message({ fromUser: { id: 7, name: 'Nova' }, toUser: { id: 1000005, name: 'Tom' } })
    expect(read('messages.sent', sent)).toMatchObject({
      event: { type: 'creator.message', data: { fan: { id: '1000005', name: 'Tom' } } },
    })
  })

  test('a time without a zone is refused; seconds and milliseconds are told apart', () => {
    expect(read('messages.received', message({ createdAt: '2026-06-10 18:35:30' }))).toMatchObject({ kind: 'invalid' })
    for (const createdAt of [1_781_116_530, 1_781_116_530_000]) {
      expect(read('messages.received', message({ createdAt }))).toMatchObject({
        event: { data: { sentAt: '2026-06-10T18:35:30.000Z' } },
      })
    }
  })

  test('a transaction is not counted beside the tip it pays', () => {
    expect(read('transactions.new', { id: 'e9', amount: 17, user: { id: 1 } })).toMatchObject({
      kind: 'ignored',
      why: 'sales-apart',
    })
  })

  test('what every object has is no answer', () => {
    expect(read('constructor', {})).toMatchObject({ kind: 'ignored' })
    expect(readArrival('{"event":"messages.received","payload":{}}', 'onlyfansapi-onlyfans')).toMatchObject({
      kind: 'invalid',
    })
  })
})

describe('a preset', () => {
  const partnerSecret = 'partner-secret'
  const entry = { preset: 'onlyfansapi-onlyfans', partnerSecret, hasReadRisks: true }
  const signedBy = (body: string, secret: string) => ({
    signature: createHmac('sha256', secret).update(body).digest('hex'),
    'x-ofapi-idempotency-key': 'evt_1',
  })

  test('is off until a person says they have read what it means, and that is on record', async () => {
    const { world, console, webhook } = await createWebhookWorld()
    expect((await console.refusal('PUT', webhook.path, { ...entry, hasReadRisks: false })).status).toBe(400)
    await console.data('PUT', webhook.path, entry)
    const actions = (await world.store.db.select().from(auditEvents)).map(({ action }) => action)
    expect(actions.filter((action) => action === 'webhook.preset-risk-accepted')).toHaveLength(1)
  })

  test('checks the partner’s own signature: a right one counts once, a wrong or missing one never', async () => {
    const { webhook } = await createWebhookWorld({ entry })
    const body = JSON.stringify(envelope('messages.received', message()))
    expect((await webhook.post(body, signedBy(body, 'another'))).status).toBe(401)
    expect((await webhook.post(body, {})).status).toBe(401)
    expect((await webhook.post(body, signedBy(body, partnerSecret))).data.isNew).toBe(true)
    expect((await webhook.post(body, signedBy(body, partnerSecret))).data.isNew).toBe(false)
    expect((await webhook.tells({ type: 'fan.profile', data: {} })).status).toBe(401)
  })

  test('can be tried on an envelope, and nothing is kept', async () => {
    const { world, console } = await createWebhookWorld()
    const tried = await console.data('POST', '/webhook-samples', {
      preset: 'onlyfansapi-onlyfans',
      envelope: JSON.stringify(envelope('messages.received', message())),
    })
    expect(tried.read).toMatchObject({ kind: 'event', event: { type: 'fan.message', data: { text: 'hey' } } })
    await world.pass(60_000)
    expect(await world.draftRows()).toEqual([])
  })
})
