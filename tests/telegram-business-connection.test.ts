import { describe, expect, test } from 'vitest'
import type { FakeBusiness } from './support/fake-telegram.ts'
import { asBusinessConnection, businessAccount } from './support/fake-telegram-business.ts'
import { createBusinessWorld } from './support/telegram-business-world.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const HOUR = 60 * MINUTE

describe('the connection to her account', () => {
  test('disconnected: nothing leaves, what waited is back on its card with words, and connected again it goes on', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.taps(card, 'Send')
    await t.account.disconnect()
    await t.pass(10 * SECOND)
    expect(t.heardByTom()).toEqual([])
    expect(card.text).toMatch(/^🟠 Waiting/)
    expect(card.text).toContain('⛔ The account is no longer connected')
    expect(await t.taps(card, 'Send')).toMatch(/^Nothing was sent\. The account is no longer connected/)
    expect((await t.health()).join()).toMatch(/Nova disconnected their Telegram account/)
    await t.account.connect()
    await t.pass(SECOND)
    expect(card.text).not.toContain('⛔')
    expect(await t.health()).toEqual([])
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom().map(({ business }) => business)).toEqual([t.account.id])
    // It is the same conversation, though the connection has a new id.
    await t.tomWrites('nice')
    expect(new Set((await t.draftRows()).map(({ fanId }) => fanId)).size).toBe(1)
  })

  test('the right to answer is taken away, and given back', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.account.mayReply(false)
    await t.settle()
    expect(card.text).toContain('⛔ The account no longer lets the bot answer')
    expect(await t.taps(card, 'Send')).toMatch(/Nothing was sent/)
    await t.account.mayReply(true)
    await t.settle()
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('an account revoked in the middle of a send: what arrived and what did not is said, and nothing is sent again', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('tell me all')
    const words = Array.from({ length: 1_100 }, (_, index) => `word${index}`).join(' ')
    const longer = await t.repliesTo(card, words.slice(0, 4_000))
    const whole = await t.repliesTo(longer, `+ ${words.slice(4_000, 7_000)}`)
    await t.taps(whole, 'Send')
    // Revoked between the first message and the second, before we are told.
    const revoke = t.fake.until(() => t.heardByTom().length === 1).then(() => t.account.disconnect({ isTold: false }))
    await t.pass(6 * SECOND)
    await revoke
    const desk = t.card()
    expect(t.heardByTom()).toHaveLength(1)
    expect(desk.text).toMatch(
      /^🔴 Not sent: Part 1 of 2 arrived, the rest did not\. The account is no longer connected/,
    )
    await t.pass(HOUR)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('an account revoked before we are told: the reply is not sent, in words', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.taps(card, 'Send')
    await t.account.disconnect({ isTold: false })
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🔴 Not sent: The account is no longer connected to the bot/)
    // What Telegram's refusal told is remembered: the next card says it before anybody tries.
    const [draft] = await t.draftRows()
    expect((await t.card_(draft?.id ?? '')).business?.stopped).toBe('account-off')
    expect((await t.health()).join()).toMatch(/Nova disconnected/)
  })

  test('a right that was taken away before we are told is no reason to call the fan unreachable', async () => {
    const t = await createBusinessWorld()
    const card = await t.tomWrites('hey')
    await t.taps(card, 'Send')
    const business = t.fake.businesses.get(t.account.id)
    if (business) business.canReply = false
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🔴 Not sent: The account no longer lets the bot answer/)
    await t.account.mayReply(true)
    await t.taps(card, 'Try again')
    await t.pass(SECOND)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('the end of an old connection, told late, does not end the new one', async () => {
    const t = await createBusinessWorld()
    const old = structuredClone({ ...t.fake.businesses.get(t.account.id), bot: undefined })
    await t.pass(HOUR)
    await t.account.connect()
    const card = await t.tomWrites('hey')
    const update = {
      business_connection: { id: old.id, user: t.nova.from, user_chat_id: 1, date: old.date, is_enabled: false },
    }
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, update))
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('an older notice of the same connection, told late or again, does not revive a disconnected account', async () => {
    const t = await createBusinessWorld()
    const asItWas = asBusinessConnection(t.fake, t.fake.businesses.get(t.account.id) as FakeBusiness)
    const card = await t.tomWrites('hey')
    const older = t.bot.nextUpdateId++
    await t.account.disconnect()
    t.fake.push(t.bot, { business_connection: asItWas }, older)
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, { something_new: {} }))
    await t.settle()
    expect(await t.taps(card, 'Send')).toMatch(/^Nothing was sent\. The account is no longer connected/)
    expect((await t.health()).join()).toMatch(/Nova disconnected their Telegram account/)
    await t.account.connect()
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heardByTom()).toHaveLength(1)
  })

  test('after a week of silence Telegram counts its notices anew, and the newest is believed all the same', async () => {
    const t = await createBusinessWorld()
    await t.pass(8 * 24 * HOUR)
    const business = t.fake.businesses.get(t.account.id) as FakeBusiness
    const ended = asBusinessConnection(t.fake, { ...business, isEnabled: false })
    t.fake.push(t.bot, { business_connection: ended }, 7)
    await t.untilSettled(async () => (await t.health()).join().includes('Nova disconnected'))
  })

  test('a connection whose notice was lost is asked for', async () => {
    const t = await createTelegramWorld()
    const account = businessAccount(t.fake, t.bot, t.person('Nova'))
    await account.connect({ isTold: false })
    await account.fanWrites(t.person('Tom'), 'hello?')
    await t.pass(9 * SECOND)
    expect(t.card().text).toContain('hello?')
    expect(t.fake.calls.some(({ method }) => method === 'getBusinessConnection')).toBe(true)
  })

  test('a stranger who connects the bot to their account is not read until somebody says whose it is', async () => {
    const t = await createBusinessWorld()
    const stranger = businessAccount(t.fake, t.bot, t.person('Stranger'))
    await stranger.connect()
    await stranger.fanWrites(t.person('Victim'), 'private words')
    await t.pass(MINUTE)
    expect(await t.draftRows()).toEqual([])
    expect((await t.health()).join()).toMatch(/Stranger connected this bot to their Telegram account/)
  })

  test('the bot asks to be told of all of it', async () => {
    const t = await createBusinessWorld()
    expect(t.bot.allowedUpdates).toEqual(
      expect.arrayContaining([
        'business_connection',
        'business_message',
        'edited_business_message',
        'deleted_business_messages',
      ]),
    )
  })

  test('the same message told twice is one, and odd shapes change nothing', async () => {
    const t = await createBusinessWorld()
    await t.account.fanWrites(t.tom, 'once')
    const update = {
      business_message: {
        message_id: 5,
        date: 1,
        chat: { id: t.tom.id, type: 'private', first_name: 'Tom' },
        from: t.tom.from,
        business_connection_id: t.account.id,
        text: 'twice',
      },
    }
    const id = t.fake.push(t.bot, update)
    await t.fake.confirmed(t.bot, id)
    t.fake.push(t.bot, update, id)
    await t.fake.until(() => !t.bot.updates.some(({ update_id }) => update_id === id))
    for (const odd of [
      { business_connection: { id: 7 } },
      { business_message: { message_id: 'x' } },
      { deleted_business_messages: { chat: {}, message_ids: 'all' } },
      { business_message: { ...update.business_message, message_id: 6, business_connection_id: 'bc_unknown' } },
    ]) {
      await t.fake.confirmed(t.bot, t.fake.push(t.bot, odd))
    }
    await t.pass(9 * SECOND)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body).toSorted()).toEqual(['once', 'twice'])
  })
})
