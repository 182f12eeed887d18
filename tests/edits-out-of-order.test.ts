import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { conversationAt } from '../db/conversations.ts'
import { messagesOfFan } from '../db/messages.ts'
import { inTenant } from '../db/scope.ts'
import { createDiscordWorld } from './support/discord-world.ts'
import { createTelegramWorld } from './support/telegram-world.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

const SECOND = 1_000
const BEGAN = Date.parse('2026-11-17T19:00:00Z')
const at = (second: number) => new Date(BEGAN + second * SECOND).toISOString()

async function webhookStory() {
  const { world, webhook } = await createWebhookWorld()
  const edited = (text: string, more: { fan?: object; editedAt?: string; timestamp?: string; id?: string } = {}) => {
    const { timestamp, ...data } = more
    return { ...fanMessage(text, data), type: 'fan.message.edited', ...(timestamp ? { timestamp } : {}) }
  }
  const said = (address = 'tom') =>
    inTenant(world.store, world.tenantId, async (scope) => {
      const addressHash = scope.vault.fingerprint(world.tenantId, `webhook|${address}`)
      const found = await conversationAt(scope, { creatorId: world.creatorId, channel: 'webhook', addressHash })
      return found ? messagesOfFan(scope, found.fanId) : []
    })
  return { world, webhook, edited, said }
}

describe('edits that come in another order than they were made', () => {
  test('in any order, also before the message and told twice, the newest words by the platform’s clock stand', async () => {
    const { webhook, edited, said } = await webhookStory()
    let story = 0
    const seconds = fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 1, maxLength: 4 })
    const property = fc.asyncProperty(seconds, fc.infiniteStream(fc.nat()), async (editsAt, dice) => {
      story += 1
      const fan = { id: `fan-${story}` }
      const events = [
        { second: 0, text: 'as first said' },
        ...editsAt.map((second, nth) => ({ second, text: `edit ${nth} of second ${second}` })),
      ].map((event) => ({ ...event, luck: dice.next().value ?? 0, isToldTwice: (dice.next().value ?? 0) % 3 === 0 }))
      const arrived = events.toSorted((a, b) => a.luck - b.luck)
      for (const { second, text, isToldTwice } of arrived) {
        const event = second === 0 ? fanMessage(text, { fan }) : edited(text, { fan, editedAt: at(second) })
        for (const _ of isToldTwice ? [1, 2] : [1]) {
          expect((await webhook.tells(event, { id: `${story}/${text}` })).status).toBe(200)
        }
      }
      const newest = Math.max(...editsAt)
      // Of two in the same second nobody knows which was first: they count as they came.
      const last = arrived.findLast(({ second }) => second === newest)
      expect((await said(fan.id)).map(({ body }) => body)).toEqual([last?.text])
    })
    await fc.assert(property, { numRuns: 15 })
  })

  test('an edit that comes late does not even make a new draft', async () => {
    const { world, webhook, edited, said } = await webhookStory()
    await webhook.tells(fanMessage('do you like catz'))
    await webhook.tells(edited('do you like cars', { editedAt: at(20) }))
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await webhook.tells(edited('do you like cats', { editedAt: at(10) }))
    await world.pass(60 * SECOND)
    expect((await world.drafts()).map(({ id }) => id)).toEqual([draft?.id])
    expect((await said())[0]).toMatchObject({ body: 'do you like cars', sourceEditedAt: new Date(at(20)) })
  })

  test('back to the same words is an edit, too: what was between comes too late', async () => {
    const { webhook, edited, said } = await webhookStory()
    await webhook.tells(fanMessage('yes'))
    await webhook.tells(edited('yes', { timestamp: at(20) }))
    await webhook.tells(edited('no', { timestamp: at(10) }))
    expect((await said()).map(({ body }) => body)).toEqual(['yes'])
  })

  test('without a time they count as they come', async () => {
    const { webhook, edited, said } = await webhookStory()
    await webhook.tells(fanMessage('one'))
    await webhook.tells(edited('two'))
    await webhook.tells(edited('three', { editedAt: at(10) }))
    await webhook.tells(edited('four'))
    await webhook.tells(edited('five', { editedAt: at(5) }))
    expect((await said()).map(({ body }) => body)).toEqual(['four'])
  })

  test('what was taken back stays so, and asks for no answer', async () => {
    const { world, webhook, edited, said } = await webhookStory()
    await webhook.tells(fanMessage('forget this'))
    await webhook.tells({ type: 'fan.message.deleted', data: { id: 'm-1', fan: { id: 'tom' } } })
    await webhook.tells(edited('forget that', { editedAt: at(10) }))
    await world.pass(60 * SECOND)
    expect(await world.drafts()).toEqual([])
    expect((await said()).map(({ body, deletedAt }) => [body, deletedAt !== null])).toEqual([['forget this', true]])
  })

  test('Telegram: a newer edit, an older one, then the message itself', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const { message: written } = await mia.writes(t.bot, 'hello')
    const message = written as unknown as { message_id: number; date: number }
    const other = { ...message, message_id: message.message_id + 500 }
    const told = (content: Record<string, unknown>) => t.fake.confirmed(t.bot, t.fake.push(t.bot, content))
    await told({ edited_message: { ...other, text: 'see you on Friday', edit_date: message.date + 60 } })
    await told({ edited_message: { ...other, text: 'see you on Thursday', edit_date: message.date + 30 } })
    await told({ message: { ...other, text: 'see you on Thursdy' } })
    await t.pass(9 * SECOND)
    const [draft] = await t.draftRows()
    expect((await t.messagesOf(draft?.fanId ?? '')).map(({ body }) => body)).toEqual(['hello', 'see you on Friday'])
    expect(t.card().text).toContain('see you on Friday (changed)')
  })

  test('Discord: an older edit that comes last changes nothing', async () => {
    const d = await createDiscordWorld()
    const mia = d.person('Mia')
    const said = await d.isWrittenTo(mia, 'hi')
    mia.edits(d.app, said, 'hi, it is Mia')
    mia.tellsAnEarlierEdit(d.app, said, 'hi, it is Mi')
    await d.isWrittenTo(mia, 'how are you?')
    await d.pass(9 * SECOND)
    const [draft] = await d.drafts()
    expect((await d.card(draft?.id ?? '')).messages.map(({ body }) => body)).toEqual(['hi, it is Mia', 'how are you?'])
  })
})
