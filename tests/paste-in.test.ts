import { describe, expect, test } from 'vitest'
import { manualConnector } from '../bot/manual/deliver.ts'
import { readPasted } from '../core/manual/read-pasted.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000
const tom = { platform: 'OnlyFans', name: 'Tom' }

describe('what a person copied out of a chat', () => {
  test('is put before a reviewer, carried over by hand, and marked as sent', async () => {
    const { world, console } = await desk()
    const pasted = await console.data('POST', '/pasted-messages', { ...tom, text: 'my dog Bruno ate my shoes' })
    expect([pasted.stored, pasted.known]).toEqual([1, 0])
    await world.pass(2 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'oh no, poor shoes' })
    await world.pass(6 * SECOND)
    const { byHand } = await console.data('GET', '/queue')
    expect(byHand).toMatchObject([{ state: 'by-hand', text: 'oh no, poor shoes', channel: 'manual' }])
    const answer = await console.data('POST', `/drafts/${draft?.id}/delivery`, { answer: 'arrived' })
    expect(answer.card.state).toBe('sent')
  })

  test('pasted twice is there once; after a reply the same words are new', async () => {
    const { world, console } = await desk()
    const paste = () => console.data('POST', '/pasted-messages', { ...tom, text: 'hi' })
    expect((await paste()).stored).toBe(1)
    expect(await paste()).toMatchObject({ stored: 0, known: 1 })
    await world.pass(2 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { text: 'hello you' })
    await world.pass(6 * SECOND)
    await console.data('POST', `/drafts/${draft?.id}/delivery`, { answer: 'arrived' })
    expect((await paste()).stored).toBe(1)
  })

  test('a block with dates becomes its messages, in their order, and a longer copy adds only what is new', async () => {
    const { world, console } = await desk()
    const block = '2026-11-17 18:35 - Tom: hi Nova\n2026-11-17 18:36 - Tom: are you there?\nI miss you'
    expect((await console.data('POST', '/pasted-messages', { ...tom, text: block })).stored).toBe(2)
    const longer = `${block}\n2026-11-17 18:40 - Tom: hello?`
    expect(await console.data('POST', '/pasted-messages', { ...tom, text: longer })).toMatchObject({
      stored: 1,
      known: 2,
    })
    await world.pass(2 * SECOND)
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).messages.map(({ body }) => body)).toEqual([
      'hi Nova',
      'are you there?\nI miss you',
      'hello?',
    ])
  })

  test('what we said ourselves in a copied block is history, and never the fan’s words', async () => {
    const { world, console } = await desk()
    const block =
      '2026-11-17 18:35 - Tom: hi Nova\n2026-11-17 18:36 - Nova: hi Tom\n2026-11-17 18:40 - Tom: how is Miso?'
    expect(await console.data('POST', '/pasted-messages', { ...tom, text: block })).toMatchObject({ stored: 3 })
    await world.pass(2 * SECOND)
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).messages.map(({ body }) => body)).not.toContain('hi Tom')
    const history = await world.messagesOf(draft?.fanId ?? '')
    expect(history.map(({ direction, body }) => [direction, body])).toContainEqual(['outbound', 'hi Tom'])
    const strange = '2026-11-17 18:41 - Tom: hi\n2026-11-17 18:42 - Ana: me too'
    const refused = await console.refusal('POST', '/pasted-messages', { ...tom, text: strange })
    expect(refused.status).toBe(400)
    expect(JSON.stringify(refused)).toContain('Ana')
  })

  test('is shown as it would be kept before anything is: whose words, and what is here already', async () => {
    const { world, console } = await desk()
    const block = '2026-11-17 18:35 - Tom: hi Nova\n2026-11-17 18:36 - Nova: hi Tom'
    const preview = (text: string) => console.data('POST', '/pasted-messages/preview', { ...tom, text })
    const first = await preview(block)
    expect(first.lines).toMatchObject([
      { body: 'hi Nova', isOurs: false, isKnown: false },
      { body: 'hi Tom', isOurs: true, isKnown: false },
    ])
    expect(first.conversationId).toBeUndefined()
    expect((await console.data('GET', '/fans')).total).toBe(0)
    const { conversationId } = await console.data('POST', '/pasted-messages', { ...tom, text: block })
    const longer = await preview(`${block}\n2026-11-17 18:40 - Tom: hello?`)
    expect(longer.conversationId).toBe(conversationId)
    expect(longer.lines.map(({ isKnown }: { isKnown: boolean }) => isKnown)).toEqual([true, true, false])
    const dates = '2026-11-17 18:35'
    expect((await console.refusal('POST', '/pasted-messages/preview', { ...tom, text: dates })).status).toBe(400)
    expect(await world.drafts()).toEqual([])
  })

  test('has its times by the clock it was copied from, and one that seems ahead of ours is still known the second time', async () => {
    const { world, console } = await desk()
    const paste = (text: string, timeZone: string) =>
      console.data('POST', '/pasted-messages', { ...tom, text, timeZone })
    const { fanId } = await paste('2026-08-12 18:35 - Tom: hot here\n2026-11-17 18:35 - Tom: cold here', 'Europe/Paris')
    const said = async () => (await world.messagesOf(fanId)).map(({ sentAt }) => sentAt.toISOString())
    expect(await said()).toEqual(['2026-08-12T16:35:00.000Z', '2026-11-17T17:35:00.000Z'])
    const ahead = '2026-11-17 20:30 - Tom: still up?'
    expect((await paste(ahead, 'America/New_York')).stored).toBe(1)
    await world.pass(2 * SECOND)
    expect(await paste(ahead, 'America/New_York')).toMatchObject({ stored: 0, known: 1 })
    const nowhere = { ...tom, text: 'hi', timeZone: 'Nowhere/Else' }
    expect((await console.refusal('POST', '/pasted-messages', nowhere)).status).toBe(400)
  })

  test('may be ours alone, and says where it is also when all of it was here', async () => {
    const { console } = await desk()
    const paste = () => console.data('POST', '/pasted-messages', { ...tom, text: '2026-11-17 18:36 - Nova: hi Tom' })
    const first = await paste()
    expect(first).toMatchObject({ stored: 1, known: 0 })
    expect(await paste()).toEqual({ ...first, stored: 0, known: 1 })
  })

  test('a conversation that a platform brings by itself takes no pasted words', async () => {
    const { world, console } = await desk()
    const received = await world.fan('Mia').writes('hi')
    if (received.kind !== 'stored') throw new Error('not stored')
    const { conversationId } = received
    expect((await console.refusal('POST', '/pasted-messages', { conversationId, text: 'x' })).status).toBe(409)
    expect((await console.refusal('POST', '/pasted-messages', { text: 'x' })).status).toBe(400)
  })

  const now = new Date('2026-11-17T20:00:00Z')
  test.each([
    ['Nov 12, 2026 6:35 pm\nhi', ['hi']],
    ['[12 Nov 2026, 18:35] Tom: hi', ['hi']],
    ['tomorrow at 5 I am free', ['tomorrow at 5 I am free']],
    ['see you on 12 Nov at 5pm', ['see you on 12 Nov at 5pm']],
    ['hi\n2026-11-12 18:35\nthere', ['hi', 'there']],
  ])('reads %j', (text, bodies) => {
    expect(readPasted(text, { now, dayFirst: false }).map(({ body }) => body)).toEqual(bodies)
  })
})

async function desk() {
  const world = await createWorld({ connectors: [manualConnector] })
  return { world, console: await consoleHttp(world) }
}
