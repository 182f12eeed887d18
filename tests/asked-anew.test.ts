import { describe, expect, test } from 'vitest'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import type { FakeMessage } from './support/fake-discord.ts'
import { buttonsOf } from './support/fake-discord-rules.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld, type TelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

describe('“Send again” on Telegram is an answer to one question', () => {
  test('a second tap that comes late, when the answer was lost again, sends nothing', async () => {
    const t = await createTelegramWorld()
    const { card, heard } = await lostOnTelegram(t)
    const late = dataOf(card, 'Send again')
    await t.pass(MINUTE)
    t.fake.fail('sendMessage', { kind: 'lose-answer' })
    expect(await t.taps(card, 'Send again')).toMatch(/being sent again/)
    expect(heard()).toHaveLength(2)
    expect(card.text).toMatch(/^🟡 Did it arrive\?/)
    expect(await t.kim.forges(t.bot, card, late)).toMatch(/asked anew.*Nothing changed/)
    await t.pass(10 * MINUTE)
    expect(heard()).toHaveLength(2)
    expect(await t.taps(card, 'It arrived')).toMatch(/Noted as sent/)
    expect(await t.kim.forges(t.bot, card, late)).toMatch(/Somebody answered this before/)
    await t.pass(10 * MINUTE)
    expect(heard()).toHaveLength(2)
  })

  test('a card of before, which does not say what it asks, is drawn anew, and then it counts', async () => {
    const t = await createTelegramWorld()
    const { card, heard } = await lostOnTelegram(t)
    for (const words of ['Send again', 'It arrived', 'Leave it']) {
      const old = asBefore(dataOf(card, words))
      expect(await t.kim.forges(t.bot, card, old)).toMatch(/older than this version.*Nothing changed/)
    }
    await t.settle()
    expect(heard()).toHaveLength(1)
    expect(await t.taps(card, 'Send again')).toMatch(/being sent again/)
    await t.pass(6 * SECOND)
    expect(heard()).toHaveLength(2)
    expect(card.text).toMatch(/^🟢 Sent/)
  })
})

describe('“Send again” on Discord is an answer to one question', () => {
  test('a second tap that comes late, when the answer was lost again, sends nothing', async () => {
    const d = await createDiscordWorld()
    const { card, heard } = await lostOnDiscord(d)
    const late = structuredClone(card)
    // Later than Discord knows what was sent before.
    await d.pass(10 * MINUTE)
    expect(await d.taps(card, 'Send again')).toMatch(/being sent again/)
    await looksInVain(d)
    await d.until(() => dataOn(card) !== undefined && dataOn(card) !== dataOn(late), 'the next question')
    d.fake.heal()
    expect(heard()).toHaveLength(2)
    expect(await d.taps(late, 'Send again')).toMatch(/asked anew.*Nothing changed/)
    await d.pass(10 * MINUTE)
    expect(heard()).toHaveLength(2)
    expect(await d.taps(card, 'It arrived')).toMatch(/Noted as sent/)
    await d.reads(card, /^🟢 Sent/)
    expect(await d.taps(late, 'Send again')).toMatch(/Somebody answered this before/)
  })

  test('a card of before, which does not say what it asks, is drawn anew, and then it counts', async () => {
    const d = await createDiscordWorld()
    const { card, heard } = await lostOnDiscord(d)
    d.fake.heal()
    const old = structuredClone(card)
    for (const button of buttonsOf(old)) button.custom_id = asBefore(button.custom_id ?? '')
    for (const words of ['Send again', 'It arrived', 'Leave it']) {
      expect(await d.taps(old, words)).toMatch(/older than this version.*Nothing changed/)
    }
    expect(heard()).toHaveLength(1)
    expect(await d.taps(card, 'It arrived')).toMatch(/Noted as sent/)
    await d.reads(card, /^🟢 Sent/)
  })
})

async function lostOnTelegram(t: TelegramWorld) {
  const mia = t.person('Mia')
  const card = await t.fanWrites(mia, 'hi')
  await t.taps(card, 'Send')
  t.fake.fail('sendMessage', { kind: 'lose-answer' })
  await t.pass(6 * SECOND)
  expect(card.text).toMatch(/^🟡 Did it arrive\?/)
  return { card, heard: () => t.heard(mia) }
}

async function lostOnDiscord(d: DiscordWorld) {
  const mia = d.person('Mia')
  const card = await d.fanWrites(mia, 'hi')
  await d.taps(card, 'Send')
  loseAnswers(d)
  await d.pass(6 * SECOND)
  await looksInVain(d)
  await d.reads(card, /^🟡 Did it arrive\?/)
  return { card, heard: () => mia.heard(d.app) }
}

/** What is sent arrives, but nobody is told so, and the chat cannot be read. */
function loseAnswers({ fake }: DiscordWorld): void {
  fake.fail('POST /channels/:id/messages', { kind: 'lose-answer' }, 1_000)
  fake.fail('GET /channels/:id/messages', { kind: 'close-before' }, 1_000)
}

/** The chat is asked for a while; then a person is. */
async function looksInVain(d: DiscordWorld): Promise<void> {
  for (let round = 0; round < 6; round += 1) await d.pass(15 * SECOND)
}

function dataOf(card: ChatMessage, words: string): string {
  const button = card.buttons.flat().find(({ text }) => text.includes(words))
  if (!button) throw new Error(`There is no button “${words}”: ${namesOf(card)}`)
  return button.data
}

const namesOf = ({ buttons }: ChatMessage) =>
  buttons
    .flat()
    .map(({ text }) => text)
    .join(' | ')

const dataOn = (card: FakeMessage) => buttonsOf(card).find(({ label }) => label?.includes('Send again'))?.custom_id

/** A button as it was drawn when it named the draft and no question. */
const asBefore = (data: string) => data.split(':').slice(0, 3).join(':')
