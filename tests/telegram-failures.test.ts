import { describe, expect, test } from 'vitest'
import { buttonData } from '../bot/review/card-verbs.ts'
import { reviseDraft } from '../core/approval/revise-draft.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld, REVIEW_GROUP } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const labels = (card: ChatMessage) => card.buttons.flat().map(({ text }) => text)

/** What went wrong in other people's approval cards, once each. */
describe('sixteen failures of cards in chat apps', () => {
  test('1: a tap whose acknowledgement fails still changes the card', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    t.fake.fail('answerCallbackQuery', { kind: 'error', code: 400, description: 'Bad Request: query is too old' })
    await t.taps(card, 'Send')
    expect(card.text).toMatch(/^🟢/)
    expect(labels(card)).toEqual(['↩️ Undo'])
  })

  test('2: a stale button changes nothing, and the card says what is true', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const old = structuredClone(card)
    await t.pass(25 * 60 * MINUTE)
    expect(card.text).toMatch(/^⌛ Expired/)
    expect(await t.taps(old, 'Send')).toMatch(/expired/)
    expect(card.text).toMatch(/^⌛ Expired/)
    await t.pass(MINUTE)
    expect(t.heard(mia)).toEqual([])
  })

  test('3: after a restart between draft and approval, the old card still works', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.restartBots()
    expect(await t.taps(card, 'Send')).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent/)
  })

  test('4: what is decided is never repainted as something else', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    await mia.writes(t.bot, 'thanks!')
    await t.pass(48 * 60 * MINUTE)
    expect(card.text).toMatch(/^🟢 Sent/)
  })

  test('5: the tap is answered at once, even when Telegram is slow to redraw the card', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    t.fake.fail('editMessageText', { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 20 })
    expect(await t.taps(card, 'Send')).toMatch(/5 seconds/)
    expect(card.text).toMatch(/^🟠/)
    await t.pass(21 * SECOND)
    expect(card.text).toMatch(/^🟢 Sent/)
  })

  test('6: one tap told five times is one decision, without an error', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const data = card.buttons[0]?.[0]?.data ?? ''
    for (let times = 0; times < 5; times += 1) await t.kim.forges(t.bot, card, data, 900_000)
    await t.kim.forges(t.bot, card, data)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(t.log.lines.filter((line) => line.includes('failed'))).toEqual([])
  })

  test('6b: a tap told again after it was undone does not send', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const data = card.buttons[0]?.[0]?.data ?? ''
    await t.kim.forges(t.bot, card, data, 900_000)
    await t.settle()
    await t.taps(card, 'Undo')
    await t.kim.forges(t.bot, card, data, 900_000)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toEqual([])
    expect(card.text).toMatch(/^🟠 Waiting/)
  })

  test('7: decided elsewhere, every card turns into the outcome', async () => {
    const t = await createTelegramWorld({ group: false })
    const lee = t.person('Lee')
    await t.joins(lee)
    await t.fanWrites(t.person('Mia'), 'hi')
    const [kims, lees] = [t.card(t.kim.id), t.card(lee.id)]
    const [draft] = await t.drafts()
    await t.decides(draft?.id ?? '')
    await t.settle()
    for (const card of [kims, lees]) {
      expect(card.text).toMatch(/^🟢 Leaves/)
      expect(labels(card)).toEqual(['↩️ Undo'])
    }
    expect(
      await t.taps(
        { ...lees, buttons: [[{ text: 'Send', data: buttonData('send', draft?.id ?? '', 1) }]] },
        'Send',
        lee,
      ),
    ).toBe('Already approved by Kim.')
  })

  test('8: expired is not refused, in words and in the row', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    await t.pass(25 * 60 * MINUTE)
    expect(card.text).toContain('Expired: nobody answered')
    expect((await t.draftRows()).map(({ status, decidedByName }) => [status, decidedByName])).toEqual([
      ['expired', null],
    ])
  })

  test('9: a draft too long for one message is whole in messages of its own, with the buttons under the last', async () => {
    const t = await createTelegramWorld()
    const first = await t.fanWrites(t.person('Mia'), 'tell me everything')
    const words = Array.from({ length: 1_300 }, (_, index) => `word${index}`).join(' ')
    expect(words.length).toBeGreaterThan(9_000)
    await t.kim.repliesTo(t.bot, first, words.slice(0, 4_000))
    await t.settle()
    const [draft] = await t.drafts()
    await reviseDraft(t.deps, { tenantId: t.tenantId, draftId: draft?.id ?? '', text: words, actor: t.kimActor })
    await t.pass(SECOND)
    const desk = t.desk()
    const shown = desk.map(({ text }) => text.replace(/^Draft by Kim · part \d of \d\n/, '')).join(' ')
    expect(shown).toContain(words.slice(0, 3_000))
    for (const word of words.split(' ')) expect(shown).toContain(word)
    expect(desk.filter(({ buttons }) => buttons.length > 0)).toEqual([desk.at(-1)])
    expect(desk.every(({ text }) => text.length <= 4_096)).toBe(true)
    expect(desk.at(-1)?.text).toMatch(/^🟠 Waiting/)
  })

  test('10: Edit explains how, and the reply to the card is the edit', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.taps(card, 'Edit')).toMatch(/Reply to this card/)
    expect(card.text).toMatch(/^🔵 Kim is editing/)
    const edited = await t.repliesTo(card, 'hey you, how was your day?')
    expect(edited.text).toContain('hey you, how was your day?')
    expect(edited.messageId).toBeGreaterThan(card.messageId)
    expect(labels(edited)[0]).toBe('✅ Send')
  })

  test('11: no message has a link preview, and opening an invitation spends nothing', async () => {
    const t = await createTelegramWorld()
    await t.fanWrites(t.person('Mia'), 'look https://evil.example/x and t.me/foo')
    await t.kim.writes(t.bot, '/invite')
    const link = await t.fake.until(() => t.heard(t.kim).find((text) => text.includes('start=join_')))
    expect(t.fake.messages.filter(({ fromBot }) => fromBot).every(({ previewOff }) => previewOff)).toBe(true)
    const token = /join_([\w-]+)/.exec(link)?.[1]
    const lee = t.person('Lee')
    for (let opened = 0; opened < 3; opened += 1) await lee.writes(t.bot, `/start join_${token}`)
    const offer = await t.fake.until(() =>
      t.fake.messages.findLast(({ chatId, buttons }) => chatId === lee.id && buttons.length > 0),
    )
    expect(await lee.taps(t.bot, offer, 'I will read')).toMatch(/Welcome, Lee/)
  })

  test('12: our own messages, and those of other bots, are never taken for a fan', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    const [echo] = t.fake.messages.filter(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    const from = { id: t.bot.id, is_bot: true, first_name: 'Nova' }
    const message = {
      message_id: echo?.messageId,
      date: 1,
      chat: { id: mia.id, type: 'private' },
      from,
      text: echo?.text,
    }
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, { message }))
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, { message: { ...message, from: { ...from, id: 1 } } }))
    await t.pass(20 * SECOND)
    expect(await t.draftRows()).toHaveLength(1)
  })

  test('13: a bot that could not hear a decision is not called working', async () => {
    const t = await createTelegramWorld({ start: 'later' })
    t.fake.blocked.set(REVIEW_GROUP, 'bot was kicked from the supergroup chat')
    await t.startBots({ wait: false })
    const failing = await t.connection(({ status, problem }) => status === 'failing' && problem !== null)
    expect(failing.problem).toMatch(/is not in the review chat/)
    t.fake.blocked.delete(REVIEW_GROUP)
    await t.connection(({ status }) => status === 'working')
  })

  test('14: the buttons of the second card of a fan act on the second draft', async () => {
    const t = await createTelegramWorld()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    const first = await t.fanWrites(mia, 'one')
    const second = await t.fanWrites(leo, 'two')
    await t.taps(second, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(leo)).toHaveLength(1)
    expect(t.heard(mia)).toHaveLength(0)
    await t.taps(first, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('15: an answer that was lost is asked about, and never sent again by itself', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    t.fake.fail('sendMessage', { kind: 'lose-answer' })
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🟡 Did it arrive\?/)
    expect(labels(card)).toEqual(['✅ It arrived', '🔁 Send again', '✖️ Leave it'])
    await t.pass(60 * MINUTE)
    expect(t.heard(mia)).toHaveLength(1)
    expect(await t.taps(card, 'It arrived')).toMatch(/Noted as sent/)
    expect(card.text).toMatch(/^🟢 Sent/)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('16: the fan gets the approved words and nothing else', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    const words = 'a < b & c > d "quoted" <b>not bold</b> 👩‍👩‍👧 100 %'
    const edited = await t.repliesTo(card, words)
    await t.taps(edited, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toEqual([words])
  })
})
