import { describe, expect, test } from 'vitest'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const labels = (card: ChatMessage) => card.buttons.flat().map(({ text }) => text)

describe('cards as they change', () => {
  test('a new message of the fan supersedes the open card, and the next card has both', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const old = await t.fanWrites(mia, 'hi')
    await mia.writes(t.bot, 'wait, I have news')
    await t.settle()
    expect(old.text).toMatch(/^⚪ Superseded: Mia wrote again/)
    expect(old.text).toContain('wait, I have news')
    expect(old.buttons).toEqual([])
    await t.pass(9 * SECOND)
    const fresh = t.card()
    expect(fresh.messageId).not.toBe(old.messageId)
    expect(fresh.text).toContain('hi\nwait, I have news')
  })

  test('a burst of three messages is one card', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    for (const text of ['hey', 'are you there', 'i miss you']) {
      await mia.writes(t.bot, text)
      await t.pass(3 * SECOND)
    }
    await t.pass(9 * SECOND)
    expect(t.desk()).toHaveLength(1)
    expect(t.card().text).toContain('hey\nare you there\ni miss you')
  })

  test('Undo takes a yes back, and the fan hears nothing', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    await t.pass(3 * SECOND)
    expect(await t.taps(card, 'Undo')).toMatch(/Nothing was sent/)
    expect(card.text).toMatch(/^🟠 Waiting/)
    await t.pass(MINUTE)
    expect(t.heard(mia)).toEqual([])
  })

  test('Later: their evening, an hour, until they write', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.opens(card, 'Later')
    expect(labels(card)).toEqual(['This evening, their time', 'In 1 hour', 'Until they write', '↩️ Back'])
    await t.taps(card, 'In 1 hour')
    expect(card.text).toMatch(/^🕘 Put aside until .* by Kim/)
    await t.pass(61 * MINUTE)
    expect(card.text).toMatch(/^🟠 Waiting/)
    await t.opens(card, 'Later')
    await t.taps(card, 'Until they write')
    expect(card.text).toMatch(/^🕘 Put aside by Kim until Mia writes/)
    await mia.writes(t.bot, 'hello?')
    await t.pass(9 * SECOND)
    expect(t.card().text).toMatch(/^🟠 Waiting/)
  })

  test('No reply asks why, and can be taken back', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.opens(card, 'No reply')
    expect(labels(card)).toEqual(['tone', 'wrong fact', 'bad moment', 'not worth it', '↩️ Back'])
    await t.opens(card, 'Back')
    expect(labels(card)[0]).toBe('✅ Send')
    await t.opens(card, 'No reply')
    await t.taps(card, 'wrong fact')
    expect(card.text).toMatch(/^⚫ No reply · Kim · wrong fact/)
    await t.taps(card, 'Undo')
    expect(card.text).toMatch(/^🟠 Waiting/)
    expect(t.heard(mia)).toEqual([])
  })

  test('Other asks how, and every version stays reachable', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'my dog Bruno ate my shoes')
    const [before] = await t.drafts()
    await t.opens(card, 'Other')
    expect(labels(card)).toEqual(['Warmer', 'Shorter', 'No question', 'No offer', '↩️ Back'])
    await t.taps(card, 'Warmer')
    await t.fake.until(() => t.log.lines.length > 0)
    await t.untilSettled(async () => (await t.card_(before?.id ?? '')).versions.length === 2)
    expect(labels(card).slice(-3)).toEqual(['◀', '2/2', '▶'])
    const second = card.text
    await t.taps(card, '◀')
    expect(labels(card).slice(-3)).toEqual(['◀', '1/2', '▶'])
    expect(card.text).not.toBe(second)
    await t.taps(card, '▶')
    expect(card.text).toBe(second)
  })

  test('somebody deleted the card: it is drawn anew', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    t.fake.messages.splice(t.fake.messages.indexOf(card), 1)
    const [draft] = await t.drafts()
    await t.decides(draft?.id ?? '')
    await t.settle()
    expect(t.card().text).toMatch(/^🟢 Leaves/)
    expect(t.card().messageId).not.toBe(card.messageId)
  })

  test('a card drawn twice because an answer was lost: the copy loses its buttons and decides nothing', async () => {
    const t = await createTelegramWorld()
    t.fake.fail('sendMessage', { kind: 'lose-answer' })
    const mia = t.person('Mia')
    const copy = await t.fanWrites(mia, 'hi')
    await t.pass(10 * SECOND)
    const card = t.card()
    expect(card.messageId).not.toBe(copy.messageId)
    expect(await t.taps(copy, 'Send')).toMatch(/out of date/)
    await t.fake.until(() => copy.buttons.length === 0)
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })
})
