import { request as httpRequest } from 'node:http'
import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { refuseWrites } from '../bot/node/read-only.ts'
import { listen } from '../bot/node/serve.ts'
import { openApiOf } from '../console/api/openapi.ts'
import { openFrontDoor } from './support/front-door.ts'
import { dump, plant, settleAll } from './support/plant.ts'
import { sampleOf } from './support/sample.ts'

/** Souvenir behind the server it really runs on, and its owner. */
async function openDoor({ noRoom }: { noRoom?: string } = {}) {
  const door = await openFrontDoor()
  const owner = await door.owner()
  const { http } = door.souvenir
  const serving = await listen(
    refuseWrites(http.fetch, () => noRoom),
    { port: 0, host: '127.0.0.1' },
  )
  onTestFinished(() => serving.close())
  const site = `http://localhost:${serving.port}`
  door.souvenir.signIn.servedAt(site)
  const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  const headers = { cookie, origin: site, 'content-type': 'application/json' }
  return { ...door, site, port: serving.port, headers, serving }
}

const ANY_ID = '01a1fd46-56d7-776b-9443-4016e3e6cf46'

/** Every refusal has this shape, whoever wrote it. */
async function refusal(answer: Response) {
  const body = await answer.json()
  expect(body).toEqual({
    success: false,
    error: expect.objectContaining({
      code: expect.any(String),
      message: expect.stringMatching(/\w/),
      retryable: expect.any(Boolean),
    }),
    meta: {
      timestamp: expect.stringMatching(/^\d{4}-/),
      requestId: expect.stringMatching(/^[\w-]{8,}$/),
      duration: expect.any(Number),
    },
  })
  expect(answer.headers.get('x-request-id')).toBe(body.meta.requestId)
  return { status: answer.status, code: body.error.code as string, message: body.error.message as string }
}

