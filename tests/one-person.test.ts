import { describe, expect, test } from 'vitest'
import { LEASE_MS } from '../core/approval/lease-draft.ts'
import { acceptInvite } from '../core/reviewers/accept-invite.ts'
import { inviteReviewer } from '../core/reviewers/invite-reviewer.ts'
import { draftVersions } from '../db/schema.ts'
import { accounts, anaOnTwoDesks, brings, opens, ownLink } from './support/own-account.ts'
import { teamMember } from './support/team-member.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000

describe('one person on the console and on Telegram', () => {
  test('is asked who they are, and is by that name and role wherever they decide', async () => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana Diaz')
    const phone = t.person('anouk')
    const offer = await opens(t, await ownLink(t, ana), phone)
    expect(offer.text).toMatch(/that of Ana Diaz in the console.*Tap only if you are Ana Diaz/)
    expect(await phone.taps(t.bot, offer, 'Yes, I am Ana Diaz')).toMatch(/you are one person now/)
    expect(await accounts(ana)).toMatchObject([
      { channel: 'telegram', name: 'anouk', account: { name: 'Ana Diaz', isYou: true, hasLeft: false } },
    ])
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    expect(await t.taps(card, 'Send', phone)).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🟢 Sent .* by Ana Diaz/)
    expect(t.heard(mia)).toHaveLength(1)
    const owner = await teamMember(t.world, 'Olga', 'owner')
    const { lines } = await owner.api.data('GET', '/audit?action=draft.approve')
    expect(lines[0].actor).toEqual({ id: ana.actor.id, name: 'Ana Diaz' })
    await t.kim.says(t.bot, card.chatId, '/who')
    expect((await t.fake.until(() => t.desk().find(({ text }) => text.startsWith('May decide')))).text).toContain(
      'Ana Diaz',
    )
    // Who left is still known by name in the record.
    await ana.leaves()
    const later = await owner.api.data('GET', '/audit?action=draft.approve')
    expect(later.lines[0].actor.name).toBe('Ana Diaz')
  })

  test('opens a draft in the console and says yes in Telegram: it is one lease', async () => {
    const { t, ana, phone, mia, card, draftId } = await anaOnTwoDesks()
    expect((await ana.does(draftId, 'lease', { takeOver: false })).outcome.kind).toBe('leased')
    await t.settle()
    expect(card.text).toMatch(/^🔵 Ana Diaz is editing in the console/)
    // Somebody else's hands are still held off.
    expect(await t.taps(card, 'Send', t.kim)).toBe('Ana Diaz has this open. Nothing was sent.')
    expect(await t.taps(card, 'Send', phone)).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect((await ana.card(draftId)).decided).toMatchObject({ name: 'Ana Diaz', via: 'telegram' })
  })

  test('goes on in Telegram from what they typed in the console, and takes nothing over from anybody', async () => {
    const { t, ana, phone, card, draftId } = await anaOnTwoDesks()
    await ana.does(draftId, 'lease', { takeOver: false })
    await ana.does(draftId, 'editing', { text: 'half a sentence' })
    await t.settle()
    expect(card.text).not.toContain('half a sentence')
    expect(await t.taps(card, 'Take over', phone)).toMatch(/^Reply to this card/)
    await t.settle()
    expect(card.text).toMatch(/^🔵 Ana Diaz is editing · reply to this card/)
    expect(card.text).toContain('Half written by Ana Diaz: half a sentence')
    expect((await ana.card(draftId)).lease).toEqual(expect.objectContaining({ isMine: true, via: 'telegram' }))
    // The console is still open: the next letter brings the draft back there, and nothing is lost on the way.
    await ana.does(draftId, 'editing', { text: 'half a sentence more' })
    await t.settle()
    expect(card.text).toMatch(/^🔵 Ana Diaz is editing in the console/)
    await t.taps(card, 'Take over', phone)
    expect(await t.taps(card, 'Go on from Ana Diaz', phone)).toMatch(/These words are the draft now/)
    expect(await ana.card(draftId)).toMatchObject({
      text: 'half a sentence more',
      editedBy: 'Ana Diaz',
      halfWritten: [],
    })
  })

  test('answers a card with other words: what they typed in the console stays theirs', async () => {
    const { t, ana, phone, card, draftId } = await anaOnTwoDesks()
    await ana.does(draftId, 'lease', { takeOver: false })
    await ana.does(draftId, 'editing', { text: 'a long thought of mine' })
    const edited = await t.repliesTo(card, 'short and sweet', phone)
    expect(edited.text).toMatch(/Draft by Ana Diaz\n/)
    const now = await ana.card(draftId)
    expect(now.text).toBe('short and sweet')
    expect(now.lease).toBeUndefined()
    expect(now.halfWritten).toMatchObject([{ isMine: true, text: 'a long thought of mine' }])
    // Put up in the console as they are, with a word more, they are the draft and are no longer kept.
    await ana.does(draftId, 'revision', { text: 'a long thought of mine, done' })
    expect((await ana.card(draftId)).halfWritten).toEqual([])
    expect(await t.store.db.$count(draftVersions)).toBe(3)
  })

  test('a lease that is a colleague’s is respected on every desk, and a take-over says who', async () => {
    const { t, ana, phone, card, draftId } = await anaOnTwoDesks()
    await t.taps(card, 'Edit', t.kim)
    expect((await ana.does(draftId, 'lease', { takeOver: false })).outcome.kind).toBe('busy')
    expect(await t.taps(card, 'Send', phone)).toBe('Kim has this open. Nothing was sent.')
    expect(await t.taps(card, 'Take over', phone)).toMatch(/You have it now, not Kim/)
    expect((await ana.card(draftId)).lease).toMatchObject({ isMine: true, takenFrom: 'Kim' })
    await t.pass(LEASE_MS + SECOND)
    expect((await ana.card(draftId)).lease).toBeUndefined()
  })
})

