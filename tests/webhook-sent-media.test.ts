import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { createOutside, type Lookup } from '../bot/node/outside.ts'
import { createEndpoints } from '../bot/webhooks/endpoints.ts'
import { workersOutside } from '../bot/worker/outside.ts'
import { startReceiver } from './support/receiver.ts'
import { PNG } from './support/sent-files.ts'
import { createWebhookWorld, fanMessage } from './support/webhook-world.ts'

/** A file server on this machine; what it is asked for stands in `asked`. */
async function fileServer() {
  const files = {
    url: '',
    asked: [] as string[],
    status: 200,
    location: '',
    bytes: PNG,
    says: undefined as number | undefined,
  }
  const server = createServer((request, response) => {
    files.asked.push(`${request.method} ${request.url}`)
    const length = files.says ?? files.bytes.length
    response.writeHead(files.status, {
      'content-type': 'text/html',
      'content-length': length,
      ...(files.location ? { location: files.location } : {}),
    })
    response.end(files.bytes)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  files.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/media/7`
  return files
}

/** Her program told us of a photo at this address, and its own endpoint stands where the story says. */
async function tomSent(url: string | undefined, endpoint?: string) {
  const { world, console, webhook } = await createWebhookWorld()
  if (endpoint) await console.data('PUT', webhook.path, { out: { url: endpoint, takesReplies: true } })
  const media = [{ kind: 'photo', reference: 'https://169.254.169.254/never', ...(url ? { url } : {}) }]
  const told = await webhook.tells(fanMessage('me', { media }))
  expect(told.status).toBe(200)
  await world.pass(9_000)
  const [draft] = await world.draftRows()
  const [message] = await world.messagesOf(draft?.fanId ?? '')
  const path = `/messages/${message?.id}/media/0`
  return { world, look: () => console.ask('GET', path), refusal: () => console.refusal('GET', path) }
}

describe('seeing what a fan sent by a webhook', () => {
  test('it comes from where her program says, when a person asks; its own bytes say what it is', async () => {
    const files = await fileServer()
    const { look } = await tomSent(files.url, new URL('/souvenir', files.url).href)
    expect(files.asked).toEqual([])
    const answer = await look()
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('image/png')
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PNG)
    expect(files.asked).toEqual(['GET /media/7'])
  })

  test.each([
    ['the metadata of a cloud', 'https://169.254.169.254/latest/meta-data'],
    ['a house', 'https://10.0.0.5/camera.jpg'],
    ['this machine by another name', 'https://localhost/x.png'],
    ['no web', 'file:///etc/passwd'],
    ['the open', 'http://example.com/x.png'],
    ['a name and password', 'https://nova:secret@example.com/x.png'],
    ['nowhere', 'x.png'],
    ['nothing: the reference is never fetched', undefined],
  ])('an address of %s is not asked', async (_, url) => {
    const { refusal } = await tomSent(url)
    expect(await refusal()).toMatchObject({ status: 409, metadata: { why: 'not-here' } })
  })

  test('a host that the operator let in for her endpoint is not open for anything else that answers there', async () => {
    const [files, receiver] = [await fileServer(), await startReceiver()]
    const { refusal } = await tomSent(files.url, receiver.url)
    expect(await refusal()).toMatchObject({ status: 409, metadata: { why: 'not-here' } })
    expect(files.asked).toEqual([])
  })

  test('a name that leads inside by the time it is asked is not asked', async () => {
    const files = await fileServer()
    const lookup: Lookup = (_, __, done) => done(null, [{ address: '127.0.0.1', family: 4 }])
    const endpoints = createEndpoints(createOutside(readEnv({ PLAINTEXT_HOSTS: 'evil.example' }), lookup))
    const url = files.url.replace('http://127.0.0.1', 'https://evil.example')
    const signal = AbortSignal.timeout(20_000)
    const opened = await endpoints.open({ url, own: url, signal })
    expect(opened).toMatchObject({ kind: 'not-here', problem: expect.stringMatching(/private network/) })
    expect(files.asked).toEqual([])
    const onWorker = createEndpoints(workersOutside).open({ url: 'https://10.0.0.5/', own: undefined, signal })
    expect(await onWorker).toMatchObject({ kind: 'not-here' })
  })

  test('a redirect is not followed; gone, too large and down are told apart', async () => {
    const [files, inside] = [await fileServer(), await fileServer()]
    const { refusal } = await tomSent(files.url, new URL('/souvenir', files.url).href)
    Object.assign(files, { status: 302, location: inside.url })
    expect(await refusal()).toMatchObject({ status: 503, message: expect.stringMatching(/\(302\)/) })
    expect(inside.asked).toEqual([])
    Object.assign(files, { status: 410, location: '' })
    expect(await refusal()).toMatchObject({ status: 404, metadata: { why: 'gone' } })
    Object.assign(files, { status: 500 })
    expect(await refusal()).toMatchObject({ status: 503, metadata: { why: 'later' } })
    Object.assign(files, { status: 200, says: 60 * 1024 * 1024 })
    expect(await refusal()).toMatchObject({ status: 413, message: expect.stringMatching(/larger than 50 MB/) })
  })
})
