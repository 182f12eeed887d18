import { describe, expect, test } from 'vitest'
import { attachMedia } from '../core/paid-media/attach-media.ts'
import { addOffer, editOffer } from '../core/settings/edit-menu.ts'
import { updateFan } from '../db/fans.ts'
import { inTenant } from '../db/scope.ts'
import { businessAccount } from './support/fake-telegram-business.ts'
import { refunds, tellsOfPurchase, unlocks } from './support/fake-telegram-paid.ts'
import { createPaidWorld, photo } from './support/telegram-paid-world.ts'

const SECOND = 1_000
const BEACH = { ...photo('beach-1'), caption: '/sell 250 Beach set' }

/** The beach set is on the menu, Mia writes, and her card stands. */
async function miaWrites() {
  const t = await createPaidWorld()
  await t.kimGives(BEACH)
  const mia = t.person('Mia')
  return { t, mia, card: await t.fanWrites(mia, 'hi') }
}

describe('media on the menu', () => {
  test('a photo with /sell, a price and a name under it stands on the menu, and the bot says so', async () => {
    const t = await createPaidWorld()
    expect(await t.kimGives(BEACH)).toMatch(/^🔒 Beach set stands on the menu: 1 photo, 250 Stars/)
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    await t.opens(card, 'Paid media')
    expect(card.buttons.flat().map(({ text }) => text)).toEqual(['🔒 Beach set · 1 photo · 250 ⭐', '↩️ Back'])
  })

  test('an album is one offer: each piece is added to it, and a name given again replaces all', async () => {
    const t = await createPaidWorld()
    await t.kimGives({ ...BEACH, media_group_id: 'a1' })
    expect(await t.kimGives({ ...photo('beach-2'), media_group_id: 'a1' })).toContain('2 photos')
    const video = { video: { file_id: 'beach-3', duration: 9 }, media_group_id: 'a1' }
    expect(await t.kimGives(video)).toContain('2 photos, 1 video')
    expect(await t.kimGives({ ...photo('new'), caption: '/sell 300 beach SET' })).toMatch(
      /Beach set .*1 photo, 300 Stars/,
    )
  })

  test('without a price, a name or a piece it says how; a fan who tries it is a fan who writes', async () => {
    const t = await createPaidWorld()
    for (const caption of ['/sell', '/sell Beach set', '/sell 0 Beach set', '/sell 25001 Beach set']) {
      expect(await t.kimGives({ ...photo('p'), caption })).toContain('/sell 250 Beach set')
    }
    expect(await t.kimGives({ text: '/sell 250 Beach set' })).toContain('/sell 250 Beach set')
    const mia = t.person('Mia')
    await mia.sends(t.bot, { ...photo('hers'), caption: '/sell 10 mine' })
    await t.pass(9 * SECOND)
    expect(t.card().text).toMatch(/photo .*sell 10 mine/)
    expect(
      t
        .card()
        .buttons.flat()
        .some(({ text }) => text.includes('Paid media')),
    ).toBe(false)
  })

  test('where two bots are, the one for review says which bot to send them to', async () => {
    const t = await createPaidWorld({ twoBots: true })
    await t.kim.sends(t.reviewBot, BEACH)
    await t.fake.until(() => t.heard(t.kim).some((text) => text.includes(`@${t.bot.username}`)), 'the right bot’s name')
    expect(await t.kimGives(BEACH)).toContain('stands on the menu')
  })
})

