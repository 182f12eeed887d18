import { describe, expect, test } from 'vitest'
import { createFanvueWorld } from './support/fanvue-world.ts'

const MINUTE = 60_000

describe('what Fanvue did not bring', () => {
  test('is found by looking, within minutes, and drafted once', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'nobody was told of this')
    await f.pass(MINUTE)
    expect(await f.draftRows()).toEqual([])
    await f.pass(5 * MINUTE)
    await f.pass(9_000)
    const card = await f.card((await f.onlyDraft()).id)
    expect(card.fan.name).toBe('Tom')
    expect(card.messages.map(({ body }) => body)).toEqual(['nobody was told of this'])
    await f.pass(20 * MINUTE)
    expect(await f.draftRows()).toHaveLength(1)
  })

  test('is found at once when a person asks, also the message before the one that was brought', async () => {
    const f = await createFanvueWorld()
    const [tom, leo] = [f.fake.newFan('Tom'), f.fake.newFan('Leo')]
    f.fake.fanWrites(tom, 'first, and lost')
    await f.pass(2_000)
    f.fake.fanWrites(leo, 'lost as well')
    const second = f.fake.fanWrites(tom, 'second')
    await f.bring(f.fake.messageEvent(tom, second))
    await f.settle()
    expect(await f.api.data('POST', `${f.path}/fetch`)).toEqual({ reading: { kind: 'read', chats: 1 } })
    await f.settle()
    await f.pass(9_000)
    const drafts = await f.drafts('pending')
    const cards = await Promise.all(drafts.map(({ id }) => f.card(id)))
    const said = cards.map(({ messages }) => messages.map(({ body }) => body)).toSorted()
    expect(said).toEqual([['first, and lost', 'second'], ['lost as well']])
    expect((await f.view()).lastReadAt).toBe(new Date(f.now().getTime() - 9_000).toISOString())
  })

  test('of the time before it was connected stays there', async () => {
    const f = await createFanvueWorld({ isConnected: false })
    const tom = f.fake.newFan('Tom')
    f.fake.fanWrites(tom, 'long ago')
    await f.pass(60 * MINUTE)
    await f.connect()
    await f.pass(10 * MINUTE)
    expect(await f.draftRows()).toEqual([])
    await f.fanWrites(tom, 'today')
    const card = await f.card((await f.onlyDraft()).id)
    expect(card.messages.map(({ body }) => body)).toEqual(['today'])
  })

  test('more than a page of it comes whole and in order', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    for (let number = 1; number <= 120; number += 1) {
      f.fake.fanWrites(tom, `message ${number}`, { sentAt: f.now().getTime() + number })
    }
    await f.api.data('POST', `${f.path}/fetch`)
    await f.settle()
    await f.pass(9_000)
    const { fanId } = await f.onlyDraft()
    const bodies = (await f.messagesOf(fanId)).map(({ body }) => body)
    expect(bodies).toEqual(Array.from({ length: 120 }, (_, index) => `message ${index + 1}`))
  })

  test('cannot be looked for while Fanvue is down: Health says so, and it goes on by itself', async () => {
    const f = await createFanvueWorld()
    f.fake.fail(/GET \/v1\/chats$/, { kind: 'status', status: 503 }, 2)
    await f.pass(5 * MINUTE)
    await f.pass(2 * MINUTE)
    expect(await f.view()).toMatchObject({ state: 'failing', problem: expect.stringMatching(/trouble of its own/) })
    await f.pass(10 * MINUTE)
    expect(await f.view()).toMatchObject({ state: 'working' })
    expect((await f.view()).problem).toBeUndefined()
  })
})

describe('what the creator writes in Fanvue’s own app', () => {
  test('is an answer: the draft is closed, and her words are history', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'are you there?')
    const { id, fanId } = await f.onlyDraft()
    const own = f.fake.creatorWrites(tom, 'yes, I am')
    await f.bring(f.fake.messageEvent(tom, own))
    await f.settle()
    expect(await f.drafts('pending')).toEqual([])
    expect((await f.card(id)).state).toBe('superseded')
    const said = (await f.messagesOf(fanId)).map(({ direction, body }) => `${direction}: ${body}`)
    expect(said).toEqual(['inbound: are you there?', 'outbound: yes, I am'])
    await f.pass(20 * MINUTE)
    expect(f.fake.heard(tom)).toEqual(['yes, I am'])
    expect(await f.draftRows()).toHaveLength(1)
  })

  test('takes back a yes that has not left', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'are you there?')
    const { id } = await f.onlyDraft()
    const { version } = await f.card(id)
    await f.api.data('POST', `/drafts/${id}/decision`, { verdict: 'approve', version })
    await f.bring(f.fake.messageEvent(tom, f.fake.creatorWrites(tom, 'yes, I am')))
    await f.settle()
    await f.pass(MINUTE)
    expect(f.fake.heard(tom)).toEqual(['yes, I am'])
  })

  test('a greeting that Fanvue sends by itself closes nothing', async () => {
    const f = await createFanvueWorld()
    const tom = f.fake.newFan('Tom')
    await f.fanWrites(tom, 'just subscribed!')
    const greeting = f.fake.creatorWrites(tom, 'welcome!', { type: 'AUTOMATED_NEW_SUBSCRIBER' })
    await f.bring(f.fake.messageEvent(tom, greeting))
    await f.settle()
    const { fanId } = await f.onlyDraft()
    expect((await f.messagesOf(fanId)).map(({ body }) => body)).toEqual(['just subscribed!', 'welcome!'])
  })

  test('and a fan who was answered there while nobody looked gets no draft; one who wrote after that does', async () => {
    const f = await createFanvueWorld()
    const [tom, leo] = [f.fake.newFan('Tom'), f.fake.newFan('Leo')]
    const at = f.now().getTime()
    f.fake.fanWrites(tom, 'hi')
    f.fake.creatorWrites(tom, 'hi Tom', { sentAt: at + 1_000 })
    f.fake.creatorWrites(leo, 'hi Leo')
    f.fake.fanWrites(leo, 'hi you', { sentAt: at + 1_000 })
    await f.api.data('POST', `${f.path}/fetch`)
    await f.settle()
    await f.pass(9_000)
    expect((await f.card((await f.onlyDraft()).id)).messages.map(({ body }) => body)).toEqual(['hi you'])
  })
})
