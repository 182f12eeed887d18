import { describe, expect, test } from 'vitest'
import { createTelegramWorld, type TelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const fileOf = (id: string) => ({ file_id: id, file_unique_id: `u-${id}` })

async function messagesOfOnlyFan(t: TelegramWorld) {
  await t.pass(9 * SECOND)
  const [draft] = await t.draftRows()
  return t.messagesOf(draft?.fanId ?? '')
}

describe('what fans send', () => {
  test.each([
    [
      'photo',
      { photo: [fileOf('small'), fileOf('large')], caption: 'look!' },
      { kind: 'photo', reference: 'large' },
      'look!',
    ],
    ['voice', { voice: { ...fileOf('v'), duration: 7 } }, { kind: 'voice', reference: 'v', seconds: 7 }, ''],
    [
      'video',
      { video: { ...fileOf('mov'), duration: 3 }, caption: 'me' },
      { kind: 'video', reference: 'mov', seconds: 3 },
      'me',
    ],
    ['sticker', { sticker: { ...fileOf('s'), emoji: '🥰' } }, { kind: 'sticker', reference: 's', label: '🥰' }, ''],
    [
      'document',
      { document: { ...fileOf('d'), file_name: 'cv.pdf' } },
      { kind: 'document', reference: 'd', label: 'cv.pdf' },
      '',
    ],
    ['location', { location: { latitude: 48.85, longitude: 2.35 } }, { kind: 'location', reference: '48.85,2.35' }, ''],
    ['poll', { poll: { id: 'p', question: 'a?' } }, { kind: 'other', reference: 'poll' }, ''],
  ])('a %s is kept by reference, and its words are read', async (_, content, media, body) => {
    const t = await createTelegramWorld()
    await t.person('Mia').sends(t.bot, content)
    const [message] = await messagesOfOnlyFan(t)
    expect(message?.media[0]).toMatchObject(media)
    expect(message?.body).toBe(body)
    expect(t.card().text).toContain('Mia')
  })

  test('an edit changes the message, voids the draft, and a new one is made', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const { kept } = await mia.writes(t.bot, 'i love catz')
    await t.pass(9 * SECOND)
    const old = t.card()
    await mia.edits(t.bot, kept, 'i love cats')
    await t.pass(9 * SECOND)
    expect(old.text).toMatch(/^⚪ Superseded/)
    expect(t.card().text).toContain('i love cats (changed)')
    expect((await messagesOfOnlyFan(t)).map(({ body }) => body)).toEqual(['i love cats'])
  })

  test('a fan’s language is heard, and honest words wait for a person in it', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Chloé', { language: 'fr-CA' }), '/privacy')
    expect(card.text).toMatch(/une personne lit et approuve/)
    expect(card.text).toMatch(/logiciel/)
  })

  test.each(['/start', '/help', '/privacy', '/start ref42'])(
    'after %s a person is offered words that say that software helps; until they are sent the fan hears nothing',
    async (command) => {
      const t = await createTelegramWorld()
      const mia = t.person('Mia')
      const card = await t.fanWrites(mia, command)
      expect(card.text).toMatch(/help of software/)
      expect(card.text).toMatch(/person reads and approves/)
      await t.pass(20 * SECOND)
      expect(t.heard(mia)).toEqual([])
      await t.taps(card, 'Send')
      await t.pass(20 * SECOND)
      expect(t.heard(mia)).toHaveLength(1)
    },
  )

  test('the same update told twice is one message', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const { updateId, message } = await mia.writes(t.bot, 'only once')
    const again = t.fake.push(t.bot, { message }, updateId)
    await t.fake.until(() => !t.bot.updates.some(({ update_id }) => update_id === again))
    expect((await messagesOfOnlyFan(t)).map(({ body }) => body)).toEqual(['only once'])
  })

  test('a message stays unconfirmed until it is stored', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const { db } = t.store
    let failures = 2
    const transaction = db.transaction.bind(db)
    t.store.db.transaction = (async (...args: Parameters<typeof transaction>) => {
      if (failures > 0 && t.bot.updates.length > 0) {
        failures -= 1
        throw new Error('the database is away')
      }
      return transaction(...args)
    }) as typeof db.transaction
    try {
      await mia.writes(t.bot, 'do not lose me')
    } finally {
      t.store.db.transaction = transaction
    }
    expect(failures).toBe(0)
    expect((await messagesOfOnlyFan(t)).map(({ body }) => body)).toEqual(['do not lose me'])
  })
})