describe('media in a reply', () => {
  test('a person attaches them, approves, the fan gets them locked, pays, and it is a purchase', async () => {
    const t = await createPaidWorld()
    await t.kimGives({ ...BEACH, media_group_id: 'a1' })
    await t.kimGives({ ...photo('beach-2'), media_group_id: 'a1' })
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'show me the beach')
    expect(await t.attaches(card, 'Beach set')).toMatch(/Nothing is sent before/)
    expect(card.text).toContain('🔒 Beach set · 2 photos · 250 ⭐')
    expect(t.lockedFor(mia)).toEqual([])
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    const [message, ...more] = t.lockedFor(mia)
    if (!message) throw new Error('Nothing arrived.')
    expect(more).toEqual([])
    expect(message.locked).toMatchObject({ stars: 250, isProtected: true })
    expect(message.locked?.media.map(({ media }) => media)).toEqual(['beach-1', 'beach-2'])
    const [draft] = await t.draftRows()
    expect(message.text).toBe((await t.card_(draft?.id ?? ''))?.text)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent/)

    await unlocks(t.fake, t.bot, { message, by: mia })
    // Told again, it is the same purchase.
    await tellsOfPurchase(t.fake, t.bot, { by: mia, payload: message.locked?.payload ?? '' })
    const page = await t.page(await t.onlyFan())
    expect(page.purchases).toMatchObject([
      { title: 'Beach set', amountMinor: 250, currency: 'XTR', category: 'photos', isByHand: false },
    ])
    expect(page).toMatchObject({ spentMinor: 0, spentStars: 250 })
    expect(page.personality.tastes.find(({ name }) => name === 'photos')).toMatchObject({ bought: 1 })
    expect(page.personality.offersMade).toMatchObject([{ title: 'Beach set', status: 'bought' }])
    expect(await t.troubles()).toEqual([])

    await refunds(t.fake, t.bot, { message, to: mia })
    const after = await t.page(await t.onlyFan())
    expect(after.purchases).toEqual([])
    expect(after.personality.offersMade).toMatchObject([{ title: 'Beach set', status: 'open' }])
  })

  test('words too long for a caption go first, and the media after them', async () => {
    const t = await createPaidWorld()
    await t.kimGives(BEACH)
    const mia = t.person('Mia')
    const card = await t.repliesTo(await t.fanWrites(mia, 'hi'), 'long words '.repeat(150))
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    const got = t.fake.messages.filter(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    expect(got.map(({ text, locked }) => [text.length > 1_024, locked !== undefined])).toEqual([
      [true, false],
      [false, true],
    ])
  })

  test('taken off again, nothing locked leaves', async () => {
    const { t, mia, card } = await miaWrites()
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Take the media off')
    expect(card.text).not.toContain('🔒')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(t.lockedFor(mia)).toEqual([])
  })

  test('a yes to the words alone is no yes to the media', async () => {
    const { t, mia, card } = await miaWrites()
    const send = card.buttons.flat().find(({ text }) => text.includes('Send'))?.data ?? ''
    await t.attaches(card, 'Beach set')
    expect(await t.kim.forges(t.bot, card, send)).toMatch(/words changed|changed/i)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toEqual([])
  })

  test.each(['price', 'pieces', 'menu'] as const)(
    'approved, and then the %s changes: nothing leaves, and the card says why',
    async (what) => {
      const t = await createPaidWorld()
      await t.kimGives({ ...BEACH, media_group_id: 'a1' })
      const mia = t.person('Mia')
      const card = await t.fanWrites(mia, 'hi')
      await t.attaches(card, 'Beach set')
      await t.taps(card, 'Send')
      const [draft] = await t.draftRows()
      const offerId = (await t.card_(draft?.id ?? ''))?.media?.offerId ?? ''
      const words = { title: 'Beach set', category: 'photos', priceMinor: 900, currency: 'XTR' } as const
      if (what === 'pieces') await t.kimGives({ ...photo('beach-2'), media_group_id: 'a1' })
      else {
        const change = what === 'price' ? words : undefined
        await editOffer(t.deps, { tenantId: t.tenantId, offerId, change, actor: t.kimActor })
      }
      await t.pass(10 * SECOND)
      expect(t.heard(mia)).toEqual([])
      expect(card.text).toMatch(/^🟠 Waiting/)
      expect(card.text).toMatch(what === 'menu' ? /off the menu/ : /changed since they were put/)
      expect(await t.taps(card, 'Send')).toMatch(what === 'menu' ? /off the menu/ : /changed since/)
      await t.taps(card, 'Take the media off')
      await t.taps(card, 'Send')
      await t.pass(6 * SECOND)
      expect(t.heard(mia)).toHaveLength(1)
    },
  )

  test('a fan in care is sold nothing: not attached, not approved, not sent', async () => {
    const { t, mia, card } = await miaWrites()
    const fanId = await t.onlyFan()
    const care = (inCare: boolean) => inTenant(t.store, t.tenantId, (scope) => updateFan(scope, fanId, { inCare }))
    await t.attaches(card, 'Beach set')
    await care(true)
    expect(await t.taps(card, 'Send')).toMatch(/Mia is in care: nothing is sold/)
    const [draft] = await t.draftRows()
    const offerId = (await t.card_(draft?.id ?? ''))?.media?.offerId ?? ''
    const about = { tenantId: t.tenantId, draftId: draft?.id ?? '', actor: t.kimActor }
    expect(await attachMedia(t.deps, { ...about, offerId })).toMatchObject({ kind: 'refused', problem: 'media-care' })
    await care(false)
    expect(await t.taps(card, 'Send')).toMatch(/5 seconds/)
    await care(true)
    await t.pass(10 * SECOND)
    expect(t.heard(mia)).toEqual([])
    expect(card.text).toMatch(/^🟠 Waiting[\s\S]*in care: nothing is sold/)
  })

  test('something sad was said: offers rest, and so do media', async () => {
    const t = await createPaidWorld()
    await t.kimGives(BEACH)
    const card = await t.fanWrites(t.person('Mia'), 'my dog died today, I am so sad and I cry all the time')
    expect(await t.attaches(card, 'Beach set')).toMatch(/sad or angry|in care/)
    expect(card.text).not.toContain('🔒')
  })

  test('the answer to the send is lost: never sent again by itself, and the payment proves that it arrived', async () => {
    const { t, mia, card } = await miaWrites()
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Send')
    t.fake.fail('sendPaidMedia', { kind: 'lose-answer' })
    await t.pass(70 * SECOND)
    expect(t.lockedFor(mia)).toHaveLength(1)
    expect(card.buttons.flat().map(({ text }) => text)).toContain('✅ It arrived')
    const [message] = t.lockedFor(mia)
    if (message) await unlocks(t.fake, t.bot, { message, by: mia })
    await t.settle()
    expect(card.text).toMatch(/^🟢 Sent/)
    expect((await t.page(await t.onlyFan())).purchases).toHaveLength(1)
  })

  test('money for something that is none of ours is told in Health and not lost; so is another person’s', async () => {
    const { t, mia, card } = await miaWrites()
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    await tellsOfPurchase(t.fake, t.bot, { by: mia, payload: 'somebody-elses' })
    const payload = t.lockedFor(mia)[0]?.locked?.payload ?? ''
    await tellsOfPurchase(t.fake, t.bot, { by: t.person('Eve'), payload })
    expect((await t.troubles()).map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/Somebody paid Stars/),
      expect.stringMatching(/Somebody paid Stars/),
    ])
    expect((await t.page(await t.onlyFan())).purchases).toEqual([])
  })

  test('another bot took over: what the old one was given cannot be sent, in words', async () => {
    const { t, mia, card } = await miaWrites()
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Send')
    const next = t.fake.addBot()
    t.settings.token = next.token
    await t.restartBots()
    await t.connection((one) => one.status === 'working')
    await t.pass(6 * SECOND)
    expect(t.lockedFor(mia)).toEqual([])
    expect(JSON.stringify(await t.troubles())).toContain('given to another bot')
  })

  test('from the creator’s own account they leave in her name', async () => {
    const t = await createPaidWorld()
    await t.kimGives(BEACH)
    const [nova, tom] = [t.person('Nova'), t.person('Tom')]
    const account = businessAccount(t.fake, t.bot, nova)
    await account.connect()
    await account.fanWrites(tom, 'hey')
    await t.pass(9 * SECOND)
    await t.attaches(t.card(), 'Beach set')
    await t.taps(t.card(), 'Send')
    await t.pass(6 * SECOND)
    const [message] = t.lockedFor(tom)
    expect(message?.business).toBe(account.id)
    if (message) await unlocks(t.fake, t.bot, { message, by: tom })
    expect((await t.page(await t.onlyFan())).spentStars).toBe(250)
  })

  test('a fan who blocked the bot: the card says so, and nothing is tried again', async () => {
    const { t, mia, card } = await miaWrites()
    await t.attaches(card, 'Beach set')
    await t.taps(card, 'Send')
    t.fake.blocked.set(mia.id, 'bot was blocked by the user')
    await t.pass(120 * SECOND)
    expect(card.text).toMatch(/^🔴 Not sent: They blocked the bot on Telegram/)
    expect(t.fake.calls.filter(({ method }) => method === 'sendPaidMedia')).toHaveLength(1)
  })

  test('an offer without pieces, or in money, is nothing to attach', async () => {
    const t = await createPaidWorld()
    const of = { tenantId: t.tenantId, creatorId: (await t.connection(() => true)).creatorId, actor: t.kimActor }
    const words = { title: 'Poster', category: 'photos', priceMinor: 50, currency: 'XTR' } as const
    const offerId = await addOffer(t.deps, { ...of, offer: words })
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(card.buttons.flat().some(({ text }) => text.includes('Paid media'))).toBe(false)
    const [draft] = await t.draftRows()
    const about = { tenantId: t.tenantId, draftId: draft?.id ?? '', actor: t.kimActor }
    expect(await attachMedia(t.deps, { ...about, offerId })).toMatchObject({ kind: 'refused', problem: 'media-gone' })
  })
})
