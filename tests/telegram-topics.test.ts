import { describe, expect, test } from 'vitest'
import { reviseDraft } from '../core/approval/revise-draft.ts'
import { createTelegramWorld, REVIEW_GROUP } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60_000

async function createForumWorld() {
  const t = await createTelegramWorld({ start: 'later' })
  const topics = new Map<number, string>()
  t.fake.forums.set(REVIEW_GROUP, topics)
  await t.startBots()
  return { ...t, topics }
}

describe('a topic for each fan', () => {
  test('cards of a fan stand in a topic of their own, named by an alias', async () => {
    const t = await createForumWorld()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    const first = await t.fanWrites(mia, 'hi')
    const other = await t.fanWrites(leo, 'hello')
    await t.taps(first, 'Send')
    await t.pass(6 * SECOND)
    const second = await t.fanWrites(mia, 'me again')
    expect(t.topics.size).toBe(2)
    expect(first.topic).toBe(second.topic)
    expect(other.topic).not.toBe(first.topic)
    expect([...t.topics.values()].every((name) => /^Fan [2-9A-Z]{5}$/.test(name))).toBe(true)
    expect(t.heard(mia)).toHaveLength(1)
    const edited = await t.repliesTo(second, 'new words')
    expect(edited.topic).toBe(second.topic)
  })

  test('a deleted topic: the card comes back in a new one, with its buttons', async () => {
    const t = await createForumWorld()
    const mia = t.person('Mia')
    const first = await t.fanWrites(mia, 'hi')
    t.topics.delete(first.topic ?? 0)
    for (const gone of t.desk()) t.fake.messages.splice(t.fake.messages.indexOf(gone), 1)
    await mia.writes(t.bot, 'still there?')
    await t.pass(9 * SECOND)
    await t.pass(2 * SECOND)
    const card = t.desk().find(({ text }) => text.startsWith('🟠 Waiting')) ?? t.card()
    expect(t.topics.has(card.topic ?? 0)).toBe(true)
    expect(card.text).toMatch(/^🟠 Waiting/)
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
  })

  test('a bot that may not make topics shows its cards all the same', async () => {
    const t = await createForumWorld()
    const description = 'Bad Request: not enough rights to create a topic'
    t.fake.fail('createForumTopic', { kind: 'error', code: 400, description })
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(card.text).toMatch(/^🟠 Waiting/)
    expect(card.topic).toBeUndefined()
  })

  test('a group without topics has none', async () => {
    const t = await createTelegramWorld()
    expect((await t.fanWrites(t.person('Mia'), 'hi')).topic).toBeUndefined()
  })
})

describe('a burst of changes', () => {
  test('sixty changes of one card in a minute stay within what a group may get, and the last picture stands', async () => {
    const t = await createTelegramWorld()
    await t.fanWrites(t.person('Mia'), 'hi')
    const [draft] = await t.drafts()
    const draftId = draft?.id ?? ''
    for (let change = 1; change <= 60; change += 1) {
      await reviseDraft(t.deps, { tenantId: t.tenantId, draftId, text: `words ${change}`, actor: t.kimActor })
      await t.pass(SECOND)
    }
    expect(t.fake.violations).toEqual([])
    await t.pass(MINUTE)
    const drawn = t.fake.calls.filter(({ method }) => method === 'sendMessage' || method === 'editMessageText')
    expect(drawn.length).toBeLessThanOrEqual(40)
    expect(t.card().text).toContain('words 60')
    expect(t.fake.violations).toEqual([])
  })

  test('new cards of many fans leave room in a private chat: what was decided elsewhere turns first', async () => {
    const t = await createTelegramWorld({ group: false })
    for (let index = 0; index < 8; index += 1) await t.person(`Fan ${index}`).writes(t.bot, 'hi')
    await t.pass(9 * SECOND)
    const cards = t.desk(t.kim.id)
    for (const { id } of await t.drafts()) {
      const { fan } = await t.card_(id)
      if (cards.some(({ text }) => text.includes(fan.name))) await t.decides(id, { verdict: 'reject' })
    }
    const waiting = () => cards.filter(({ text }) => text.startsWith('🟠')).length
    expect([cards.length, waiting()]).toEqual([2, 2])
    await t.settle()
    expect(waiting()).toBe(1)
    await t.pass(3 * SECOND)
    expect(waiting()).toBe(0)
  })
})