describe('bad requests end in a clear answer', () => {
  test('a body that is no JSON, or no object, or of another kind', async () => {
    const { site, headers } = await openDoor()
    const path = `${site}/api/conversations/${ANY_ID}/reply`
    for (const body of ['{"text": ', 'hello', '', 'null', '[]', '"text"', '{"text": 5}', '{"text": {"a": 1}}']) {
      const answer = await fetch(path, { method: 'POST', headers, body })
      expect({ body, ...(await refusal(answer)) }).toMatchObject({ body, status: 400, code: 'invalid' })
    }
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data', 'nonsense']) {
      const answer = await fetch(path, {
        method: 'POST',
        headers: { ...headers, 'content-type': type },
        body: 'text=hi',
      })
      expect((await refusal(answer)).status, type).toBe(400)
    }
  })

  test('more than 1 MB, whether it says so or not', async () => {
    const { site, headers, port } = await openDoor()
    const path = `/api/conversations/${ANY_ID}/reply`
    const body = JSON.stringify({ text: 'x'.repeat(1_100_000) })
    expect(await refusal(await fetch(site + path, { method: 'POST', headers, body }))).toMatchObject({
      status: 413,
      code: 'too-large',
    })
    const chunked = await new Promise<{ status: number | undefined; text: string }>((resolve, reject) => {
      const request = httpRequest({
        port,
        path,
        method: 'POST',
        headers: { ...headers, 'transfer-encoding': 'chunked' },
      })
      request.on('response', (response) => {
        let text = ''
        response.on('data', (chunk) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode, text }))
      })
      request.on('error', reject)
      request.end(body)
    })
    expect(chunked.status).toBe(413)
    expect(JSON.parse(chunked.text)).toMatchObject({ success: false, error: { code: 'too-large' } })
  })

  test('routes and methods that are not there', async () => {
    const { site, headers } = await openDoor()
    for (const path of [
      '/api',
      '/api/',
      '/api/nothing',
      '/api/drafts',
      '/api/../etc/passwd',
      '/api/%00',
      '/webhooks/none',
    ]) {
      expect((await refusal(await fetch(site + path, { headers }))).status, path).toBe(404)
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      expect((await refusal(await fetch(`${site}/api/queue`, { method, headers }))).status, method).toBe(404)
    }
    for (const id of ['1', 'null', '%2e%2e', 'a'.repeat(3_000), `${ANY_ID}'--`, '%F0%9F']) {
      const answer = await refusal(await fetch(`${site}/api/drafts/${id}`, { headers }))
      expect([400, 404], id).toContain(answer.status)
    }
  })

  test('headers that are too large, and what is no HTTP at all', async () => {
    const { site, headers, port } = await openDoor()
    const huge = await fetch(`${site}/api/queue`, { headers: { ...headers, 'x-note': 'y'.repeat(40_000) } })
    expect((await refusal(huge)).status).toBe(431)
    const answer = await new Promise<string>((resolve) => {
      let text = ''
      const socket = connect(port, '127.0.0.1', () => socket.write('GIVE ME /\u0000 HTTP/9\r\n\r\n'))
      socket.on('data', (chunk) => {
        text += chunk
      })
      socket.on('close', () => resolve(text))
    })
    expect(answer).toMatch(/^HTTP\/1\.1 400/)
    expect(JSON.parse(answer.split('\r\n\r\n')[1] ?? '')).toMatchObject({ success: false, error: { code: 'invalid' } })
  })

  test('letters that no database and no screen can take, in every field of every route', async () => {
    const door = await openDoor()
    const { site, headers } = door
    const nasty = [
      '\u0000',
      'a\u0000b',
      '\ud800',
      'x\udfff',
      '\u202egnp.exe',
      `e${'\u0301'.repeat(10_000)}`,
      '👩‍👩‍👧‍👦'.repeat(500),
    ]
    nasty.push('z'.repeat(100_000), "'; drop table fans; --", '{{7*7}}', '__proto__')
    const document = await openApiOf(door.souvenir.http)
    const broken: string[] = []
    let asked = 0
    const ids = await idsOf(door)
    for (const [path, item] of Object.entries(document.paths)) {
      if (path === '/api/auth/sign-out' || path.startsWith('/api/auth/me')) continue
      for (const method of ['post', 'put', 'patch'] as const) {
        const body = item?.[method]?.requestBody
        const content = body && 'content' in body ? body.content['application/json'] : undefined
        const schema = content && 'schema' in content ? (content.schema as Parameters<typeof sampleOf>[0]) : undefined
        if (!schema) continue
        const ask = (id: string, value: unknown) =>
          fetch(site + path.replace(/\{\w+\}/g, id), {
            method: method.toUpperCase(),
            headers,
            body: JSON.stringify(value),
          })
        // Of something that is really there, where such a thing is: else nothing would ever reach the database.
        const found: string[] = []
        for (const id of path.includes('{') ? ids : []) {
          if ((await ask(id, sampleOf(schema, id))).status === 200) found.push(id)
        }
        const id = found[0] ?? ANY_ID
        for (const text of nasty) {
          const answer = await ask(id, withText(sampleOf(schema, id), text))
          asked += 1
          const shown = `${method} ${path} with ${JSON.stringify(text.slice(0, 12))}: ${answer.status}`
          if (answer.status >= 500) broken.push(`${shown} ${await answer.text()}`)
          else if (answer.status >= 400) await refusal(answer)
          else await answer.text()
        }
      }
    }
    expect(broken).toEqual([])
    expect(asked).toBeGreaterThan(200)
    // Some thousand requests: on a busy machine that takes its time.
  }, 600_000)

  test('a request id that is given is kept when it is one, and replaced when it is a trick', async () => {
    const { site } = await openDoor()
    const ask = (id: string) => fetch(`${site}/api/queue`, { headers: { 'x-request-id': id } })
    expect((await ask('from-the-proxy-1')).headers.get('x-request-id')).toBe('from-the-proxy-1')
    expect((await ask('<script>')).headers.get('x-request-id')).toMatch(/^[\w-]{36}$/)
  })
})

