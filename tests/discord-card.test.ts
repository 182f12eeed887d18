import { describe, expect, test } from 'vitest'
import { preferencesOfFan } from '../db/preferences.ts'
import { inTenant } from '../db/scope.ts'
import { createDiscordWorld } from './support/discord-world.ts'
import { buttonsOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000

describe('around the draft on a card on Discord', () => {
  test('Edit takes a reason, too: once the reply is sent it is proposed as a rule for this fan, in the name of whoever said it', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const edits = async (body: string, why: string) => {
      const card = await d.fanWrites(mia, body)
      const [draft] = await d.drafts()
      const form = await d.kim.opens(d.app, card, 'Edit')
      const told = await d.kim.submits(d.app, form, `No questions today, ${body}.`, why)
      expect(await d.kim.answers(d.app, told, 'Send')).toContain('5 seconds')
      await d.pass(6 * SECOND)
      return inTenant(d.store, d.tenantId, (scope) => preferencesOfFan(scope, draft?.fanId ?? ''))
    }
    expect(await edits('hello', '')).not.toContainEqual(expect.objectContaining({ kind: 'other', author: 'Kim' }))
    const said = { kind: 'other', rule: 'Mia hates questions', status: 'proposed', author: 'Kim' }
    expect(await edits('hi again', ' Mia hates questions ')).toContainEqual(expect.objectContaining(said))
    const rules = await edits('and again', 'mia hates questions')
    expect(rules.filter(({ rule }) => /hates/.test(rule))).toHaveLength(1)
  })

  test('a card leads to its conversation in the console, where the way there is safe', async () => {
    const d = await createDiscordWorld({ publicUrl: 'https://souvenir.example' })
    const card = await d.fanWrites(d.person('Mia'), 'hello')
    const [draft] = await d.drafts()
    const links = () =>
      buttonsOf(d.fake.messages.find(({ id }) => id === card.id) ?? card).flatMap(({ url }) => url ?? [])
    expect(links()).toEqual([`https://souvenir.example/conversations/${draft?.conversationId}`])
    await d.kim.taps(d.app, card, 'Send')
    await d.pass(6 * SECOND)
    expect(links()).toEqual([])
    const plain = await createDiscordWorld({ publicUrl: 'http://localhost:3000' })
    expect(buttonsOf(await plain.fanWrites(plain.person('Leo'), 'hello')).some(({ style }) => style === 5)).toBe(false)
  })
})
