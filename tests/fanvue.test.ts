import { describe, expect, test } from 'vitest'
import { newId } from '../db/ids.ts'
import { purchasesOf } from '../db/purchases.ts'
import { inTenant } from '../db/scope.ts'
import { noteTrouble } from '../db/troubles.ts'
import { createFanvueWorld } from './support/fanvue-world.ts'
import { openFrontDoor } from './support/front-door.ts'

const MINUTE = 60_000

describe('a fan on Fanvue', () => {
  test('writes, Fanvue says only that, the words are fetched, a person approves, and the fan hears it once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'hey, how was the beach?')
    const { id } = await f.onlyDraft()
    const card = await f.card(id)
    expect(card).toMatchObject({ channel: 'fanvue', fan: { name: 'tom' } })
    expect(card.messages.map(({ body }) => body)).toEqual(['hey, how was the beach?'])
    expect(f.fake.heard(tom)).toEqual([])
    await f.approves('The beach was lovely')
    expect(f.fake.heard(tom)).toEqual(['The beach was lovely'])
    await f.pass(MINUTE)
    expect(f.fake.heard(tom)).toHaveLength(1)
    expect((await f.deliveryRows()).map(({ status }) => status)).toEqual(['sent'])
    // What Fanvue then tells us of our own reply is no news.
    const own = f.fake.event('creator.message.sent', { fan: { uuid: tom.uuid }, created_at: f.now().toISOString() })
    expect((await f.bring(own)).status).toBe(200)
    await f.settle()
    expect(await f.messagesOf(card.fan.id)).toHaveLength(2)
  })

  test('sends three messages and a photo in a burst: one draft that has seen them all, the photo by its reference', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const photo = { mediaType: 'image' }
    const said = [f.fake.fanWrites(tom, 'hi'), f.fake.fanWrites(tom, null, photo), f.fake.fanWrites(tom, 'like it?')]
    // Brought out of order, as networks do.
    for (const one of said.toReversed()) await f.bring(f.fake.messageEvent(tom, one))
    await f.settle()
    await f.pass(9_000)
    const card = await f.card((await f.onlyDraft()).id)
    expect(card.messages.map(({ body }) => body)).toEqual(['hi', '', 'like it?'])
    expect(card.messages[1]?.media).toEqual([{ kind: 'photo', reference: said[1]?.uuid }])
  })

  test('a message that Fanvue names no time for is heard, and costs none of the others', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'hi')
    f.fake.fanWrites(tom, 'a middle one', { hasNoTime: true })
    f.fake.creatorWrites(tom, 'not sent yet', { hasNoTime: true })
    await f.fanWrites(tom, 'and you?')
    const card = await f.card((await f.onlyDraft()).id)
    expect(card.messages.map(({ body }) => body)).toEqual(['hi', 'a middle one', 'and you?'])
    expect((await f.messagesOf(card.fan.id)).map(({ body }) => body)).not.toContain('not sent yet')
  })
})

