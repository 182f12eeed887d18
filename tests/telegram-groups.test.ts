import { describe, expect, test } from 'vitest'
import { askErasure } from '../core/erasure/ask-erasure.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld, REVIEW_GROUP, type TelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const SECOND_GROUP = -1_009_876_543_210
const NEW_ID = -1_009_999_999_999
/** The open card with these words, as soon as it stands; on a busy machine a call may have to be made twice. */
async function waitingCard(t: TelegramWorld, words: string, chatId?: number): Promise<ChatMessage> {
  for (let round = 0; round < 40; round += 1) {
    const card = t.desk(chatId).findLast(({ text }) => text.startsWith('🟠 Waiting') && text.includes(words))
    if (card) return card
    await t.pass(SECOND)
  }
  throw new Error(`Waited in vain for a card with “${words}”: ${t.desk(chatId).map(({ text }) => text)}`)
}

const BOTH = { settings: { reviewChatId: `${REVIEW_GROUP}, ${SECOND_GROUP}` } }

describe('several review groups', () => {
  test('a draft stands in each of them, and a decision in one turns every card', async () => {
    const t = await createTelegramWorld(BOTH)
    const mia = t.person('Mia')
    await t.fanWrites(mia, 'hi')
    const [here, there] = [await waitingCard(t, 'Mia', REVIEW_GROUP), await waitingCard(t, 'Mia', SECOND_GROUP)]
    expect(there.text).toBe(here.text)
    expect(await t.taps(there, 'Send')).toMatch(/5 seconds/)
    await t.untilSettled(async () => here.text.startsWith('🟢 Leaves in a moment'))
    await t.pass(6 * SECOND)
    await t.untilSettled(async () => [here, there].every(({ text }) => text.startsWith('🟢 Sent')))
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('a reply to a card in the second group is an edit like any other', async () => {
    const t = await createTelegramWorld(BOTH)
    await t.fanWrites(t.person('Mia'), 'hi')
    await t.kim.repliesTo(t.bot, await waitingCard(t, 'hi', SECOND_GROUP), 'other words')
    await waitingCard(t, 'other words', SECOND_GROUP)
    await waitingCard(t, 'other words', REVIEW_GROUP)
  })

  test('a deleted group: the others go on, and Health says which words it had', async () => {
    const t = await createTelegramWorld(BOTH)
    t.fake.blocked.set(SECOND_GROUP, 'bot was kicked from the supergroup chat')
    const mia = t.person('Mia')
    await t.fanWrites(mia, 'hi')
    await t.untilSettled(async () =>
      (await t.troubles()).some(({ problem }) => problem.includes('The bot was removed from this chat')),
    )
    await t.taps(await waitingCard(t, 'hi', REVIEW_GROUP), 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })
})

describe('a supergroup that changed its id', () => {
  test('Telegram refuses the old id: what waits is drawn anew under the new one, and can be decided there', async () => {
    const t = await createTelegramWorld()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    await t.fanWrites(mia, 'hi')
    await waitingCard(t, 'Mia')
    t.fake.migrations.set(REVIEW_GROUP, NEW_ID)
    await leo.writes(t.bot, 'hello')
    await t.pass(9 * SECOND)
    await waitingCard(t, 'Leo', NEW_ID)
    const card = await waitingCard(t, 'Mia', NEW_ID)
    expect((await t.connection(() => true)).settings).toMatchObject({ reviewChatId: String(NEW_ID) })
    // Within seconds by itself.
    await t.sync()
    expect(await t.taps(card, 'Send')).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    await t.untilSettled(async () => card.text.startsWith('🟢 Sent'))
    await t.untilSettled(async () => (await t.troubles()).length === 0)
  })

  test.each(['old', 'new'] as const)('told by a message in the %s chat, the cards follow at once', async (where) => {
    const t = await createTelegramWorld(BOTH)
    await t.fanWrites(t.person('Mia'), 'hi')
    await waitingCard(t, 'Mia')
    t.fake.migrations.set(REVIEW_GROUP, NEW_ID)
    const told =
      where === 'old'
        ? { chat: { id: REVIEW_GROUP, type: 'group' }, migrate_to_chat_id: NEW_ID }
        : { chat: { id: NEW_ID, type: 'supergroup' }, migrate_from_chat_id: REVIEW_GROUP }
    const message = { message_id: 9_000, date: 0, from: t.kim.from, ...told }
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, { message }))
    await waitingCard(t, 'Mia', NEW_ID)
    const { settings } = await t.connection(() => true)
    expect(settings).toMatchObject({ reviewChatId: `${NEW_ID},${SECOND_GROUP}` })
  })
})

describe('a topic for each fan', () => {
  test('goes when the fan is erased, with everything that people wrote in it', async () => {
    const t = await createTelegramWorld({ start: 'later' })
    const topics = new Map<number, string>()
    t.fake.forums.set(REVIEW_GROUP, topics)
    await t.startBots()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    await t.fanWrites(mia, 'hi')
    const hers = await waitingCard(t, 'Mia')
    await t.fanWrites(leo, 'hello')
    const his = await waitingCard(t, 'Leo')
    const [first] = await t.draftRows()
    await askErasure(t.deps, { tenantId: t.tenantId, fanId: first?.fanId ?? '', actor: t.kimActor })
    await t.untilSettled(async () => !topics.has(hers.topic ?? 0))
    expect([...topics.keys()]).toEqual([his.topic])
    expect(t.desk().map(({ topic }) => topic)).toEqual([his.topic])
  })

  test('stands in a reviewer’s private chat as well, where the bot has topics', async () => {
    const t = await createTelegramWorld({ start: 'later', group: false })
    t.bot.hasTopics = true
    await t.startBots()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    await t.fanWrites(mia, 'hi')
    const hers = await waitingCard(t, 'Mia')
    await t.fanWrites(leo, 'hello')
    const his = await waitingCard(t, 'Leo')
    expect(hers.chatId).toBe(t.kim.id)
    expect(hers.topic).toBeDefined()
    expect(his.topic).not.toBe(hers.topic)
    await t.taps(hers, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    await t.fanWrites(mia, 'me again')
    expect((await waitingCard(t, 'me again')).topic).toBe(hers.topic)
  })

  test('a bot without topics shows cards in the chat itself', async () => {
    const t = await createTelegramWorld({ group: false })
    await t.fanWrites(t.person('Mia'), 'hi')
    expect((await waitingCard(t, 'Mia')).topic).toBeUndefined()
  })
})

test('a message edited after approval: nothing leaves, and the card says what is said now', async () => {
  const t = await createTelegramWorld()
  const mia = t.person('Mia')
  const { kept } = await mia.writes(t.bot, 'send it')
  await t.pass(9 * SECOND)
  const card = t.card()
  await t.taps(card, 'Send')
  await mia.edits(t.bot, kept, 'do not send it')
  await t.pass(20 * SECOND)
  expect(t.heard(mia)).toEqual([])
  expect(t.desk().some(({ text }) => text.includes('do not send it'))).toBe(true)
})
