import { expect, test } from 'vitest'
import { preferencesOfFan } from '../db/preferences.ts'
import { inTenant } from '../db/scope.ts'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import { teamMember } from './support/team-member.ts'

const SECOND = 1_000
const HERS = 'No questions today, hello.'
const WHY = 'Mia hates questions'

/** Mia wrote, Kim changed the reply on Discord and said why; Bob is at the console. */
async function kimSaidWhy(d: DiscordWorld) {
  const bob = await teamMember(d.world, 'Bob', 'manager')
  const card = await d.fanWrites(d.person('Mia'), 'hello')
  const [draft] = await d.drafts()
  const [draftId, fanId] = [draft?.id ?? '', draft?.fanId ?? '']
  await d.kim.submits(d.app, await d.kim.opens(d.app, card, 'Edit'), HERS, WHY)
  await d.reads(card, /Draft by Kim/)
  return {
    ...{ bob, card, draftId },
    /** What is proposed in somebody's own words, and in whose name. */
    async rules() {
      await d.pass(6 * SECOND)
      const all = await inTenant(d.store, d.tenantId, (scope) => preferencesOfFan(scope, fanId))
      return all.filter(({ rule }) => /hates/i.test(rule)).map(({ author, rule }) => `${author}: ${rule}`)
    },
    async sends(text?: string) {
      const { version } = await bob.card(draftId)
      const { outcome } = await bob.does(draftId, 'decision', {
        ...{ verdict: 'approve', version },
        ...(text ? { text, acknowledged: ['ungrounded'] } : {}),
      })
      expect(outcome.kind).toBe('approved')
    },
  }
}

test('a rule is in the name of whoever said why, whoever sends the words', async () => {
  const { sends, rules } = await kimSaidWhy(await createDiscordWorld())
  await sends()
  expect(await rules()).toEqual([`Kim: ${WHY}`])
})

test('words that a colleague writes instead have no reason but their own', async () => {
  const sent = await kimSaidWhy(await createDiscordWorld())
  await sent.sends('Bob says hello.')
  expect(await sent.rules()).toEqual([])
  const revised = await kimSaidWhy(await createDiscordWorld())
  await revised.bob.does(revised.draftId, 'revision', { text: 'Bob says hello.' })
  await revised.sends()
  expect(await revised.rules()).toEqual([])
})

test('nor have words that a colleague left half written', async () => {
  const d = await createDiscordWorld()
  const { bob, card, draftId, rules } = await kimSaidWhy(d)
  await bob.does(draftId, 'lease', { takeOver: false })
  await bob.does(draftId, 'editing', { text: 'Bob began this.' })
  await d.reads(card, /Bob is editing/)
  await d.kim.opens(d.app, card, 'Take over')
  await d.reads(card, /Kim is editing/)
  expect(await d.taps(card, 'Go on from Bob')).toMatch(/These words are the draft now/)
  expect(await d.taps(card, 'Send')).toContain('5 seconds')
  expect(await rules()).toEqual([])
})

test('whoever mends their own words finds the reason there, and leaves it or takes it out', async () => {
  const d = await createDiscordWorld()
  const { card, sends, rules } = await kimSaidWhy(d)
  const form = await d.kim.opens(d.app, card, 'Edit')
  expect(form.modal?.components[1]?.component?.value).toBe(WHY)
  const same = await d.kim.submits(d.app, form, HERS)
  expect(same.notes[0]?.text).toMatch(/^These are the words already\. Nothing changed\.$/)
  await d.kim.submits(d.app, await d.kim.opens(d.app, card, 'Edit'), `${HERS} Really.`)
  await d.reads(card, /Really\./)
  await sends()
  expect(await rules()).toEqual([`Kim: ${WHY}`])

  const other = await createDiscordWorld()
  const out = await kimSaidWhy(other)
  await other.kim.submits(other.app, await other.kim.opens(other.app, out.card, 'Edit'), `${HERS} Really.`, '')
  await other.reads(out.card, /Really\./)
  await out.sends()
  expect(await out.rules()).toEqual([])
})

test.each([
  ['en', 'hello', 'Edit', /a reason is kept only with changed words/, /Your reason was not kept/],
  ['fr', 'coucou', 'Modifier', /une raison n’est gardée qu’avec des mots modifiés/, /Votre raison n’a pas été gardée/],
] as const)('a reason that cannot be kept is given back, in %s', async (language, hello, edit, alone, lost) => {
  const d = await createDiscordWorld()
  const bob = await teamMember(d.world, 'Bob', 'manager')
  await bob.api.data('PATCH', `/creators/${d.creatorId}`, { language })
  const card = await d.fanWrites(d.person('Mia', { locale: language }), hello)
  const draftId = (await d.drafts())[0]?.id ?? ''
  const { text } = await bob.card(draftId)
  const unchanged = await d.kim.submits(d.app, await d.kim.opens(d.app, card, edit), text, WHY)
  expect(unchanged.notes[0]?.text).toMatch(alone)
  expect(unchanged.notes[0]?.text).toContain(WHY)
  const form = await d.kim.opens(d.app, card, edit)
  await bob.does(draftId, 'lease', { takeOver: true })
  const busy = await d.kim.submits(d.app, form, HERS, WHY)
  expect(busy.notes[0]?.text).toMatch(lost)
  expect(busy.notes[0]?.text).toContain(WHY)
  await bob.does(draftId, 'release')
  const refused = await d.kim.submits(d.app, form, ' ', WHY)
  expect(refused.notes[0]?.text).toMatch(lost)
  expect(refused.notes[0]?.text).toContain(WHY)
})