describe('what is no message of a fan is acknowledged and changes nothing', () => {
  const person = { id: 77, is_bot: false, first_name: 'X' }
  const group = { id: -55, type: 'group', title: 'Others' }
  test.each<[string, Record<string, unknown>]>([
    ['an update kind nobody knows', { brand_new_thing: { a: 1 } }],
    ['nothing at all', {}],
    ['a channel post', { channel_post: { message_id: 1, date: 1, chat: { id: -9, type: 'channel' }, text: 'x' } }],
    ['a message in another group', { message: { message_id: 1, date: 1, chat: group, from: person, text: 'hi' } }],
    ['somebody joined', { message: { message_id: 1, date: 1, chat: group, from: person, new_chat_members: [person] } }],
    [
      'a message without a sender',
      { message: { message_id: 1, date: 1, chat: { id: 5, type: 'private' }, text: 'x' } },
    ],
    ['a message without a chat', { message: { message_id: 1, date: 1, from: person, text: 'x' } }],
    [
      'a message with wrong types',
      { message: { message_id: 'a', date: {}, chat: { id: 5, type: 'private' }, from: person, text: 7 } },
    ],
    ['a reaction', { message_reaction: { chat: group, message_id: 1 } }],
    ['a poll answer', { poll_answer: { poll_id: '1', option_ids: [] } }],
    ['a tap without data', { callback_query: { id: 'q', from: person, chat_instance: 'x' } }],
  ])('%s', async (_, update) => {
    const t = await createTelegramWorld()
    await t.fake.confirmed(t.bot, t.fake.push(t.bot, update))
    await t.fanWrites(t.person('Mia'), 'after it')
    expect(t.card().text).toContain('after it')
    expect(await t.draftRows()).toHaveLength(1)
  })
})

describe('words that try to break things', () => {
  test.each([
    ['right-to-left overrides', 'abc\u202Egnp.exe\u202C \u2066x\u2069'],
    ['NUL and control characters', 'a\u0000b\u0007c\u001b[31m'],
    ['lone surrogates', 'a\ud800b\udc00'],
    ['100,000 characters', 'long '.repeat(20_000)],
    ['10,000 combining marks', `e${'\u0301'.repeat(10_000)}`],
    ['HTML', '<b>bold</b> <a href="https://x.example">click</a> &amp; </blockquote>'],
    ['mentions, commands and links', '@kim_boss /queue #tag https://evil.example/x evil.example'],
    ['emoji families', '👨‍👩‍👧‍👦'.repeat(2_000)],
    ['only white space', ' \n\t '],
  ])('%s: stored, on a card, and nothing gets out of line', async (_, text) => {
    const t = await createTelegramWorld()
    const mia = t.person('Mi\u202Ea <b>\n🟢 Sent')
    await mia.writes(t.bot, text)
    const stored = await messagesOfOnlyFan(t)
    expect(stored).toHaveLength(1)
    const card = t.card()
    expect(card.text.split('\n')[0]).toMatch(/^🟠 Waiting since/)
    expect(card.text).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/)
    expect(card.text).not.toContain('\u0000')
    expect(card.text).not.toMatch(/\p{M}{9}/u)
    expect(card.text.isWellFormed()).toBe(true)
    expect(card.text.length).toBeLessThanOrEqual(4_096)
    expect(card.entities.every(({ type }) => ['b', 'i', 'blockquote'].includes(type))).toBe(true)
    expect(card.text).not.toMatch(/(^|\s)[@/]\w|:\/\//m)
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('no word of a fan and no token reaches the log', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Miranda')
    const card = await t.fanWrites(mia, 'my secret is strawberries')
    await t.repliesTo(card, 'strawberries it is')
    await t.pass(10 * SECOND)
    expect(t.log.lines.length).toBeGreaterThanOrEqual(3)
    expect(t.log.lines.join('\n')).not.toMatch(/strawberries|Miranda|AAE-/)
  })
})
