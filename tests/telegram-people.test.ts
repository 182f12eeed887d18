import { describe, expect, test } from 'vitest'
import { buttonData } from '../bot/review/card-verbs.ts'
import { newId } from '../db/ids.ts'
import { reviewersOf, setReviewerActive } from '../db/reviewers.ts'
import { inTenant } from '../db/scope.ts'
import type { ChatMessage } from './support/fake-telegram.ts'
import { createTelegramWorld, REVIEW_GROUP } from './support/telegram-world.ts'

const SECOND = 1_000
const HOUR = 3_600_000

describe('who may decide', () => {
  test('somebody else in the review group is refused in private, and nothing changes', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const stranger = t.person('Stranger')
    await t.fanWrites(mia, 'hi')
    const card = t.card()
    const before = structuredClone(card)
    for (const button of ['Send', 'Edit', 'Other', 'Later', 'No reply']) {
      const said = await t.taps(card, button, stranger)
      expect(said).toMatch(/^Only .* may decide here\. Nothing changed/)
      expect(said).not.toMatch(/Mia|hi /)
    }
    await stranger.repliesTo(t.bot, card, 'my own words')
    await stranger.says(t.bot, REVIEW_GROUP, '/queue')
    await t.pass(20 * SECOND)
    expect(card).toEqual(before)
    expect(t.heard(mia)).toEqual([])
    expect(t.desk()).toHaveLength(1)
  })

  test('a fan who forges a button in their own chat decides nothing and learns nothing', async () => {
    const t = await createTelegramWorld()
    const [mia, leo] = [t.person('Mia'), t.person('Leo')]
    await t.fanWrites(mia, 'secret of Mia')
    const [draft] = await t.drafts()
    await leo.writes(t.bot, '/id')
    const note = (await t.fake.until(() => t.heard(leo).length > 0 && t.desk(leo.id)[0])) as ChatMessage
    const said = await leo.forges(t.bot, note, buttonData('send', draft?.id ?? '', 1))
    expect(said).toBe('You may not decide here. Nothing changed.')
    await t.pass(20 * SECOND)
    expect(t.heard(mia)).toEqual([])
  })

  test.each([
    ['nonsense', 'nonsense'],
    ['empty', ''],
    ['another verb', `zz:${'A'.repeat(22)}:1`],
    ['an injection', "s:' or 1=1 --:1"],
    ['far too long', `s:${'A'.repeat(60)}:1`],
  ])('button data that we never made (%s) is answered and changes nothing', async (_, data) => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.kim.forges(t.bot, card, data)).toBe('This button is not known here. Nothing changed.')
    expect(card.text).toMatch(/^🟠/)
  })

  test('a draft that is gone, and one of another workspace, are gone', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.kim.forges(t.bot, card, buttonData('send', newId(), 1))).toMatch(/This draft is gone/)
    const [draft] = await t.drafts()
    await t.store.db.execute(`update drafts set tenant_id = 'somebody-else' where id = '${draft?.id}'`)
    expect(await t.kim.forges(t.bot, card, buttonData('send', draft?.id ?? '', 1))).toMatch(/This draft is gone/)
  })

  test('taken off the list, a person may not decide any more, and a restart does not bring them back', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    await inTenant(t.store, t.tenantId, async (scope) => {
      for (const { id } of await reviewersOf(scope)) await setReviewerActive(scope, id, false)
    })
    await t.restartBots()
    expect(await t.taps(card, 'Send')).toBe('You may not decide here. Nothing changed.')
  })
})

describe('invitations', () => {
  test('a link made in private lets one person in, once, by a tap', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    const [lee, zoe] = [t.person('Lee'), t.person('Zoe')]
    await t.kim.writes(t.bot, '/invite')
    const link = await t.fake.until(() => t.heard(t.kim).find((text) => text.includes('https://t.me/')))
    expect(link).toContain(`https://t.me/${t.bot.username}?start=join_`)
    const token = /join_([\w-]+)/.exec(link)?.[1] ?? ''
    expect(Buffer.byteLength(`j:${token}`)).toBeLessThanOrEqual(64)
    await lee.writes(t.bot, `/start join_${token}`)
    await zoe.writes(t.bot, `/start join_${token}`)
    const offerTo = (id: number) =>
      t.fake.until(() => t.fake.messages.findLast(({ chatId, buttons }) => chatId === id && buttons.length > 0))
    const [leesOffer, zoesOffer] = [await offerTo(lee.id), await offerTo(zoe.id)]
    expect(await t.taps(card, 'Send', lee)).toMatch(/^Only/)
    expect(await lee.taps(t.bot, leesOffer, 'I will read')).toMatch(/Welcome, Lee/)
    expect(await zoe.taps(t.bot, zoesOffer, 'I will read')).toMatch(/was used/)
    expect(await t.taps(card, 'Send', zoe)).toMatch(/^Only/)
    expect(await t.taps(card, 'Send', lee)).toMatch(/5 seconds/)
    expect(await t.store.db.execute(`select 1 from reviewer_invites where token_hash like '%${token}%'`)).toMatchObject(
      { rows: [] },
    )
  })

  test('after 48 hours it is worth nothing', async () => {
    const t = await createTelegramWorld()
    const lee = t.person('Lee')
    await t.kim.writes(t.bot, '/invite')
    const link = await t.fake.until(() => t.heard(t.kim).find((text) => text.includes('join_')))
    await t.pass(49 * HOUR)
    await lee.writes(t.bot, `/start ${/join_[\w-]+/.exec(link)?.[0]}`)
    expect(await t.fake.until(() => t.heard(lee)[0])).toMatch(/was used, or is too old/)
  })

  test('in the group no link is shown', async () => {
    const t = await createTelegramWorld()
    await t.kim.says(t.bot, REVIEW_GROUP, '/invite')
    expect((await t.fake.until(() => t.desk()[0])).text).toMatch(/in private/)
  })
})

describe('commands', () => {
  test('/queue, /who and /help for those who decide, /id for everybody', async () => {
    const t = await createTelegramWorld()
    await t.fanWrites(t.person('Mia'), 'hi')
    await t.taps(t.card(), 'Edit')
    await t.kim.says(t.bot, REVIEW_GROUP, '/queue')
    expect((await t.fake.until(() => t.desk()[1])).text).toMatch(/Waiting: 1\nMia, since/)
    await t.kim.says(t.bot, REVIEW_GROUP, `/who@${t.bot.username}`)
    expect((await t.fake.until(() => t.desk()[2])).text).toMatch(/Kim \(manager\)/)
    await t.kim.says(t.bot, REVIEW_GROUP, '/help')
    expect((await t.fake.until(() => t.desk()[3])).text).toMatch(/Nothing is sent until you tap Send/)
    await t.person('Mia').says(t.bot, -4_242, '/id')
    expect((await t.fake.until(() => t.desk(-4_242)[0])).text).toContain('-4242')
  })

  test('where cards stand in private, an answer that is no reply explains, and is no fan message', async () => {
    const t = await createTelegramWorld({ group: false })
    await t.kim.writes(t.bot, 'send it!')
    expect(await t.fake.until(() => t.heard(t.kim)[0])).toMatch(/Reply to a card/)
    await t.pass(20 * SECOND)
    expect(await t.draftRows()).toEqual([])
  })
})
