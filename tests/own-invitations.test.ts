import { describe, expect, test } from 'vitest'
import { acceptInvite } from '../core/reviewers/accept-invite.ts'
import { accounts, anaOnTwoDesks, brings, opens, ownLink } from './support/own-account.ts'
import { teamMember } from './support/team-member.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND

describe('an invitation for oneself that is worth nothing', () => {
  test('used twice: the second one is told so; the same tap told twice is welcome twice', async () => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana')
    const [phone, zoe] = [t.person('ana'), t.person('Zoe')]
    const link = await ownLink(t, ana)
    const [mine, zoes] = [await opens(t, link, phone), await opens(t, link, zoe)]
    const button = structuredClone(mine)
    expect(await phone.taps(t.bot, mine, 'Yes, I am')).toMatch(/Welcome, Ana/)
    expect(await phone.taps(t.bot, button, 'Yes, I am')).toMatch(/Welcome, Ana/)
    expect(await zoe.taps(t.bot, zoes, 'Yes, I am')).toMatch(/was used, or is too old/)
    expect(await accounts(ana)).toHaveLength(1)
    // Whoever decides here already gets no account by a link that is spent.
    const kims = await opens(t, link, t.kim)
    expect(kims.text).toMatch(/was used, or is too old/)
  })

  test('an hour later, also when it was opened in time', async () => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana')
    const offer = await opens(t, await ownLink(t, ana), t.kim)
    await t.pass(61 * MINUTE)
    expect(await t.kim.taps(t.bot, offer, 'Yes, I am')).toMatch(/was used, or is too old/)
    expect((await opens(t, await ownLink(t, ana), t.kim)).text).toMatch(/Tap only if/)
    expect(await accounts(ana)).toEqual([])
  })

  test('its maker has left the team meanwhile', async () => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana')
    const phone = t.person('ana')
    const offer = await opens(t, await ownLink(t, ana), phone)
    await ana.leaves()
    expect(await phone.taps(t.bot, offer, 'Yes, I am')).toMatch(/no longer in the team/)
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.taps(card, 'Send', phone)).toMatch(/^Only Reviewer .* may decide/)
  })

  test('the account is a colleague’s already, or was taken off the list', async () => {
    const { t, ana, phone, card } = await anaOnTwoDesks()
    const ben = await teamMember(t.world, 'Ben', 'manager')
    expect(await brings(t, ben, phone)).toMatch(/that of Ana Diaz already/)
    const { reviewers } = await ben.api.data('GET', '/reviewers')
    const { id } = reviewers.find(({ name }: { name: string }) => name === 'anouk')
    await ben.api.data('PATCH', `/reviewers/${id}`, { isActive: false })
    expect(await brings(t, ana, phone)).toMatch(/taken off the list/)
    expect(await t.taps(card, 'Send', phone)).toMatch(/^Only Reviewer .* may decide/)
    await ben.api.data('PATCH', `/reviewers/${id}`, { isActive: true })
    expect(await t.taps(card, 'Send', phone)).toMatch(/5 seconds/)
  })

  test.each([[{ forMe: 'yes' }], [{ forMe: null }], [[]]])('a request that says %j is refused', async (body) => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana', 'owner')
    const refusal = await ana.api.refusal('POST', `/creators/${t.creatorId}/telegram/invites`, body)
    expect(refusal).toMatchObject({ status: 400, code: 'invalid' })
  })
})

