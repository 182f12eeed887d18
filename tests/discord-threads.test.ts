import { describe, expect, test } from 'vitest'
import { askErasure } from '../core/erasure/ask-erasure.ts'
import { seedReviewers } from '../core/reviewers/find-reviewer.ts'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import { pictureOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000
const inThreads = { settings: { threadPerFan: true } }

/** A fan writes, and their card stands in a thread. */
async function cardOf(d: DiscordWorld, fan: ReturnType<DiscordWorld['person']>, text: string) {
  await d.isWrittenTo(fan, text)
  await d.pass(9 * SECOND)
  const shown = () =>
    d
      .threads()
      .flatMap(d.inThread)
      .find((message) => isAbout(pictureOf(message), text))
  // What failed because this machine was busy is tried again when its time comes.
  return d.until(async () => shown() ?? d.pass(SECOND).then(() => undefined), `the card about “${text}”`)
}

/** The card that waits; the one before it shows the new words, too. */
const isAbout = (picture: string, text: string) => /^🟠 Waiting/.test(picture) && picture.includes(text)

describe('a thread for each fan on Discord', () => {
  test('cards of a fan stand in a thread of their own, named by an alias, and their buttons decide', async () => {
    const d = await createDiscordWorld(inThreads)
    const [mia, leo] = [d.person('Mia'), d.person('Leo')]
    const first = await cardOf(d, mia, 'good morning')
    const other = await cardOf(d, leo, 'hello there')
    expect(await d.taps(first, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    await d.reads(first, /^🟢 Sent .* by Kim/)
    const second = await cardOf(d, mia, 'me again')
    expect(second.channelId).toBe(first.channelId)
    expect(other.channelId).not.toBe(first.channelId)
    expect(d.threads().map(({ name }) => name)).toEqual([
      expect.stringMatching(/^Fan [2-9A-Z]{5}$/),
      expect.stringMatching(/^Fan [2-9A-Z]{5}$/),
    ])
    const form = await d.kim.opens(d.app, second, 'Edit')
    const edited = await d.kim.submits(d.app, form, 'new words')
    expect(await d.kim.answers(d.app, edited, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app).map(pictureOf).at(-1)).toBe('new words')
    expect(d.desk()).toEqual([])
    expect(d.fake.violations).toEqual([])
  })

  test('whoever may decide is in a fan’s thread before the card comes, else Discord marks nothing new for them', async () => {
    const d = await createDiscordWorld(inThreads)
    const mia = d.person('Mia')
    const first = await cardOf(d, mia, 'good morning')
    const thread = d.fake.channels.get(first.channelId)
    expect([...(thread?.joined ?? [])]).toEqual([d.kim.id])
    const routes = d.fake.calls.map(({ route }) => route)
    const joins = 'PUT /channels/:id/thread-members/:id'
    expect(routes.indexOf(joins)).toBeLessThan(routes.indexOf('POST /channels/:id/messages'))

    // Leo comes to the team later, somebody is on the list who is not in the server, and meanwhile the thread went to the archive.
    const [leo, nobody] = [d.person('Leo'), '200000000000000009']
    await seedReviewers(d.deps, { tenantId: d.tenantId, channel: 'discord', externalIds: [leo.id, nobody] })
    if (thread) thread.archived = true
    const second = await cardOf(d, mia, 'me again')
    expect(second.channelId).toBe(first.channelId)
    await d.until(() => thread?.joined.has(leo.id), 'Leo to be in the thread')
    expect(d.log.lines.join('\n')).toMatch(/discord thread.*200000000000000009/)
    // Who is in already is not brought again, and who may not come in not with every card.
    const asked = () => d.fake.calls.filter(({ route }) => route === joins).length
    const before = asked()
    const third = await cardOf(d, mia, 'and once more')
    expect(third.channelId).toBe(first.channelId)
    expect([...(thread?.joined ?? [])]).toEqual([d.kim.id, leo.id])
    expect(asked() - before).toBe(0)
    await d.pass(3_600 * SECOND)
    await cardOf(d, mia, 'an hour later')
    expect(asked() - before).toBe(1)
    expect(d.fake.violations).toEqual([])
  })

  test('a deleted thread is made anew with its card; one that went to the archive comes back', async () => {
    const d = await createDiscordWorld(inThreads)
    const mia = d.person('Mia')
    const first = await cardOf(d, mia, 'hi there')
    const [thread] = d.threads()
    if (thread) thread.archived = true
    const second = await cardOf(d, mia, 'still there?')
    expect(second.channelId).toBe(first.channelId)
    expect(thread?.archived).toBe(false)
    await d.until(
      () => d.inThread(thread).some((one) => /^⚪ Superseded/.test(pictureOf(one))),
      'the old card to say so',
    )
    expect(d.inThread(thread)).toHaveLength(2)
    if (thread) d.fake.removeChannel(thread)
    await d.kim.interact(d.app, 3, { component_type: 2, custom_id: 'nothing of ours' }, second)
    const third = await cardOf(d, mia, 'and now?')
    expect(third.channelId).not.toBe(first.channelId)
    expect(await d.taps(third, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('in a forum each fan has a thread without a setting; where threads are not allowed, cards stand in the channel', async () => {
    const forum = await createDiscordWorld({ forum: true })
    const card = await cardOf(forum, forum.person('Mia'), 'hi there')
    expect(await forum.taps(card, 'Send')).toContain('5 seconds')
    expect(forum.fake.violations).toEqual([])

    const d = await createDiscordWorld(inThreads)
    d.reviewChannel.denied.add('CREATE_PUBLIC_THREADS')
    expect(pictureOf(await d.fanWrites(d.person('Leo'), 'hello'))).toMatch(/^🟠 Waiting/)
    expect(d.threads()).toEqual([])
  })

  test('somebody who shows a thread of another channel decides nothing', async () => {
    const d = await createDiscordWorld(inThreads)
    const card = await cardOf(d, d.person('Mia'), 'hi there')
    const elsewhere = d.fake.addChannel({ type: 0, guildId: d.fake.snowflake(), name: 'elsewhere' })
    const thread = d.fake.addChannel({ type: 11, parentId: elsewhere.id, guildId: d.fake.snowflake() })
    expect(await d.kim.taps(d.app, { ...card, channelId: thread.id }, 'Send')).toMatch(/You may not decide here/)
    expect(await d.drafts('approved')).toEqual([])
  })

  test('a fan is forgotten: their cards and their thread go, and nobody else’s', async () => {
    const d = await createDiscordWorld(inThreads)
    const [mia, leo] = [d.person('Mia'), d.person('Leo')]
    const card = await cardOf(d, mia, 'please forget me')
    const other = await cardOf(d, leo, 'hello there')
    const [draft] = (await d.draftRows()).filter(({ status }) => status === 'pending')
    await askErasure(d.deps, { tenantId: d.tenantId, fanId: draft?.fanId ?? '', actor: d.world.kim })
    await d.until(() => !d.fake.channels.has(card.channelId), 'the thread to go')
    expect(d.fake.messages.filter(({ channelId }) => channelId === card.channelId)).toEqual([])
    expect(d.inThread(d.fake.channels.get(other.channelId))).toEqual([other])
  })
})
