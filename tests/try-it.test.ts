import { describe, expect, test } from 'vitest'
import { consoleHttp } from './support/console-http.ts'
import { createWorld } from './support/world.ts'

const SECOND = 1_000

describe('try it', () => {
  test('a newcomer writes as a new fan and watches the message travel to what it taught', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const { fanId, messageId } = await console.data('POST', '/try/messages', {
      name: 'Leo',
      language: 'fr',
      body: 'coucou, mon chien Bruno est malade',
    })
    const journey = () => console.data('GET', `/try/${fanId}/${messageId}`)
    const received = await journey()
    expect(received).toMatchObject({ fan: { name: 'Leo', language: 'fr' }, message: { body: /Bruno/ } })
    expect(received.burstUntil).toBeTruthy()
    expect(received.drafted).toBeUndefined()

    await world.pass(1 * SECOND)
    const waiting = await journey()
    expect(waiting.burstUntil).toBeUndefined()
    expect(waiting).toMatchObject({ drafted: { origin: 'offline' }, card: { state: 'waiting' } })

    await world.decides(waiting.card.draftId, { text: 'oh non, pauvre Bruno' })
    const leaving = await journey()
    expect(leaving).toMatchObject({
      decided: { name: 'Kim', verdict: 'approve', sentAs: 'oh non, pauvre Bruno' },
      delivery: { status: 'ready' },
    })
    expect(leaving.delivery.undoUntil).toBeTruthy()

    await world.pass(6 * SECOND)
    const sent = await journey()
    expect(sent).toMatchObject({ delivery: { status: 'sent' }, card: { state: 'sent' } })
    expect(sent.lines.map(({ body }: { body: string }) => body)).toEqual([
      'coucou, mon chien Bruno est malade',
      'oh non, pauvre Bruno',
    ])
    expect(sent.decided.editShare).toBeGreaterThan(0)
  })

  test('two messages within the burst are answered by one draft, and both journeys lead to it', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const first = await console.data('POST', '/try/messages', { name: 'Mia', body: 'hey' })
    const second = await console.data('POST', '/try/messages', { fanId: first.fanId, body: 'are you there' })
    await world.pass(1 * SECOND)
    const [one, two] = [
      await console.data('GET', `/try/${first.fanId}/${first.messageId}`),
      await console.data('GET', `/try/${first.fanId}/${second.messageId}`),
    ]
    expect(one.drafted.draftId).toBe(two.drafted.draftId)
    expect(one.burst.map(({ body }: { body: string }) => body)).toEqual(['hey', 'are you there'])
  })

  test('fans made here can be played again; real fans never can', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    await console.data('POST', '/try/messages', { name: 'Mia', body: 'hey' })
    const real = await world.fan('Tom', 'telegram').writes('hi')
    const { players } = await console.data('GET', '/try/players')
    expect(players.map(({ name }: { name: string }) => name)).toEqual(['Mia'])
    const tom = real.kind === 'stored' ? real.fanId : ''
    expect(await console.refusal('POST', '/try/messages', { fanId: tom, body: 'I love cats' })).toMatchObject({
      status: 403,
      code: 'not-allowed',
    })
    expect(await world.messagesOf(tom)).toHaveLength(1)
  })

  test('nothing written, nobody chosen: each refusal says what to do', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    expect(await console.refusal('POST', '/try/messages', { name: 'Mia', body: '   ' })).toMatchObject({ status: 400 })
    const nobody = await console.refusal('POST', '/try/messages', { body: 'hey' })
    expect(nobody).toMatchObject({ status: 400, message: expect.stringContaining('Choose a fan') })
  })
})
