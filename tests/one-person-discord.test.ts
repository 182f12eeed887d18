import { expect, test } from 'vitest'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import { pictureOf } from './support/fake-discord-rules.ts'
import { type TeamMember, teamMember } from './support/team-member.ts'

const SECOND = 1_000

/** Makes somebody's Discord account known as theirs. @returns what they are told after the press */
async function brings(d: DiscordWorld, who: TeamMember, phone: ReturnType<DiscordWorld['person']>): Promise<string> {
  const path = `/creators/${d.creatorId}/discord/invites`
  const { words } = await who.api.data('POST', path, { forMe: true })
  const before = phone.heard(d.app).length
  phone.writes(d.app, words)
  const offer = await d.fake.until(() => phone.heard(d.app)[before], 'the offer')
  expect(pictureOf(offer)).toContain(`Tap only if you are ${who.actor.name}`)
  return phone.taps(d.app, offer, `Yes, I am ${who.actor.name}`)
}

async function anaOnTwoDesks() {
  const d = await createDiscordWorld()
  const ana = await teamMember(d.world, 'Ana Diaz')
  const phone = d.person('anouk')
  expect(await brings(d, ana, phone)).toMatch(/Welcome, Ana Diaz.*one person now/)
  const mia = d.person('Mia')
  const card = await d.fanWrites(mia, 'hi')
  const [draft] = await d.drafts()
  return { d, ana, phone, mia, card, draftId: draft?.id ?? '' }
}

test('one person opens a draft in the console and goes on in Discord with the words they had begun', async () => {
  const { d, ana, phone, mia, card, draftId } = await anaOnTwoDesks()
  await ana.does(draftId, 'lease', { takeOver: false })
  await ana.does(draftId, 'editing', { text: 'half a sentence' })
  await d.reads(card, /^🔵 Ana Diaz is editing in the console/)
  expect(await d.taps(card, 'Send', d.kim)).toBe('Ana Diaz has this open. Nothing was sent.')
  const form = await phone.opens(d.app, card, 'Take over')
  expect(form.modal?.components[0]?.component?.value).toBe('half a sentence')
  expect((await ana.card(draftId)).lease).toMatchObject({ isMine: true, via: 'discord' })
  await phone.submits(d.app, form, 'half a sentence, and the rest')
  const now = await ana.card(draftId)
  expect(now).toMatchObject({ text: 'half a sentence, and the rest', editedBy: 'Ana Diaz', halfWritten: [] })
  await d.reads(card, /Draft by Ana Diaz/)
  expect(await d.taps(card, 'Send', phone)).toContain('5 seconds')
  await d.pass(6 * SECOND)
  expect(mia.heard(d.app).map(pictureOf)).toEqual(['half a sentence, and the rest'])
  await d.reads(card, /^🟢 Sent .* by Ana Diaz/)
})

test('a form that is closed again keeps what was begun, and the console goes on from it', async () => {
  const { d, ana, phone, card, draftId } = await anaOnTwoDesks()
  await ana.does(draftId, 'editing', { text: 'half a sentence' })
  await d.reads(card, /^🔵 Ana Diaz is editing in the console/)
  await phone.opens(d.app, card, 'Take over')
  expect((await ana.card(draftId)).halfWritten).toMatchObject([{ isMine: true, text: 'half a sentence' }])
  await ana.does(draftId, 'editing', { text: 'half a sentence more' })
  expect(await ana.card(draftId)).toMatchObject({
    lease: { isMine: true, via: 'console' },
    halfWritten: [{ text: 'half a sentence more' }],
  })
})

test('whoever left the team decides no more, and their account may become that of a colleague', async () => {
  const { d, ana, phone, card } = await anaOnTwoDesks()
  const owner = await teamMember(d.world, 'Olga', 'owner')
  const { accounts, ways } = await ana.api.data('GET', '/chat-accounts')
  expect(accounts).toMatchObject([{ channel: 'discord', name: 'anouk', account: { isYou: true } }])
  expect(ways).toEqual([{ creatorId: d.creatorId, creator: 'Nova', channel: 'discord' }])
  const ben = await teamMember(d.world, 'Ben')
  expect(await brings(d, ben, phone)).toMatch(/that of Ana Diaz already/)
  await ana.leaves()
  expect(await d.taps(card, 'Send', phone)).toMatch(/^Only Reviewer .* may decide/)
  const { reviewers } = await owner.api.data('GET', '/reviewers')
  expect(reviewers.find(({ name }: { name: string }) => name === 'anouk').account.hasLeft).toBe(true)
  expect(await brings(d, ben, phone)).toMatch(/Welcome, Ben/)
  expect(await d.taps(card, 'Send', phone)).toContain('5 seconds')
  await d.reads(card, /by Ben/)
})
