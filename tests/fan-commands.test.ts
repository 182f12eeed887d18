import { describe, expect, test } from 'vitest'
import { loadTurn } from '../core/draft/load-turn.ts'
import { fanCommandOf } from '../core/inbound/fan-command.ts'
import { conversationsOfFan } from '../db/conversations.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createTelegramWorld } from './support/telegram-world.ts'
import { createWorld, recordingConnector, type World } from './support/world.ts'

const SECOND = 1_000
const HOUR = 3_600_000

describe('a command', () => {
  test.each([
    ['/privacy', 'privacy', undefined],
    ['/Privacy@nova_bot', 'privacy', undefined],
    ['/confidentialité', 'privacy', 'fr'],
    ['/data', 'data', undefined],
    ['/données', 'data', 'fr'],
    ['/forget', 'forget', undefined],
    ['/forget me!', 'forget', undefined],
    ['/oublier', 'forget', 'fr'],
    ['/oublie-moi', 'forget', 'fr'],
    ['/memory off', 'memory-off', undefined],
    ['/memory_off', 'memory-off', undefined],
    ['/memory on', 'memory-on', undefined],
    ['/mémoire non', 'memory-off', 'fr'],
    ['/human', 'human', undefined],
    ['/humain', 'human', 'fr'],
  ])('%s is %s', (body, command, language) => {
    expect(fanCommandOf(body)).toEqual({ command, language })
  })

  test.each([
    '/forget about it',
    '/unknown',
    'forget me',
    '/privacy policy please',
    '/',
    '/memory',
    '//forget',
    '/datas',
  ])('%s is ordinary words', (body) => {
    expect(fanCommandOf(body)).toBeUndefined()
  })
})

describe('a fan asks', () => {
  test('/privacy: honest words wait on a card, and only a tap sends them', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, '/privacy')
    expect(card.text).toContain('What is kept: your first name')
    expect(card.text).toContain('They asked what is kept about them.')
    await t.pass(HOUR)
    expect(t.heard(mia)).toEqual([])
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toEqual([expect.stringContaining('/forget has everything erased')])
    expect((await rights(t.world)).requests).toEqual([])
  })

  test('/human: no words are drafted, the card says so, and a person writes', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    await world.fan('Mia', 'telegram').writes('/human')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const card = await world.card(draft?.id ?? '')
    expect(card.text).toBe('')
    expect(card.warnings.map(({ rule }) => rule)).toEqual(['asked-human'])
    expect(await world.decides(card.draftId)).toMatchObject({ kind: 'refused', problem: 'empty' })
    expect((await rights(world)).requests).toMatchObject([{ kind: 'human', fanName: 'Mia' }])
    await world.decides(card.draftId, { text: 'Hi Mia, this is Kim. What can I do?' })
    await world.pass(6 * SECOND)
    expect(sent).toHaveLength(1)
    expect((await rights(world)).requests).toEqual([])
  })

  test('/memory off: nothing is learned or recalled from that moment, until /memory on', async () => {
    const world = await createWorld()
    const mia = world.fan('Mia')
    const first = await mia.writes('my dog is called Bruno')
    await world.pass(9 * SECOND)
    const page = () => consoleHttp(world).then((console) => console.data('GET', `/fans/${fanOf(first)}`))
    const known = (await page()).memories.length
    expect(known).toBeGreaterThan(0)

    await mia.writes('/memory off')
    expect((await page()).fan.memoryOff).toBe(true)
    await world.pass(9 * SECOND)
    const [answer] = await world.drafts()
    expect((await world.card(answer?.id ?? '')).text).toContain('nothing new about you is remembered')
    await world.pass(120 * SECOND)
    await mia.writes('I have a cat called Minou. How is my dog doing?')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const card = await world.card(draft?.id ?? '')
    expect(card.recalled).toEqual([])
    expect(card.text).not.toContain('Bruno')
    expect(card.warnings.map(({ rule }) => rule)).toContain('memory-off')
    expect((await page()).memories).toHaveLength(known)

    await mia.writes('/memory on')
    expect((await page()).fan.memoryOff).toBe(false)
    await mia.writes('my brother is called Paul, and my dog Bruno says hello')
    await world.pass(9 * SECOND)
    const [last] = await world.drafts()
    expect((await world.card(last?.id ?? '')).warnings.map(({ rule }) => rule)).not.toContain('memory-off')
  })

  test('/memory off: no mood, and no taste from what they told, comes near a draft', async () => {
    const world = await createWorld()
    const first = await world.fan('Mia').writes('I love fishing, this made my day, thank you so much!')
    await world.pass(9 * SECOND)
    const loaded = () =>
      inTenant(world.store, world.tenantId, async (scope) => {
        const [conversation] = await conversationsOfFan(scope, fanOf(first))
        const turn = conversation && (await loadTurn(scope, conversation, world.now()))
        return { moods: turn?.moods.length, tastes: turn?.tastes.map(({ name }) => name) }
      })
    expect(await loaded()).toEqual({ moods: 1, tastes: ['fishing'] })
    const console = await consoleHttp(world)
    await console.data('PATCH', `/fans/${fanOf(first)}`, { memoryOff: true })
    expect(await loaded()).toEqual({ moods: 0, tastes: [] })
  })

  test('/data: a request with its date, which only a person with the file can settle', async () => {
    const { connector } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const mia = world.fan('Mia', 'telegram')
    await mia.writes('/data')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '')
    await world.pass(6 * SECOND)
    const [open] = (await rights(world)).requests
    expect(open).toMatchObject({ kind: 'data', fanName: 'Mia' })
    expect(new Date(open.dueAt).getTime() - new Date(open.askedAt).getTime()).toBe(28 * 24 * HOUR)
    const console = await consoleHttp(world)
    await console.data('POST', `/requests/${open.id}/settled`)
    expect((await rights(world)).requests).toEqual([])
    expect(await console.refusal('POST', `/requests/${open.id}/settled`)).toMatchObject({ status: 404 })
  })

  test('unknown commands are ordinary words', async () => {
    const world = await createWorld()
    await world.fan('Mia').writes('/dance with me')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    expect((await world.card(draft?.id ?? '')).origin).not.toBe('prepared')
    expect(await rights(world)).toMatchObject({ requests: [], erasures: [] })
  })
})

