import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { isPrivate } from '../bot/plain-address.ts'
import { consoleHttp } from './support/console-http.ts'
import { businessAccount } from './support/fake-telegram-business.ts'
import { modelSays, startModelServer } from './support/model-server.ts'
import { createBusinessWorld } from './support/telegram-business-world.ts'

const SECOND = 1_000
const MINUTE = 60_000
const local = await startModelServer()

/** A provider of somebody else's, which counts what it is sent and answers nothing of use. */
async function hostedProvider() {
  const seen: string[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += String(chunk)
    })
    request.on('end', () => {
      seen.push(body)
      response.writeHead(400).end('{"error":{"message":"no"}}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return { seen, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1beta` }
}

describe('what comes by a creator’s own account and outside models', () => {
  test('a hosted model reads nothing until a person allows its provider by name, and nothing after it is revoked', async () => {
    const t = await createBusinessWorld()
    const hosted = await hostedProvider()
    const console = await consoleHttp(t.world)
    const of = `/creators/${t.creatorId}`
    const google = { provider: 'google', modelId: 'gemini-x', apiKey: 'k', baseUrl: hosted.url }
    await console.data('PUT', `${of}/models`, { models: [google] })

    const card = await t.tomWrites('my dog Bruno is ill')
    expect(hosted.seen).toEqual([])
    expect(card.text).toContain('🔒 google/gemini-x was not asked: nobody has allowed it to read this account.')
    expect((await t.health()).join()).toMatch(/Nobody has allowed google to read/)
    const { business } = await console.data('GET', `${of}/business`)
    expect(business).toMatchObject({
      accounts: [{ ownerName: 'Nova', standing: 'accepted', isEnabled: true, canReply: true }],
      providers: [{ provider: 'google', isLocal: false, isAllowed: false }],
      consents: [],
    })

    // A fan of the bot itself is another matter: that is what the model was set up for.
    await t.fanWrites(t.person('Leo'), 'hello bot')
    expect(hosted.seen.length).toBeGreaterThan(0)
    expect(hosted.seen.join()).not.toContain('Bruno')

    await console.data('POST', `${of}/consents`, { provider: 'google' })
    await console.data('POST', `${of}/consents`, { provider: 'google' })
    expect((await t.health()).join()).not.toMatch(/Nobody has allowed/)
    await t.tomWrites('he is called Bruno')
    expect(hosted.seen.join()).toContain('Bruno')

    const [consent] = (await console.data('GET', `${of}/business`)).business.consents
    expect(consent).toMatchObject({ provider: 'google', givenByName: 'Kim', revokedAt: null })
    await console.data('DELETE', `${of}/consents/${consent.id}`)
    hosted.seen.splice(0)
    await t.tomWrites('and my cat is Minou')
    expect(hosted.seen).toEqual([])
    const after = (await console.data('GET', `${of}/business`)).business
    expect(after.consents).toMatchObject([{ provider: 'google', givenByName: 'Kim', revokedByName: 'Kim' }])
    const { lines } = await console.data('GET', '/audit?limit=200')
    const actions = (lines as { action: string }[]).map(({ action }) => action)
    expect(actions.filter((action) => action.startsWith('consent.')).toSorted()).toEqual([
      'consent.give',
      'consent.revoke',
    ])
  })

  test('a model on the creator’s own machine writes without a consent', async () => {
    const t = await createBusinessWorld()
    local.answers(modelSays('poor Bruno, what does the vet say?'))
    const console = await consoleHttp(t.world)
    const model = { provider: 'openai-compatible', modelId: 'llama', baseUrl: local.url }
    await console.data('PUT', `/creators/${t.creatorId}/models`, { models: [model] })
    const card = await t.tomWrites('my dog Bruno is ill')
    expect(card.text).toContain('what does the vet say')
    expect(card.text).not.toContain('🔒')
  })

  test('nobody can allow a provider that is not set up, or a model that needs no consent', async () => {
    const t = await createBusinessWorld()
    const console = await consoleHttp(t.world)
    const refused = await console.refusal('POST', `/creators/${t.creatorId}/consents`, { provider: 'openai' })
    expect(refused).toMatchObject({ status: 404, message: expect.stringMatching(/nothing to allow/) })
  })

  test('which addresses are a house’s own', () => {
    for (const own of ['http://10.1.2.3', 'http://192.168.0.9:11434', 'http://172.20.0.1', 'http://ollama:11434']) {
      expect(isPrivate(own), own).toBe(true)
    }
    for (const other of ['https://api.example.com', 'http://172.32.0.1', 'http://11.0.0.1', 'nonsense']) {
      expect(isPrivate(other), other).toBe(false)
    }
  })
})

describe('whose account it is', () => {
  test('a person says that a second account is the creator’s, and its fans are read from then on; says no, and nothing leaves', async () => {
    const t = await createBusinessWorld()
    const second = businessAccount(t.fake, t.bot, t.person('Nova too'))
    await second.connect()
    const console = await consoleHttp(t.world)
    const of = `/creators/${t.creatorId}/business`
    const { business } = await console.data('GET', of)
    const asked = business.accounts.find((one: { standing: string }) => one.standing === 'asked')
    expect(asked.ownerName).toBe('Nova too')
    await console.data('POST', `${of}/${asked.id}`, { isHers: true })
    expect(await t.health()).toEqual([])
    const ana = t.person('Ana')
    await second.fanWrites(ana, 'hola')
    await t.pass(9 * SECOND)
    const card = t.card()
    expect(card.text).toContain('hola')
    await t.taps(card, 'Send')
    await console.data('POST', `${of}/${asked.id}`, { isHers: false })
    await t.pass(MINUTE)
    expect(t.heard(ana)).toEqual([])
    expect(card.text).toContain('⛔ Nobody has said yet that this account is Nova’s')
  })
})
