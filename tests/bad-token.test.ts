import { describe, expect, test } from 'vitest'
import { createDiscordWorld } from './support/discord-world.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const HOUR = 60 * 60 * SECOND

describe('a bot whose token is revoked in the middle of a send', () => {
  test('on Telegram: the card says so, nothing leaves late by itself, and “Try again” sends it once', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hello')
    t.fake.fail('sendMessage', { kind: 'error', code: 401, description: 'Unauthorized' })
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🔴 Not sent: Telegram does not accept this token.*Then press Try again/)
    await t.pass(HOUR)
    expect(t.heard(mia)).toHaveLength(0)
    await t.taps(card, 'Try again')
    await t.pass(SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('on Discord: the card says so, nothing leaves late by itself, and “Try again” sends it once', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    await d.taps(card, 'Send')
    d.fake.fail('POST /channels/:id/messages', { kind: 'error', status: 401 })
    await d.pass(6 * SECOND)
    await d.reads(card, /^🔴 Not sent: Discord does not accept this token.*Then press Try again/)
    await d.pass(HOUR)
    expect(mia.heard(d.app)).toHaveLength(0)
    await d.taps(card, 'Try again')
    await d.pass(SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('asked to wait, the card says for what, and that it leaves by itself', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hello')
    t.fake.fail('sendMessage', { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 300 })
    await t.taps(card, 'Send')
    expect(card.text).toMatch(/^🟢 Leaves in a moment/)
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🟡 Not sent yet: Telegram asked for a pause. It leaves by itself · approved by Kim/)
    await t.pass(301 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent/)
  })
})
