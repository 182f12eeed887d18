import { describe, expect, test } from 'vitest'
import { askErasure } from '../core/erasure/ask-erasure.ts'
import { inviteReviewer } from '../core/reviewers/invite-reviewer.ts'
import { createDiscordWorld } from './support/discord-world.ts'
import type { FakeMessage } from './support/fake-discord.ts'
import { pictureOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000

describe('fans on Discord', () => {
  test('a fan writes in private, a person approves in the console, the fan hears once, letter for letter', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    await d.isWrittenTo(mia, 'hi Nova, my dog Bruno ate my shoes')
    await d.pass(9 * SECOND)
    const [draft] = await d.drafts()
    const words = 'poor *shoes*! <@123> [look](https://example.com/a_b_c) 1 < 2 👩‍👩‍👧'
    expect(mia.heard(d.app)).toHaveLength(0)
    const asked = await d.decides(draft?.id ?? '', { text: words })
    const acknowledged = asked.kind === 'confirm' ? asked.warnings.map(({ rule }) => rule) : []
    expect(await d.decides(draft?.id ?? '', { text: words, acknowledged })).toMatchObject({ kind: 'approved' })
    await d.pass(6 * SECOND)
    const heard = await d.until(() => mia.heard(d.app)[0], 'the reply')
    expect(pictureOf(heard)).toBe(words)
    await d.pass(60 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
    expect(d.fake.violations).toEqual([])
    // The bot hears itself, and knows its own voice.
    expect(await d.stored()).toBe(2)
  })
})

describe('what a fan can say', () => {
  test('pictures, voice, stickers, answers and edits are kept; bots, servers and the bot itself are not heard', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const first = await d.isWrittenTo(mia, 'hi')
    await d.isWrittenTo(mia, '', {
      attachments: [{ id: '77', filename: 'beach.png', content_type: 'image/png' }],
      sticker_items: [{ id: '88', name: 'wave' }],
      message_reference: { message_id: first.id },
      type: 19,
    })
    d.fake.gateway.dispatch(d.app, 'MESSAGE_CREATE', { nothing: 'we know' })
    const robot = d.person('Robot')
    robot.user.bot = true
    robot.writes(d.app, 'buy now')
    mia.chats(d.app, d.reviewChannel, 'chatter in a server')
    mia.edits(d.app, first, 'hi, it is Mia')
    await d.isWrittenTo(mia, 'and one more')
    await d.pass(9 * SECOND)
    const [draft] = await d.drafts()
    const card = await d.card(draft?.id ?? '')
    expect(
      card.messages.map(({ body, media, isEdited }) => [body, media.map(({ kind, label }) => [kind, label]), isEdited]),
    ).toEqual([
      ['hi, it is Mia', [], true],
      [
        '',
        [
          ['photo', 'beach.png'],
          ['sticker', 'wave'],
        ],
        false,
      ],
      ['and one more', [], false],
    ])
    expect(await d.stored()).toBe(3)
    expect(d.log.lines.join('\n')).not.toMatch(/one more|it is Mia|beach|MTA1/)
  })

  test('a message changed after approval: the yes is void, and the new words get a draft', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const said = await d.isWrittenTo(mia, 'do you like catz')
    await d.pass(9 * SECOND)
    const card = d.card_()
    await d.taps(card, 'Send')
    mia.edits(d.app, said, 'do you like cars')
    await d.reads(card, /^⚪ Superseded/)
    await d.pass(20 * SECOND)
    expect(mia.heard(d.app)).toEqual([])
    await d.until(() => pictureOf(d.card_()).includes('do you like cars (changed)'), 'a card about the new words')
  })

  test('a message deleted after approval: the yes is void, the card says why, and nothing is drafted', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const said = await d.isWrittenTo(mia, 'forget I said this')
    await d.pass(9 * SECOND)
    const card = d.card_()
    await d.taps(card, 'Send')
    d.fake.gateway.dispatch(d.app, 'MESSAGE_DELETE', { nothing: 'we know' })
    d.fake.gateway.dispatch(d.app, 'MESSAGE_DELETE', { id: '1', channel_id: said.channelId, guild_id: '2' })
    mia.deletes(d.app, { ...said, id: '123' })
    mia.deletes(d.app, said)
    await d.reads(card, /^⚪ Closed: Mia took the message back/)
    await d.pass(60 * SECOND)
    expect(mia.heard(d.app)).toEqual([])
    expect(await d.draftRows()).toHaveLength(1)
  })

  test('the connection breaks and is resumed: what came meanwhile is heard, once', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    await d.isWrittenTo(mia, 'one')
    d.fake.gateway.drop()
    mia.writes(d.app, 'two')
    mia.writes(d.app, 'three')
    await d.hears(3)
    expect(d.app.identifies).toBe(1)
    await d.isWrittenTo(mia, 'four')
    expect(await d.stored()).toBe(4)
  })

  test('nobody listened for a while: every chat that is known is asked what came', async () => {
    const d = await createDiscordWorld()
    const [mia, tom] = [d.person('Mia'), d.person('Tom')]
    await d.isWrittenTo(mia, 'one')
    await d.isWrittenTo(tom, 'uno')
    await d.stop()
    d.fake.gateway.forget()
    for (const word of ['two', 'three']) mia.writes(d.app, word)
    tom.writes(d.app, 'dos')
    await d.restart()
    await d.hears(5)
    d.fake.gateway.forget()
    mia.writes(d.app, 'four')
    await d.hears(6)
    expect(await d.stored()).toBe(6)
  })

  test('what fans changed or deleted while nobody listened is noticed, and nothing that only looks so', async () => {
    const d = await createDiscordWorld()
    const [mia, tom, ada] = [d.person('Mia'), d.person('Tom'), d.person('Ada')]
    const catz = await d.isWrittenTo(mia, 'do you like catz')
    const secret = await d.isWrittenTo(tom, 'forget I said this')
    await d.isWrittenTo(ada, 'hello there')
    await d.pass(9 * SECOND)
    const about = (fan: string) => d.desk().findLast((card) => pictureOf(card).includes(fan))
    const [mias, toms] = [about('Mia'), about('Tom')]
    if (!mias || !toms) throw new Error('There are no cards.')
    await d.taps(mias, 'Send')
    await d.stop()
    d.fake.gateway.forget()
    mia.edits(d.app, catz, 'do you like cars')
    tom.deletes(d.app, secret)
    await d.restart()
    await d.reads(mias, /^⚪ Superseded/)
    await d.reads(toms, /^⚪ Closed: Tom took the message back/)
    await d.pass(20 * SECOND)
    await d.until(() => pictureOf(d.card_()).includes('do you like cars (changed)'), 'a card about the new words')
    expect(mia.heard(d.app)).toEqual([])
    expect(pictureOf(about('Ada') as FakeMessage)).toMatch(/^🟠 Waiting/)
    const drafts = (await d.draftRows()).length
    await d.restart()
    await d.pass(20 * SECOND)
    expect(await d.draftRows()).toHaveLength(drafts)
    expect(await d.stored()).toBe(3)
  })

  test('what was forgotten stays forgotten, although the chat still shows it', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    await d.isWrittenTo(mia, 'Bruno ate my shoes')
    await d.pass(20 * SECOND)
    const [draft] = await d.drafts()
    await askErasure(d.deps, { tenantId: d.tenantId, fanId: draft?.fanId ?? '', actor: d.world.kim })
    await d.pass(20 * SECOND)
    expect(await d.stored()).toBe(0)
    await d.pass(3_600 * SECOND)
    await d.isWrittenTo(mia, 'hello')
    expect(await d.stored()).toBe(1)
    await d.stop()
    d.fake.gateway.forget()
    mia.writes(d.app, 'are you there?')
    await d.restart()
    await d.hears(2)
    const kim = { tenantId: d.tenantId, channel: 'discord', actor: d.world.kim } as const
    const { token } = await inviteReviewer(d.deps, kim)
    mia.writes(d.app, `join_${token}`)
    await d.until(() => mia.heard(d.app).length > 0 || undefined, 'the offer')
    const offers = mia.heard(d.app).length
    await d.stop()
    d.fake.gateway.forget()
    mia.writes(d.app, 'hello?')
    await d.restart()
    await d.hears(3)
    await d.pass(20 * SECOND)
    expect(await d.stored()).toBe(3)
    // What was read again in the chat is no second question either.
    expect(mia.heard(d.app)).toHaveLength(offers)
  })
})