describe('while there is no room on the disk', () => {
  test('what would be stored is refused with the reason; reading goes on', async () => {
    const { site, headers } = await openDoor({ noRoom: 'There are only 3 MB free.' })
    const answer = await fetch(`${site}/api/conversations/${ANY_ID}/reply`, { method: 'POST', headers, body: '{}' })
    expect(answer.headers.get('retry-after')).toBe('60')
    expect(await refusal(answer)).toMatchObject({
      status: 503,
      code: 'unavailable',
      message: 'There are only 3 MB free.',
    })
    expect((await fetch(`${site}/api/queue`, { headers })).status).toBe(200)
  })
})

describe('what everybody may see', () => {
  test('health, and the description of the API, with nothing from elsewhere', async () => {
    const { site } = await openDoor()
    expect(await (await fetch(`${site}/health/live`)).json()).toEqual({ alive: true })
    expect(await (await fetch(`${site}/health/ready`)).json()).toEqual({ ready: true })
    const document = await (await fetch(`${site}/api/openapi.json`)).json()
    expect(document.openapi).toMatch(/^3\.1/)
    expect(
      document.paths['/api/drafts/{id}/decision'].post.requestBody.content['application/json'].schema,
    ).toMatchObject({
      required: ['verdict', 'version'],
    })
    const page = await (await fetch(`${site}/api/docs`)).text()
    expect(page).toContain('/api/drafts/{id}/decision')
    expect(page.match(/(src|href)="([^"]+)"/g)).toEqual(['href="/api/docs/style.css"', 'href="/api/openapi.json"'])
    expect((await fetch(`${site}/api/docs/style.css`)).headers.get('content-type')).toContain('text/css')
  })

  test('closing waits for a handler whose caller hung up: it still has work to end', async () => {
    const [begun, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const happened: string[] = []
    const serving = await listen(
      async () => {
        begun.resolve()
        await gate.promise
        happened.push('worked')
        return new Response('for nobody')
      },
      { port: 0, host: '127.0.0.1' },
    )
    const caller = new AbortController()
    const call = fetch(`http://127.0.0.1:${serving.port}/`, { signal: caller.signal }).catch(() => 'hung up')
    await begun.promise
    caller.abort()
    expect(await call).toBe('hung up')
    const closing = serving.close().then(() => happened.push('closed'))
    // Time enough for a server that does not wait.
    await new Promise((resolve) => setTimeout(resolve, 200))
    gate.resolve()
    await closing
    expect(happened).toEqual(['worked', 'closed'])
  })

  test('a stream does not keep the process from stopping', async () => {
    const { site, headers, serving } = await openDoor()
    const stream = await fetch(`${site}/api/events`, { headers })
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    const reader = stream.body?.getReader()
    const began = performance.now()
    const ended = (async () => {
      for (;;) if ((await reader?.read())?.done) return
    })().catch(() => undefined)
    await serving.close()
    await ended
    // Far below the grace that a request in flight is given.
    expect(performance.now() - began).toBeLessThan(4_000)
  })
})

/** The ids of everything in a workspace that has something of everything. */
async function idsOf({ souvenir, store }: Awaited<ReturnType<typeof openDoor>>): Promise<string[]> {
  const { tenantId } = await souvenir.signIn.createFirstOwner()
  let ahead = 0
  const moved = { ...souvenir.deps, now: () => new Date(Date.now() + ahead) }
  await plant(moved, tenantId, 'Zirkonvogel', async (ms) => {
    ahead += ms
    await settleAll(moved)
  })
  const ids = new Set<string>()
  for (const table of [
    'creators',
    'fans',
    'conversations',
    'drafts',
    'memories',
    'promises',
    'preferences',
    'offers',
  ]) {
    for (const row of await dump(store.db, table)) ids.add(JSON.parse(row).id)
  }
  return [...ids]
}

/** The same value with this text wherever a text stood. */
function withText(value: unknown, text: string): unknown {
  if (typeof value === 'string') return /^[0-9a-f-]{36}$/.test(value) ? value : text
  if (Array.isArray(value)) return value.map((one) => withText(one, text))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, withText(one, text)]))
}
