import { describe, expect, test } from 'vitest'
import { keepEdit } from '../core/approval/keep-edit.ts'
import { takeDraft } from '../core/approval/lease-draft.ts'
import { reviseDraft } from '../core/approval/revise-draft.ts'
import { inviteReviewer } from '../core/reviewers/invite-reviewer.ts'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import { buttonsOf, colourOf, livingMarkup, pictureOf, rawOf, selectsOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000
const labels = (card: Parameters<typeof buttonsOf>[0]) => buttonsOf(card).map(({ label }) => label)

describe('reviewing on Discord', () => {
  test('a fan writes, Kim sends, the fan hears once, and the card says so', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hi Nova, my dog Bruno ate my shoes')
    expect(pictureOf(card)).toMatch(/^🟠 Waiting since/)
    expect(pictureOf(card)).toContain('my dog Bruno ate my shoes')
    expect(labels(card)).toEqual(['✅ Send', '✏️ Edit', '🕘 Later', '🙅 No reply', 'Details'])
    expect(selectsOf(card)[0]?.options?.map(({ label }) => label)).toEqual([
      'Warmer',
      'Shorter',
      'No question',
      'No offer',
    ])
    const amber = colourOf(card)
    expect(await d.kim.taps(d.app, card, 'Details')).toMatch(/offline|recalled|Knows/)
    expect(await d.taps(card, 'Send')).toContain('5 seconds')
    expect(pictureOf(card)).toMatch(/^🟢 Leaves in a moment/)
    expect(labels(card)).toEqual(['↩️ Undo'])
    expect(mia.heard(d.app)).toHaveLength(0)
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
    await d.reads(card, /^🟢 Sent .* by Kim/)
    expect(colourOf(card)).not.toBe(amber)
    expect(labels(card)).toEqual([])
    await d.pass(60 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
    expect(d.desk()).toHaveLength(1)
    expect(d.fake.violations).toEqual([])
    expect(d.log.lines.join('\n')).not.toMatch(/Bruno|shoes|MTA1|aW50/)
  })

  test('Edit opens the words, gives back what changed, and sends nothing; Send is one more tap', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    const form = await d.kim.opens(d.app, card, 'Edit')
    const [draft] = await d.drafts()
    const words = (await d.card(draft?.id ?? '')).text
    expect(form.modal?.components[0]?.component?.value).toBe(words)
    await d.reads(card, /^🔵 .*Kim/)
    const sent = await d.kim.submits(d.app, form, `${words} You *star*!`)
    expect(sent.notes[0]?.text).toMatch(/Nothing was sent yet[\s\S]*You \*star\*!/)
    await d.reads(card, /Draft by Kim[\s\S]*You \*star\*!/)
    await d.pass(30 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(0)
    expect(await d.kim.answers(d.app, sent, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app).map(pictureOf)).toEqual([`${words} You *star*!`])
  })

  test('a card counts down until it is free again, from the last time somebody opened it', async () => {
    const d = await createDiscordWorld()
    const card = await d.fanWrites(d.person('Mia'), 'hello')
    const waiting = structuredClone(card)
    const freeAt = () => Number(/^\*\*🔵 Kim is editing.* free again <t:(\d+):R>\n/.exec(rawOf(card))?.[1]) * SECOND
    const lease = 120 * SECOND
    const near = (at: number) => at > d.now().getTime() + lease - 10 * SECOND && at <= d.now().getTime() + lease
    await d.kim.opens(d.app, waiting, 'Edit')
    const first = await d.until(() => (near(freeAt()) ? freeAt() : undefined), 'the countdown')
    await d.pass(60 * SECOND)
    expect(freeAt()).toBe(first)
    await d.kim.opens(d.app, waiting, 'Edit')
    const second = await d.until(() => (near(freeAt()) ? freeAt() : undefined), 'the countdown of the second time')
    expect(second).toBeGreaterThan(first)
    await d.pass(lease)
    await d.reads(card, /^🟠 Waiting/)
    expect(rawOf(card)).not.toContain('<t:')
  })

  test('another tone, an older version, later and no reply', async () => {
    const d = await createDiscordWorld()
    const [mia, tom] = [d.person('Mia'), d.person('Tom')]
    const card = await d.fanWrites(mia, 'what did you do today?')
    await d.kim.picks(d.app, card, 'Shorter')
    await d.reads(card, /Draft 2 of 2/)
    await d.taps(card, '◀')
    await d.reads(card, /Draft 1 of 2/)
    const later = await d.kim.opens(d.app, card, 'Later')
    expect(await d.kim.answers(d.app, later, '1 hour')).toMatch(/Put aside/)
    await d.reads(card, /^🕘 Put aside until/)
    const other = await d.fanWrites(tom, 'hi there')
    const why = await d.kim.opens(d.app, other, 'No reply')
    expect(await d.kim.answers(d.app, why, 'bad moment')).toMatch(/No reply/)
    await d.reads(other, /^⚫ No reply · Kim · bad moment/)
    expect(mia.heard(d.app).concat(tom.heard(d.app))).toEqual([])
  })

  test('decided in the console: the card turns, and a tap on what stood there says by whom', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    const stale = structuredClone(card)
    const [draft] = await d.drafts()
    await d.decides(draft?.id ?? '', { actor: { id: 'user:leo', name: 'Leo', role: 'manager', via: 'console' } })
    await d.settle()
    await d.reads(card, /approved by Leo/)
    expect(await d.taps(stale, 'Send')).toMatch(/Already approved by Leo/)
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('two people tap at once: one decides, the other is told who; a stranger is refused, and nobody else sees it', async () => {
    const d = await createDiscordWorld()
    const [mia, leo, eve] = [d.person('Mia'), d.person('Leo'), d.person('Eve')]
    await joins(d, leo)
    const card = await d.fanWrites(mia, 'hello')
    expect(await eve.taps(d.app, card, 'Send')).toMatch(/Only .* may decide here/)
    const said = await Promise.all([d.kim.taps(d.app, card, 'Send'), leo.taps(d.app, card, 'Send')])
    expect(said.filter((words) => words.includes('5 seconds'))).toHaveLength(1)
    expect(said.filter((words) => /Already approved by (Kim|Leo)/.test(words))).toHaveLength(1)
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
    expect(d.fake.violations).toEqual([])
  })

  test('what somebody half wrote is offered by name; whoever takes over goes on from any words', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hi')
    const form = await d.kim.opens(d.app, card, 'Edit')
    const [draft] = await d.drafts()
    const lee = { id: 'user:lee', name: 'Lee', role: 'manager', via: 'console' } as const
    const about = { tenantId: d.tenantId, draftId: draft?.id ?? '', actor: lee }
    await takeDraft(d.deps, { ...about, takeOver: true })
    await keepEdit(d.deps, { ...about, text: 'Lee began this' })
    await d.reads(card, /^🔵 Lee is editing/)
    const kept = await d.kim.submits(d.app, form, 'Kim has an idea')
    expect(kept.notes[0]?.text).toMatch(/Your words are kept/)
    await d.reads(card, /Half written by Kim: Kim has an idea/)
    expect(await d.taps(card, 'Go on from Kim')).toMatch(/Lee has this open/)
    const taken = await d.kim.opens(d.app, card, 'Take over')
    expect(taken.modal?.components[0]?.component?.value).toBe('Kim has an idea')
    await d.reads(card, /^🔵 Kim is editing/)
    expect(await d.taps(card, 'Go on from Lee')).toMatch(/These words are the draft now/)
    await d.reads(card, /Draft by Lee\s+Lee began this/)
    await d.taps(card, 'Send')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app).map(pictureOf)).toEqual(['Lee began this'])
  })

  test('a restart in between changes nothing: the buttons of before still decide', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    await d.restart()
    expect(await d.taps(card, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('what a fan writes is harmless on a card, and a draft of any length is whole', async () => {
    const d = await createDiscordWorld()
    const hostile =
      '@everyone <@1> <@&2> [free](https://evil.example) **bold** ||spoiler|| `code`\n# title\n>>> quote\u202e'
    const eve = d.person('**Eve** <@9>')
    const card = await d.fanWrites(eve, hostile)
    expect(livingMarkup(rawOf(card).replace(/\*\w+:\*/g, ''))).toEqual([])
    expect(pictureOf(card)).toContain('**bold** ||spoiler||')
    const [draft] = await d.drafts()
    const words = `${'line of *stars* and words '.repeat(400)}the end`
    await reviseDraft(d.deps, { tenantId: d.tenantId, draftId: draft?.id ?? '', text: words, actor: d.world.kim })
    await d.until(() => d.desk().length > 4, 'the parts')
    const shown = d.desk().map(pictureOf).join('\n')
    expect(shown.match(/line of \*stars\* and words/g)).toHaveLength(400)
    expect(labels(d.card_())).toContain('✅ Send')
    expect(await d.taps(d.card_(), 'Edit')).toMatch(/too long to be edited here/)

    const long = await d.fanWrites(d.person('Tom'), 'x'.repeat(100_000))
    expect(pictureOf(long)).toMatch(/characters more: read them in the console/)
    expect(d.fake.violations).toEqual([])
  })
})

describe('when Discord does not do as it should', () => {
  test('somebody deleted the card: it is drawn anew; without the right to write, the card comes when the right is given', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    d.fake.messages.splice(d.fake.messages.indexOf(card), 1)
    await d.isWrittenTo(mia, 'are you there?')
    await d.pass(9 * SECOND)
    await d.until(() => d.desk().length >= 2, 'both cards')
    d.reviewChannel.denied.add('SEND_MESSAGES')
    const tom = d.person('Tom')
    await d.isWrittenTo(tom, 'hi')
    await d.pass(9 * SECOND)
    expect(d.desk().some((one) => pictureOf(one).includes('Tom'))).toBe(false)
    d.reviewChannel.denied.clear()
    await d.pass(120 * SECOND)
    expect(d.desk().some((one) => pictureOf(one).includes('Tom'))).toBe(true)
  })

  test('the review channel is deleted: Health says so, and in another channel every waiting draft has a card', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    d.fake.messages.splice(d.fake.messages.indexOf(card), 1)
    d.fake.channels.delete(d.reviewChannel.id)
    await d.isWrittenTo(mia, 'are you there?')
    await d.pass(9 * SECOND)
    const told = async () => (await d.troubles()).map(({ problem }) => problem)
    await d.until(
      async () => (await told()).some((words) => /no such channel.*it was deleted/.test(words)),
      'a trouble',
    )
    const other = d.fake.addChannel({ type: 0, guildId: d.fake.snowflake(), name: 'another' })
    d.settings.reviewChannelId = other.id
    await d.restart()
    const anew = await d.until(() => d.fake.messages.find(({ channelId }) => channelId === other.id), 'a new card')
    await d.reads(anew, /are you there\?/)
    expect(await d.taps(anew, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('asked to wait, a reply waits and is sent once; a closed door is said on the card', async () => {
    const d = await createDiscordWorld()
    const [mia, tom] = [d.person('Mia'), d.person('Tom')]
    const card = await d.fanWrites(mia, 'hello')
    await d.taps(card, 'Send')
    d.fake.fail('POST /channels/:id/messages', { kind: 'error', status: 429, retryAfter: 30 })
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(0)
    await d.pass(31 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
    const other = await d.fanWrites(tom, 'hi')
    d.fake.closed.set(tom.id, 50007)
    await d.taps(other, 'Send')
    await d.pass(6 * SECOND)
    await d.reads(other, /^🔴 Not sent: .*closed them, blocked the bot, or left/)
  })

  test('a token that Discord does not accept is said in Health, and fans are heard as soon as it does', async () => {
    const d = await createDiscordWorld({ start: 'later' })
    d.fake.apps.delete(d.app.token)
    void d.start().catch(() => undefined)
    expect((await d.connection(({ problem }) => !!problem)).problem).toMatch(/does not accept this token/)
    d.fake.apps.set(d.app.token, d.app)
    await d.fake.until(() => d.fake.gateway.isConnected(d.app), 'the gateway')
    await d.connection(({ status }) => status === 'working')
    await d.isWrittenTo(d.person('Mia'), 'hello')
  })

  test('a review channel that the bot cannot see is said in Health, and fans are heard all the same', async () => {
    const d = await createDiscordWorld({ start: 'later', settings: { reviewChannelId: '123456789012345678' } })
    void d.start().catch(() => undefined)
    expect((await d.connection(({ problem }) => !!problem)).problem).toMatch(/review channel.*knows no such channel/)
    const mia = d.person('Mia')
    await d.fake.until(() => d.fake.gateway.isConnected(d.app), 'the gateway')
    await d.isWrittenTo(mia, 'heard all the same')
  })
})

/** Kim's team invites this person, who accepts. */
async function joins(d: DiscordWorld, someone: ReturnType<DiscordWorld['person']>): Promise<void> {
  const { token } = await inviteReviewer(d.deps, { tenantId: d.tenantId, channel: 'discord', actor: d.world.kim })
  someone.writes(d.app, `join_${token}`)
  const offer = await d.fake.until(() => someone.heard(d.app).at(-1), 'the offer')
  expect(await someone.taps(d.app, offer, 'I will read')).toMatch(/Welcome/)
  expect(await d.stored()).toBe(0)
}