describe('who decided in Telegram before, and brings that account', () => {
  test('takes along what they have open and what they left half written', async () => {
    const t = await createTelegramWorld()
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    const [draft] = await t.drafts()
    const draftId = draft?.id ?? ''
    const lee = await teamMember(t.world, 'Lee', 'manager')
    await lee.does(draftId, 'lease', { takeOver: false })
    await t.settle()
    await t.kim.repliesTo(t.bot, card, 'from my phone')
    await t.fake.until(() => t.desk().find(({ text }) => /Your words are kept/.test(text)))
    await t.taps(card, 'Take over', t.kim)
    const kim = await teamMember(t.world, 'Kim Novak', 'owner')
    expect((await kim.card(draftId)).lease.isMine).toBe(false)
    expect(await brings(t, kim, t.kim)).toMatch(/Welcome, Kim Novak/)
    const now = await kim.card(draftId)
    expect(now.lease).toMatchObject({ isMine: true, name: 'Kim Novak' })
    expect(now.halfWritten).toMatchObject([{ isMine: true, text: 'from my phone' }])
    const { reviewers } = await kim.api.data('GET', '/reviewers')
    expect(reviewers).toMatchObject([{ name: 'Kim', role: 'owner', account: { name: 'Kim Novak', isYou: true } }])
  })

  test('may bring a second one: both are the same person', async () => {
    const { t, ana, phone, card, draftId } = await anaOnTwoDesks()
    const tablet = t.person('ana at work')
    await brings(t, ana, tablet)
    expect(await accounts(ana)).toHaveLength(2)
    await t.taps(card, 'Edit', phone)
    expect(await t.taps(card, 'Send', tablet)).toMatch(/5 seconds/)
    expect((await ana.card(draftId)).decided.name).toBe('Ana Diaz')
    await t.kim.says(t.bot, card.chatId, '/who')
    const { text } = await t.fake.until(() => t.desk().find((one) => one.text.startsWith('May decide')))
    expect(text.match(/Ana Diaz/g)).toHaveLength(1)
  })

  test('may bring one of another chat app as well, and each is parted by itself', async () => {
    const { t, ana, phone, card } = await anaOnTwoDesks()
    const { tenantId } = t
    const { token } = await inviteReviewer(t.deps, { tenantId, channel: 'discord', actor: ana.actor, forMe: true })
    const tap = { tenantId, token, channel: 'discord', externalId: '42', name: 'anouk#1' } as const
    expect(await acceptInvite(t.deps, tap)).toEqual({ kind: 'joined', account: 'Ana Diaz' })
    const both = await accounts(ana)
    expect(both.map(({ channel }: { channel: string }) => channel)).toEqual(['telegram', 'discord'])
    await ana.api.data('DELETE', `/reviewers/${both[1].id}/account`)
    expect(await accounts(ana)).toHaveLength(1)
    expect(await t.taps(card, 'Send', phone)).toMatch(/5 seconds/)
  })
})
