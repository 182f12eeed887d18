import { describe, expect, test } from 'vitest'
import { noteConnection } from '../core/connections/note-connection.ts'
import { connectionsOf } from '../db/connections.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld } from './support/world.ts'

const TOKEN = '7000001:AAE-a-token-of-the-fathers-making'

describe('settings', () => {
  test('voice is changed field by field; what is left out stays', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const path = `/creators/${world.creatorId}`
    await console.data('PATCH', path, { persona: { tone: 'calm', canon: ['has a cat called Miso'] }, burstSeconds: 12 })
    await console.data('PATCH', path, { persona: { flirtation: 0 }, disclosure: 'A tool helps me to answer.' })
    const [nova] = (await console.data('GET', '/settings')).creators
    expect(nova).toMatchObject({
      name: 'Nova',
      burstSeconds: 12,
      disclosure: 'A tool helps me to answer.',
      persona: { tone: 'calm', canon: ['has a cat called Miso'], flirtation: 0 },
    })
    expect(await console.refusal('PATCH', path, { burstSeconds: -1 })).toMatchObject({ status: 400, code: 'invalid' })
  })

  test('the menu: an offer is added, changed and taken off', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const offer = { title: 'Beach set', category: 'photos', priceMinor: 1_500 }
    const { offerId } = await console.data('POST', `/creators/${world.creatorId}/offers`, offer)
    await console.data('PUT', `/offers/${offerId}`, { ...offer, priceMinor: 1_200, currency: 'EUR' })
    const offers = async () => (await console.data('GET', '/settings')).creators[0].offers
    expect(await offers()).toMatchObject([{ title: 'Beach set', priceMinor: 1_200 }])
    await console.data('DELETE', `/offers/${offerId}`)
    expect(await offers()).toEqual([])
  })

  test('a model’s key goes in and never comes out, and is used for the address it was given for only', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const path = `/creators/${world.creatorId}/models`
    const first = { provider: 'openai', modelId: 'one', apiKey: 'secret-of-one' }
    const second = {
      provider: 'openai-compatible',
      modelId: 'two',
      baseUrl: 'http://127.0.0.1:9/v1',
      apiKey: 'secret-of-two',
    }
    await console.data('PUT', path, { models: [first, second] })
    await console.data('PUT', path, {
      models: [
        { provider: 'openai-compatible', modelId: 'two', baseUrl: 'http://127.0.0.1:9/v1', keyOf: 1 },
        { provider: 'openai', modelId: 'one', keyOf: 0 },
      ],
    })
    const answer = await (await console.ask('GET', '/settings')).text()
    expect(answer).not.toContain('secret')
    expect(JSON.parse(answer).data.creators[0].models).toMatchObject({
      source: 'console',
      list: [
        { modelId: 'two', hasKey: true },
        { modelId: 'one', hasKey: true },
      ],
    })
    const elsewhere = { provider: 'openai-compatible', modelId: 'two', baseUrl: 'http://127.0.0.1:10/v1', keyOf: 0 }
    await console.data('PUT', path, { models: [elsewhere] })
    expect((await console.data('GET', '/settings')).creators[0].models.list).toMatchObject([{ hasKey: false }])
    expect((await console.data('POST', `${path}/test`, elsewhere)).result).toMatchObject({
      kind: 'failed',
      problem: 'unreachable',
    })
    expect(await console.refusal('PUT', path, { models: [{ provider: 'google', modelId: 'three' }] })).toMatchObject({
      status: 400,
      message: expect.stringContaining('needs its key'),
    })
  })

  test('a Telegram bot is connected, changed without its token, and disconnected; the token is never told', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const path = `/creators/${world.creatorId}/telegram`
    expect(await console.refusal('PUT', path, { token: 'nonsense' })).toMatchObject({ status: 400 })
    expect(await console.refusal('PUT', path, {})).toMatchObject({ status: 400 })
    await console.data('PUT', path, { token: TOKEN, reviewerIds: ['40000001'] })
    await console.data('PUT', path, { reviewChatId: '-1001' })
    const stored = await inTenant(world.store, world.tenantId, (scope) => connectionsOf(scope))
    expect(stored).toMatchObject([
      { kind: 'telegram', source: 'console', settings: { token: TOKEN, reviewChatId: '-1001' } },
    ])
    for (const room of ['/settings', '/health']) {
      const answer = await (await console.ask('GET', room)).text()
      expect(answer, room).not.toContain('AAE-a-token')
    }
    await console.data('DELETE', path)
    expect((await console.data('GET', path)).telegram).toBeUndefined()
    expect(await console.refusal('DELETE', path)).toMatchObject({ status: 404 })
  })

  test('what troubled a bot is over when the bot is disconnected', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const path = `/creators/${world.creatorId}/telegram`
    await console.data('PUT', path, { token: TOKEN })
    const [bot] = await inTenant(world.store, world.tenantId, (scope) => connectionsOf(scope))
    const about = { tenantId: world.tenantId, id: bot?.id ?? '' }
    await noteConnection(world.deps, { ...about, problem: 'Telegram does not know this token any more.' })
    expect((await console.data('GET', '/health')).troubles).toMatchObject([{ stage: 'connection' }])
    await console.data('DELETE', path)
    expect(await console.data('GET', '/health')).toMatchObject({ connections: [], troubles: [] })
  })

  test('a chatter neither reads nor changes settings, and may look at Health', async () => {
    const world = await createWorld()
    const chatter = await consoleHttp(world, { role: 'chatter' })
    expect(await chatter.refusal('GET', '/settings')).toMatchObject({ status: 403 })
    expect(await chatter.refusal('DELETE', '/demo')).toMatchObject({ status: 403 })
    expect((await chatter.data('POST', '/health/self-test')).proof.holds).toBe(true)
  })
})