describe('power that must not stay', () => {
  test('whoever leaves the team decides nowhere any more, and may again when they are back', async () => {
    const { t, ana, phone, card } = await anaOnTwoDesks()
    const owner = await teamMember(t.world, 'Olga', 'owner')
    await ana.leaves()
    expect(await t.taps(card, 'Send', phone)).toMatch(/^Only Reviewer .* may decide/)
    await phone.writes(t.bot, '/invite')
    const { reviewers } = await owner.api.data('GET', '/reviewers')
    const left = reviewers.find(({ name }: { name: string }) => name === 'anouk')
    expect(left).toMatchObject({ account: { name: 'Ana Diaz', hasLeft: true } })
    await owner.api.data('PATCH', `/reviewers/${left.id}`, { isActive: false })
    const refusal = await owner.api.refusal('PATCH', `/reviewers/${left.id}`, { isActive: true })
    expect(refusal).toMatchObject({ status: 409, message: expect.stringMatching(/Ana Diaz is no longer in the team/) })
    // Allowed anew as somebody without an account here, by an invitation that says so.
    const { link } = await owner.api.data('POST', `/creators/${t.creatorId}/telegram/invites`, {})
    const offer = await opens(t, link, phone)
    expect(await phone.taps(t.bot, offer, 'I will read')).toMatch(/Welcome, anouk/)
    expect(await t.taps(card, 'Send', phone)).toMatch(/5 seconds/)
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/by anouk/)
    // Nor did the bot hand a link to who had left: all that it had to say since is said.
    expect(t.heard(phone).join('\n')).not.toContain('join_')
  })

  test('nobody takes it from somebody who stands above them: a manager does not touch the phone of an owner', async () => {
    const t = await createTelegramWorld()
    const olga = await teamMember(t.world, 'Olga', 'owner')
    const ben = await teamMember(t.world, 'Ben', 'manager')
    const ana = await teamMember(t.world, 'Ana')
    const [hers, his, anas] = [t.person('olga'), t.person('ben'), t.person('ana')]
    await brings(t, olga, hers)
    await brings(t, ben, his)
    await brings(t, ana, anas)
    const { reviewers } = await ben.api.data('GET', '/reviewers')
    const row = (wanted: string) => reviewers.find(({ name }: { name: string }) => name === wanted)
    expect([row('olga'), row('ben'), row('ana')].map(({ mayChange }) => mayChange)).toEqual([false, true, true])
    const { id } = row('olga')
    for (const isActive of [false, true]) {
      const refusal = await ben.api.refusal('PATCH', `/reviewers/${id}`, { isActive })
      expect(refusal).toMatchObject({ status: 403, code: 'not-allowed', message: expect.stringMatching(/Olga/) })
    }
    expect(await ben.api.refusal('DELETE', `/reviewers/${id}/account`)).toMatchObject({ status: 403 })
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.taps(card, 'Send', hers)).toMatch(/5 seconds/)
    // One's own, and whoever stands beside or below.
    await ben.api.data('DELETE', `/reviewers/${row('ben').id}/account`)
    await ben.api.data('PATCH', `/reviewers/${row('ana').id}`, { isActive: false })
    await olga.api.data('DELETE', `/reviewers/${id}/account`)
    expect(await accounts(olga)).toEqual([])
  })

  test('a lost phone that its owner took off the list does not come back as the owner by an invitation for somebody else', async () => {
    const t = await createTelegramWorld()
    const olga = await teamMember(t.world, 'Olga Reyes', 'owner')
    const ben = await teamMember(t.world, 'Ben', 'manager')
    const phone = t.person('lost phone')
    await brings(t, olga, phone)
    const list = async () => (await ben.api.data('GET', '/reviewers')).reviewers
    const row = async () => (await list()).find(({ name }: { name: string }) => name === 'lost phone')
    const { id } = await row()
    await olga.api.data('PATCH', `/reviewers/${id}`, { isActive: false })
    expect(await ben.api.refusal('PATCH', `/reviewers/${id}`, { isActive: true })).toMatchObject({ status: 403 })
    const { link } = await ben.api.data('POST', `/creators/${t.creatorId}/telegram/invites`, {})
    expect(await phone.taps(t.bot, await opens(t, link, phone), 'I will read')).toMatch(/Welcome, lost phone/)
    expect(await row()).toMatchObject({ isActive: true, mayChange: true })
    expect(await row()).not.toHaveProperty('account')
    expect(await accounts(olga)).toEqual([])
    const card = await t.fanWrites(t.person('Mia'), 'hi')
    expect(await t.taps(card, 'Edit', phone)).toMatch(/^Reply to this card/)
    const [draft] = await t.drafts()
    expect((await olga.card(draft?.id ?? '')).lease).toMatchObject({ name: 'lost phone', isMine: false })
    // Found again, it is hers by a word of her own.
    expect(await brings(t, olga, phone)).toMatch(/Welcome, Olga Reyes/)
    expect((await olga.card(draft?.id ?? '')).lease).toMatchObject({ name: 'Olga Reyes', isMine: true })
    // While it decides here, it stays hers whoever invites it.
    const again = await ben.api.data('POST', `/creators/${t.creatorId}/telegram/invites`, {})
    await phone.taps(t.bot, await opens(t, again.link, phone), 'I will read')
    expect(await accounts(olga)).toHaveLength(1)
  })

  test('back in the team, their phone is theirs again', async () => {
    const { t, ana, phone, card } = await anaOnTwoDesks()
    await ana.leaves()
    expect(await t.taps(card, 'Edit', phone)).toMatch(/^Only Reviewer .* may decide/)
    await ana.joins()
    expect(await t.taps(card, 'Edit', phone)).toMatch(/^Reply to this card/)
  })

  test('a chatter brings their own account and no other, and takes it away without leaving power behind', async () => {
    const { t, ana, phone, card } = await anaOnTwoDesks()
    const path = `/creators/${t.creatorId}/telegram/invites`
    for (const body of [{}, { forMe: false }]) {
      expect(await ana.api.refusal('POST', path, body)).toMatchObject({ status: 403, code: 'not-allowed' })
    }
    const [{ id }] = await accounts(ana)
    const ben = await teamMember(t.world, 'Ben')
    expect(await ben.api.refusal('DELETE', `/reviewers/${id}/account`)).toMatchObject({ status: 404 })
    await ana.api.data('DELETE', `/reviewers/${id}/account`)
    expect(await accounts(ana)).toEqual([])
    expect(await t.taps(card, 'Send', phone)).toMatch(/^Only Reviewer .* may decide/)
    expect(await ana.api.refusal('DELETE', `/reviewers/${id}/account`)).toMatchObject({ status: 404 })
  })

  test('a link for Telegram is not spent by Discord, nor by another workspace', async () => {
    const t = await createTelegramWorld()
    const ana = await teamMember(t.world, 'Ana')
    const link = await ownLink(t, ana)
    const at = { token: /join_(.*)/.exec(link)?.[1] ?? '', externalId: '7', name: 'x' }
    const here = { ...at, tenantId: t.tenantId, channel: 'discord' } as const
    expect(await acceptInvite(t.deps, here)).toEqual({ kind: 'gone' })
    expect(await acceptInvite(t.deps, { ...here, tenantId: 'other', channel: 'telegram' })).toEqual({ kind: 'gone' })
    expect(await t.kim.taps(t.bot, await opens(t, link, t.kim), 'Yes, I am')).toMatch(/Welcome, Ana/)
  })
})