describe('what Fanvue brings', () => {
  test('with a bad signature, an old one, one of the future or none is refused, and nothing is stored', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const event = f.fake.messageEvent(tom, f.fake.fanWrites(tom, 'hello'))
    const at = f.now().getTime()
    const forgeries = [
      { secret: 'another secret' },
      { at: at - 6 * MINUTE },
      { at: at + 6 * MINUTE },
      { header: '' },
      { header: `t=${Math.floor(at / 1_000)},v0=` },
      { header: `t=${Math.floor(at / 1_000)},v0=${'0'.repeat(64)}` },
    ]
    for (const forged of forgeries) expect((await f.bring(event, forged)).status).toBe(401)
    const elsewhere = (await f.hook()).replace(/[\w-]+$/, '11111111-1111-4111-8111-111111111111')
    expect((await f.fake.bring(elsewhere, event)).status).toBe(401)
    await f.pass(20_000)
    expect(await f.draftRows()).toEqual([])
  })

  test('twice, or twice at once, counts once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const event = f.fake.messageEvent(tom, f.fake.fanWrites(tom, 'hello'))
    const answers = await Promise.all([f.bring(event), f.bring(event), f.bring(event)])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const taken = await Promise.all(answers.map(async (one) => (await one.json()).data.taken))
    expect(taken.filter(Boolean)).toHaveLength(1)
    await f.pass(9_000)
    await f.bring(event)
    await f.pass(9_000)
    const rows = await f.draftRows()
    expect(rows).toHaveLength(1)
    expect(await f.messagesOf(rows[0]?.fanId ?? '')).toHaveLength(1)
  })

  test('and nobody here knows is acknowledged and noted; of another creator, nonsense and too much as well', async () => {
    const f = await createFanvueWorld()
    const unknown = f.fake.event('creator.follow.created', { follower: { uuid: 'x' } })
    expect((await f.bring(unknown)).status).toBe(200)
    expect(f.log.lines.some((line) => /not used.*creator\.follow\.created/.test(line))).toBe(true)
    const others = f.fake.event('creator.message.received', { creator: { uuid: 'somebody' }, fan: { uuid: 'y' } })
    expect((await f.bring(others)).status).toBe(200)
    for (const odd of [{ hello: 1 }, [], 'text', f.fake.event('creator.message.received', { fan: 'tom' })]) {
      expect((await f.bring(odd)).status).toBe(200)
    }
    expect((await f.bring({ ...unknown, padding: 'x'.repeat(300_000) })).status).toBe(413)
    await f.pass(9_000)
    expect(await f.draftRows()).toEqual([])
    expect((await f.view()).waiting).toBe(0)
  })

  test('a payment is recorded once, in cents, for a fan who may never have written', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    const payment = { id: 'pay_1', source: 'tip', gross: 1_250 }
    const event = f.fake.paymentEvent(tom, payment)
    await f.bring(event)
    await f.bring(event)
    // The same payment under another event, as at-least-once may do.
    await f.bring(f.fake.paymentEvent(tom, payment))
    const message = await f.fanWrites(tom, 'did you get it?')
    expect(message.text).toBe('did you get it?')
    const { fan } = await f.card((await f.onlyDraft()).id)
    expect(fan).toMatchObject({ name: 'Tom', spentMinor: 1_250 })
    const bought = await inTenant(f.store, f.tenantId, (scope) => purchasesOf(scope, fan.id))
    expect(bought).toMatchObject([{ title: 'Fanvue: tip', amountMinor: 1_250, currency: 'USD' }])
  })

  test('is fetched later when Fanvue is out of order, and a person is told when that lasts', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    f.fake.fail(/GET .*messages/, { kind: 'status', status: 502 }, 3)
    await f.fanWrites(tom, 'are you there?')
    expect(await f.draftRows()).toEqual([])
    await f.pass(MINUTE)
    await f.pass(2 * MINUTE)
    const { troubles } = await f.api.data('GET', '/health')
    expect(troubles.map(({ problem }: { problem: string }) => problem)).toEqual([
      expect.stringMatching(/could not be fetched: Fanvue has trouble of its own \(502\)/),
    ])
    await f.pass(4 * MINUTE)
    await f.pass(9_000)
    await f.onlyDraft()
    expect((await f.api.data('GET', '/health')).troubles).toEqual([])
  })

  test('cannot be fetched any more, and the creator disconnects: nothing is left to look after', async () => {
    const f = await createFanvueWorld()
    f.fake.fail(/GET .*messages/, { kind: 'status', status: 502 }, 99)
    await f.fanWrites(f.fake.newFan('Tom'), 'are you there?')
    await f.fanWrites(f.fake.newFan('Ada'), 'and you?')
    await f.pass(MINUTE)
    await f.pass(2 * MINUTE)
    const elsewhere = { stage: 'connection', subjectId: newId(), problem: 'Another one.', now: f.now() } as const
    await inTenant(f.store, f.tenantId, (scope) => noteTrouble(scope, elsewhere))
    expect((await f.api.data('GET', '/health')).troubles).toHaveLength(3)
    await f.api.data('DELETE', f.path)
    expect((await f.api.data('GET', '/health')).troubles).toMatchObject([{ problem: 'Another one.' }])
  })
})

test('no token, no secret and no word of a fan is in the log', async () => {
  const f = await createFanvueWorld()
  const tom = f.fake.newFan('Tom')
  await f.fanWrites(tom, 'my Zirkonvogel sings')
  await f.approves('Zirkonvogel is a lovely name')
  f.fake.fail(/GET .*messages/, { kind: 'status', status: 400, body: { message: 'bad' } })
  await f.fanWrites(tom, 'another Zirkonvogel')
  const log = f.log.lines.join('\n')
  expect(log).toMatch(/notice taken/)
  expect(log).not.toMatch(/Zirkonvogel|access-|refresh-|whsec|a secret|tom/i)
})

test('the whole product takes events at its own address, and Fanvue in the open is refused at start', async () => {
  const door = await openFrontDoor()
  const answer = await fetch(`${door.site}/webhooks/fanvue/11111111-1111-4111-8111-111111111111`, { method: 'POST' })
  expect(answer.status).toBe(401)
  await expect(openFrontDoor({ FANVUE_API_ROOT: 'http://fanvue.example' })).rejects.toThrow(
    /FANVUE_API_ROOT: must begin/,
  )
  await expect(openFrontDoor({ FANVUE_CLIENT_ID: 'x' })).rejects.toThrow(/FANVUE_CLIENT_SECRET: is missing/)
})