describe('/forget', () => {
  test('begins when a person sent the goodbye, and not before', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const asked = await world.fan('Chloé', 'telegram').writes('/oublier')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    const card = await world.card(draft?.id ?? '')
    expect(card.text).toMatch(/^Vous avez demandé à être oublié/)
    expect(card.warnings.map(({ rule }) => rule)).toEqual(['asked-forget'])
    await world.pass(HOUR)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'asked', reason: 'fan', fanId: fanOf(asked) }])
    await world.decides(card.draftId)
    await world.pass(6 * SECOND)
    await world.settle()
    expect(sent).toHaveLength(1)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done', reason: 'fan' }])
    expect(await world.drafts('approved')).toEqual([])
  })

  test('begins when a person said no to the goodbye, after the time to take the no back', async () => {
    const world = await createWorld()
    await world.fan('Tom').writes('/forget')
    await world.pass(9 * SECOND)
    const [draft] = await world.drafts()
    await world.decides(draft?.id ?? '', { verdict: 'reject' })
    await world.pass(5 * SECOND)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'asked' }])
    await world.pass(6 * SECOND)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done' }])
  })

  test('begins by itself within 24 hours, whatever nobody does, and whatever else the fan writes', async () => {
    const { connector, sent } = recordingConnector()
    const world = await createWorld({ connectors: [connector] })
    const tom = world.fan('Tom', 'telegram')
    const first = await tom.writes('/forget')
    await world.pass(HOUR)
    await tom.writes('and say hello to your cat')
    await world.pass(22 * HOUR)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'asked' }])
    await world.pass(HOUR)
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done' }])
    expect(sent).toEqual([])
    const console = await consoleHttp(world)
    expect(await console.refusal('GET', `/fans/${fanOf(first)}`)).toMatchObject({ status: 404 })
  })

  test('begins at once when a person says so', async () => {
    const world = await createWorld()
    const first = await world.fan('Tom').writes('/forget')
    const console = await consoleHttp(world)
    await console.data('POST', `/fans/${fanOf(first)}/erasure`)
    await world.settle()
    expect((await rights(world)).erasures).toMatchObject([{ state: 'done', reason: 'fan' }])
  })
})

async function rights(world: World) {
  return (await consoleHttp(world)).data('GET', '/rights')
}

function fanOf(received: Awaited<ReturnType<ReturnType<World['fan']>['writes']>>): string {
  if (received.kind !== 'stored') throw new Error('This was no new message.')
  return received.fanId
}
