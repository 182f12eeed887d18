import { describe, expect, test } from 'vitest'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000

describe('Telegram, the main way', () => {
  test('a fan writes, Kim sends, the fan hears once, and the card says so', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi Nova, my dog Bruno ate my shoes')
    expect(card.text).toMatch(/^🟠 Waiting since/)
    expect(card.text).toContain('my dog Bruno ate my shoes')
    expect(card.buttons.flat().map(({ text }) => text)).toEqual([
      '✅ Send',
      '✏️ Edit',
      '🔁 Other',
      '🕘 Later',
      '🙅 No reply',
    ])
    expect(await t.taps(card, 'Send')).toContain('5 seconds')
    expect(card.text).toMatch(/^🟢 Leaves in a moment/)
    expect(card.buttons.flat().map(({ text }) => text)).toEqual(['↩️ Undo'])
    expect(t.heard(mia)).toHaveLength(0)
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent .* by Kim/)
    expect(card.buttons).toHaveLength(0)
    await t.pass(60 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(t.fake.violations).toEqual([])
  })

  test('with a second bot for review, fans never meet it', async () => {
    const t = await createTelegramWorld({ twoBots: true })
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hello')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    const speakers = t.fake.messages.filter(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    expect(speakers.every(({ fromId }) => fromId === t.bot.id)).toBe(true)
    expect(card.fromId).toBe(t.reviewBot.id)
  })
})
