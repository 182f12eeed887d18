import { describe, expect, test } from 'vitest'
import { createBusinessWorld } from './support/telegram-business-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('fans who write to the creator’s own account', () => {
  test('a message becomes a card, and the approved answer leaves from her account', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey, how was the shoot?')
    expect(card.text).toContain('how was the shoot')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
    expect(t.heardByTom()[0]?.business).toBe(t.account.id)
    expect(card.text).toMatch(/^🟢 Sent/)
    // The echo of our own message is no take-over and no second message.
    await t.pass(20 * SECOND)
    const [draft] = await t.draftRows()
    const said = await t.messagesOf(draft?.fanId ?? '')
    expect(said.map(({ direction }) => direction)).toEqual(['inbound', 'outbound'])
  })

  test('a fan who writes to her account and to her bot has two conversations that never mix', async () => {
    const t = await createBusinessWorld()
    await t.tomWrites('in her own chat')
    await t.fanWrites(t.tom, 'in the chat of the bot')
    const drafts = await t.draftRows()
    expect(drafts).toHaveLength(2)
    expect(new Set(drafts.map(({ conversationId }) => conversationId)).size).toBe(2)
    const [own, bots] = t.desk()
    if (own && bots) {
      await t.taps(own, 'Send')
      await t.taps(bots, 'Send')
    }
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
    expect(t.heard(t.tom)).toHaveLength(2)
  })

  test('she answers by hand: the draft is closed with plain words, and her words are history', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.account.ownerWrites(t.tom, 'it was cold!')
    await t.settle()
    expect(card.text).toMatch(/^⚪ Closed: Nova answered in person/)
    expect(card.buttons).toEqual([])
    const old = { ...card, buttons: [[{ text: 'Send', data: t.sendButton((await t.draftRows())[0]?.id ?? '') }]] }
    expect(await t.taps(old, 'Send')).toMatch(/Nova answered in person/)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body)).toEqual(['hey', 'it was cold!'])
    await t.pass(MINUTE)
    expect(await t.draftRows()).toHaveLength(1)
    // When the fan goes on, so do we.
    expect((await t.tomWrites('brr')).text).toContain('brr')
  })

  test('she answers by hand while an approved reply is about to leave: it is taken back', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.taps(card, 'Send')
    await t.account.ownerWrites(t.tom, 'me first')
    await t.pass(10 * SECOND)
    expect(t.heardByTom()).toEqual([])
    expect(card.text).toMatch(/^⚪ Closed: Nova answered in person/)
  })

  test('she answers before a draft is made: none is made', async () => {
    const t = await createBusinessWorld()
    await t.account.fanWrites(t.tom, 'hey')
    await t.account.ownerWrites(t.tom, 'hi you')
    await t.pass(MINUTE)
    expect(await t.draftRows()).toEqual([])
  })

  test('her away message is history and takes nothing over', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.account.ownerWrites(t.tom, 'I am away until Monday', { is_from_offline: true })
    await t.settle()
    expect(card.text).toMatch(/^🟠 Waiting/)
    const [draft] = await t.draftRows()
    expect(await t.messagesOf(draft?.fanId ?? '')).toHaveLength(2)
  })

  test('what another bot writes in her account is history and takes nothing over', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    const other = { id: 99, is_bot: true, first_name: 'Other', username: 'other_bot' }
    await t.account.ownerWrites(t.tom, 'sold out', { sender_business_bot: other })
    await t.settle()
    expect(card.text).toMatch(/^🟠 Waiting/)
  })

  test('a message that an app sent by itself is no reason to draft', async () => {
    const t = await createBusinessWorld()
    await t.account.fanWrites(t.tom, 'I am at sea', { is_from_offline: true })
    await t.pass(MINUTE)
    expect(await t.draftRows()).toEqual([])
    expect((await t.tomWrites('back again')).text).toContain('back again')
  })

  test('a message edited after approval: the yes is void, nothing leaves, and the new words get a draft', async () => {
    const t = await createBusinessWorld()
    const kept = await t.account.fanWrites(t.tom, 'do you like catz')
    await t.pass(9 * SECOND)
    const card = t.card()
    await t.taps(card, 'Send')
    await t.account.edits(t.tom, kept, 'do you like cars')
    await t.pass(20 * SECOND)
    expect(t.heardByTom()).toEqual([])
    expect(card.text).toMatch(/^⚪ Superseded/)
    expect(t.card().text).toContain('do you like cars (changed)')
  })

  test('a fan deletes what was to be answered: the draft is void, a yes too, and nothing is drafted', async () => {
    const t = await createBusinessWorld()
    const kept = await t.account.fanWrites(t.tom, 'forget I said this')
    await t.pass(9 * SECOND)
    const card = t.card()
    await t.taps(card, 'Send')
    await t.account.deletes(t.tom, kept)
    await t.pass(MINUTE)
    expect(t.heardByTom()).toEqual([])
    expect(card.text).toMatch(/^⚪ Closed: Tom took the message back/)
    expect(await t.draftRows()).toHaveLength(1)
  })

  test('of two messages a fan deletes one: the other is drafted for', async () => {
    const t = await createBusinessWorld()
    const kept = await t.account.fanWrites(t.tom, 'my secret')
    await t.tomWrites('what are you up to?')
    await t.account.deletes(t.tom, kept)
    await t.pass(9 * SECOND)
    const card = t.card()
    expect(card.text).toMatch(/^🟠 Waiting/)
    expect(card.text).toContain('what are you up to')
    expect(card.text).not.toContain('my secret')
  })

  test('deletions and edits of what we never heard of are acknowledged and change nothing', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    const strange = { ...structuredClone(t.fake.messages[0]), messageId: 987_654 } as (typeof t.fake.messages)[number]
    t.fake.messages.push(strange)
    await t.account.deletes(t.tom, strange)
    await t.pass(SECOND)
    expect(card.text).toMatch(/^🟠 Waiting/)
  })
})

describe('the 24 hours in which Telegram takes an answer', () => {
  test('the card counts down, and after 24 hours an answer is refused with words', async () => {
    const t = await createBusinessWorld()
    await t.tomWrites('hey')
    const [draft] = await t.draftRows()
    // The draft itself shall not expire before the time to answer does.
    await t.holds(draft?.id ?? '', 48 * HOUR)
    const card = t.card()
    expect(card.text).toContain('⏳ 23 h left to answer, until')
    await t.pass(5 * HOUR)
    expect(card.text).toContain('⏳ 18 h left')
    await t.pass(18 * HOUR + 20 * MINUTE)
    expect(card.text).toContain('⏳ 30 min left')
    expect((await t.card_(draft?.id ?? '')).business?.stopped).toBeUndefined()
    await t.pass(HOUR)
    expect(card.text).toContain('⛔ 24 hours are over since Tom wrote')
    expect(await t.taps(card, 'Send')).toMatch(/^Nothing was sent\. 24 hours are over/)
    await t.pass(MINUTE)
    expect(t.heardByTom()).toEqual([])
    // A new message opens the window again.
    const next = await t.tomWrites('still there?')
    expect(next.text).toContain('⏳ 23 h left')
    await t.taps(next, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('a reply that waited too long to leave goes back to its card, unsent', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.pass(23 * HOUR)
    await t.taps(card, 'Send')
    t.fake.fail('sendMessage', { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 7_200 })
    await t.pass(6 * SECOND)
    await t.pass(2 * HOUR)
    expect(t.heardByTom()).toEqual([])
    expect(card.text).toContain('24 hours are over since Tom wrote')
    expect((await t.draftRows()).map(({ status }) => status)).not.toContain('approved')
  })
})
