import { describe, expect, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createOutside, type Lookup } from '../bot/node/outside.ts'
import { createEndpoints } from '../bot/webhooks/endpoints.ts'
import { workersOutside } from '../bot/worker/outside.ts'
import { startReceiver } from './support/receiver.ts'
import { createWebhookWorld } from './support/webhook-world.ts'

const INSIDE = /private network/

describe('where a creator’s endpoint may be', () => {
  test.each([
    ['http://example.com/', /must begin with https/],
    ['ftp://example.com/', /must begin with https/],
    ['https://nova:secret@example.com/', /name or password/],
    ['example.com', /is not an address/],
    ['https://127.0.0.1/', INSIDE],
    ['https://127.1/', INSIDE],
    ['https://0x7f000001/', INSIDE],
    ['https://2130706433/', INSIDE],
    ['https://0.0.0.0/', INSIDE],
    ['https://10.1.2.3/', INSIDE],
    ['https://172.31.0.1/', INSIDE],
    ['https://192.168.1.1/', INSIDE],
    ['https://169.254.169.254/latest/meta-data', INSIDE],
    ['https://100.64.0.1/', INSIDE],
    ['https://224.0.0.1/', INSIDE],
    ['https://255.255.255.255/', INSIDE],
    ['https://[::1]/', INSIDE],
    ['https://[::]/', INSIDE],
    ['https://[::ffff:127.0.0.1]/', INSIDE],
    ['https://[::ffff:a00:1]/', INSIDE],
    ['https://[fd00::1]/', INSIDE],
    ['https://[fe80::1]/', INSIDE],
    ['https://[64:ff9b::7f00:1]/', INSIDE],
    ['https://[2002:7f00:1::]/', INSIDE],
    ['https://[ff02::1]/', INSIDE],
    ['https://localhost/', INSIDE],
  ])('%s is refused when it is entered, and never posted to', async (url, words) => {
    const endpoints = createEndpoints(createOutside(readEnv({})))
    expect(await endpoints.refusal(url)).toMatch(words)
    const posted = await endpoints.post({ url, id: 'm', body: '{}', secrets: ['whsec_AAAA'], signal: soon() })
    expect(posted).toMatchObject({ kind: 'not-left', isForGood: true })
  })

  test.each([
    ['one', [{ address: '127.0.0.1', family: 4 }]],
    [
      'one of several',
      [
        { address: '93.184.216.34', family: 4 },
        { address: '10.0.0.7', family: 4 },
      ],
    ],
    ['an IPv6', [{ address: 'fd00::1', family: 6 }]],
  ])('a name with %s address inside is refused, also when it was public a moment before', async (_, addresses) => {
    const receiver = await startReceiver()
    const { port } = new URL(receiver.url)
    const answers = [[{ address: '93.184.216.34', family: 4 }], addresses]
    const lookup: Lookup = (_, __, done) => done(null, answers.shift() ?? addresses)
    // Such a name is in a list of plain hosts at most by mistake; that alone opens nothing.
    const endpoints = createEndpoints(createOutside(readEnv({ PLAINTEXT_HOSTS: 'evil.example' }), lookup))
    const url = `https://evil.example:${port}/`
    expect(await endpoints.refusal(url)).toBeUndefined()
    const posted = await endpoints.post({ url, id: 'm', body: '{}', secrets: ['whsec_AAAA'], signal: soon() })
    expect(posted).toMatchObject({ kind: 'not-left', isForGood: true, problem: expect.stringMatching(INSIDE) })
    expect(receiver.requests).toEqual([])
  })

  test('the connection goes to the address that was checked: a name is looked up once', async () => {
    const receiver = await startReceiver()
    let asked = 0
    const lookup: Lookup = (_, __, done) => {
      asked += 1
      done(null, [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.99', family: 4 }])
    }
    const env = readEnv({ WEBHOOK_OWN_HOSTS: 'nova.example', PLAINTEXT_HOSTS: 'nova.example' })
    const url = receiver.url.replace('127.0.0.1', 'nova.example')
    const posted = await createEndpoints(createOutside(env, lookup)).post({
      url,
      id: 'm',
      body: '{}',
      secrets: [receiver.secret],
      signal: soon(),
    })
    expect(posted).toMatchObject({ kind: 'answered', code: 200 })
    expect(asked).toBe(1)
  })

  test('a redirect is not followed, wherever it leads', async () => {
    const [receiver, other] = [await startReceiver(), await startReceiver()]
    receiver.next.push({ status: 307, headers: { location: other.url } })
    const endpoints = createEndpoints(createOutside(readEnv({ WEBHOOK_OWN_HOSTS: '127.0.0.1' })))
    const letter = { url: receiver.url, id: 'm', body: '{}', secrets: [receiver.secret], signal: soon() }
    expect(await endpoints.post(letter)).toMatchObject({ kind: 'answered', code: 307 })
    expect(other.requests).toEqual([])
  })

  test('a host of one’s own still needs TLS when the way there leaves this machine', async () => {
    const endpoints = createEndpoints(createOutside(readEnv({ WEBHOOK_OWN_HOSTS: '10.0.0.5' })))
    expect(await endpoints.refusal('http://10.0.0.5/')).toMatch(/must begin with https/)
    expect(await endpoints.refusal('https://10.0.0.5/')).toBeUndefined()
  })

  test('an endless answer is cut off, and its status counts', async () => {
    const receiver = await startReceiver()
    receiver.next.push({ status: 200, body: { text: 'x'.repeat(5_000_000) } })
    const endpoints = createEndpoints(createOutside(readEnv({ WEBHOOK_OWN_HOSTS: '127.0.0.1' })))
    const letter = { url: receiver.url, id: 'm', body: '{}', secrets: [receiver.secret], signal: soon() }
    const posted = await endpoints.post(letter)
    expect(posted).toMatchObject({ kind: 'answered', code: 200 })
    expect(posted.kind === 'answered' && posted.body.length).toBeLessThan(100_000)
  })

  test('on a Worker names and addresses of a house are refused as well', async () => {
    for (const url of ['https://localhost/', 'https://10.0.0.5/', 'https://printer.local/', 'http://example.com/']) {
      expect(await workersOutside.refusal(new URL(url)), url).toMatch(/\w/)
    }
    expect(await workersOutside.refusal(new URL('https://example.com/'))).toBeUndefined()
  })

  test('the console says so at once, by the field, and stores nothing', async () => {
    const { console, webhook } = await createWebhookWorld()
    const refused = await console.refusal('PUT', webhook.path, { out: { url: 'https://169.254.169.254/' } })
    expect(refused).toMatchObject({ status: 400, message: expect.stringMatching(INSIDE) })
    expect((await console.data('GET', webhook.path)).webhook.out).toBeUndefined()
  })
})

const soon = () => AbortSignal.timeout(20_000)
