import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import type { SecureVersion } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { describe, expect, onTestFinished, test } from 'vitest'
import { readEnv } from '../bot/env.ts'
import { waitForPostgres } from '../db/connect.node.ts'
import { serverAddress } from '../db/connect.secure.ts'
import { createBrowser, tokenIn } from './support/front-door.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'
import { dataFolder, failToStart, type Process, startProcess } from './support/process.ts'

const path = (name: string) => fileURLToPath(new URL(`./data/tls/${name}`, import.meta.url))
const AUTHORITY = path('authority.pem')

describe('on the way to a model', () => {
  test('words travel by TLS 1.3 to a server whose certificate is right, and to no other', async () => {
    const modern = await startModel('TLSv1.3')
    const old = await startModel('TLSv1.2')
    const trusting = await start({ NODE_EXTRA_CA_CERTS: AUTHORITY })
    expect(await trusting.tries(modern.url)).toMatchObject({ kind: 'answered', text: 'hello there' })
    expect(modern.protocols).toEqual(['TLSv1.3'])
    expect(await trusting.tries(old.url)).toMatchObject({ kind: 'failed', problem: 'unreachable' })
    expect(old.protocols).toEqual([])
    await trusting.end()

    const strict = await start({})
    expect(await strict.tries(modern.url)).toMatchObject({ kind: 'failed', problem: 'unreachable' })
    await strict.end()
    expect(modern.protocols).toEqual(['TLSv1.3'])

    // Whoever must, says so.
    const lenient = await start({ NODE_EXTRA_CA_CERTS: AUTHORITY, TLS_MIN_VERSION: 'TLSv1.2' })
    expect(await lenient.tries(old.url)).toMatchObject({ kind: 'answered' })
    await lenient.end()
  })

  test('an address without TLS is refused when it is set up, unless the way there is the operator’s own', async () => {
    const souvenir = await start({ PLAINTEXT_HOSTS: 'ollama.internal' })
    const refused = await souvenir.keeps('http://10.0.0.5:11434/v1')
    expect(refused.status).toBe(400)
    expect(refused.error?.message).toMatch(/10\.0\.0\.5 in the open[\s\S]*https:\/\/[\s\S]*PLAINTEXT_HOSTS/)
    for (const mine of ['http://localhost:11434/v1', 'http://ollama.internal:11434/v1', 'https://models.example/v1']) {
      expect((await souvenir.keeps(mine)).status).toBe(200)
    }
    await souvenir.end()
  })

  test('settings that would let others read or pretend are refused at start, with the way out', async () => {
    const readable = { UPSTASH_REDIS_REST_URL: 'http://cache.example', OPENAI_BASE_URL: 'http://10.1.2.3/v1' }
    expect(() => readEnv(readable)).toThrow(/UPSTASH_REDIS_REST_URL: must begin with https[\s\S]*OPENAI_BASE_URL/)
    expect(readEnv({ ...readable, PLAINTEXT_HOSTS: 'cache.example, 10.1.2.3' }).PLAINTEXT_HOSTS).toHaveLength(2)
    const folder = await dataFolder()
    onTestFinished(() => folder.remove())
    const refused = await failToStart({ DATA_DIR: folder.path, NODE_TLS_REJECT_UNAUTHORIZED: '0' })
    expect(refused.words).toMatch(/pretend to be your database[\s\S]*NODE_EXTRA_CA_CERTS/)
  })
})

describe('on the way to the database', () => {
  test('a server elsewhere is spoken to by TLS 1.3 with its certificate checked', () => {
    const far = 'postgres://nova:secret@db.example:5433/souvenir?application_name=x'
    const checked = { rejectUnauthorized: true, minVersion: 'TLSv1.3' }
    expect(serverAddress(far)).toEqual({ connectionString: far, ssl: checked })
    expect(serverAddress(`${far}&sslmode=require`).ssl).toEqual(checked)
    expect(serverAddress(`${far}&sslmode=verify-full&sslrootcert=${AUTHORITY}`)).toEqual({
      connectionString: far,
      ssl: { ...checked, ca: readFileSync(AUTHORITY, 'utf8') },
    })
    for (const mode of ['disable', 'allow', 'prefer', 'no-verify']) {
      expect(() => serverAddress(`${far}&sslmode=${mode}`)).toThrow(
        /db\.example[\s\S]*verify-full[\s\S]*PLAINTEXT_HOSTS/,
      )
      expect(serverAddress(`${far}&sslmode=${mode}`, ['db.example']).ssl).toBe(false)
    }
    expect(() => serverAddress(`${far}&sslrootcert=/nowhere.pem`)).toThrow(/\/nowhere\.pem, named in DATABASE_URL/)
    for (const near of [
      'postgres://nova@localhost/souvenir',
      'postgres://nova@127.0.0.1/souvenir',
      'postgres:///souvenir',
    ]) {
      expect(serverAddress(near).ssl).toBe(false)
    }
    expect(serverAddress('postgres://nova@localhost/souvenir?sslmode=verify-full').ssl).toEqual(checked)
  })

  test.skipIf(!postgresPrograms)('a real one: right certificate, unknown authority, old TLS', async () => {
    const postgres = await startOwnPostgres(postgresPrograms as string, {
      certificate: path('server.pem'),
      key: path('server.key'),
    })
    onTestFinished(() => postgres.remove())
    await postgres.start()
    const near = postgres.url.replace('127.0.0.1', 'localhost')
    const reached = (url: string) => waitForPostgres(url, { forMs: 0, onWait: () => undefined })
    await reached(`${near}?sslmode=verify-full&sslrootcert=${AUTHORITY}`)
    await expect(reached(`${near}?sslmode=verify-full`)).rejects.toThrow(/cannot be used[\s\S]*certificate/)
    await postgres.configure("ssl_max_protocol_version = 'TLSv1.2'", "ssl_min_protocol_version = 'TLSv1.2'")
    await expect(reached(`${near}?sslmode=verify-full&sslrootcert=${AUTHORITY}`)).rejects.toThrow(/protocol|alert/i)
  })
})

if (!postgresPrograms) console.log('Left out: a Postgres with TLS. Install a Postgres server to run it.')

/** A model server that speaks one version of TLS, and notes with what it was spoken to. */
async function startModel(version: SecureVersion) {
  const protocols: string[] = []
  const server = createServer(
    { cert: readFileSync(path('server.pem')), key: readFileSync(path('server.key')), maxVersion: version },
    (request, response) => {
      protocols.push((request.socket as unknown as { getProtocol(): string }).getProtocol())
      response.setHeader('content-type', 'application/json')
      response.end(
        JSON.stringify({
          id: 'a',
          object: 'chat.completion',
          created: 1,
          model: 'm',
          choices: [{ index: 0, finish_reason: 'stop', message: { role: 'assistant', content: 'hello there' } }],
          usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
        }),
      )
    },
  )
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { url: `https://localhost:${(server.address() as AddressInfo).port}/v1`, protocols }
}

/** The real process, with its owner signed in. */
async function start(env: Record<string, string>) {
  const folder = await dataFolder()
  onTestFinished(() => folder.remove())
  const souvenir: Process = await startProcess({ DATA_DIR: folder.path, ...env })
  onTestFinished(async () => {
    if (souvenir.child.exitCode === null) await souvenir.end('SIGKILL')
  })
  const owner = createBrowser(souvenir.url)
  await owner.post('/api/auth/link', { token: tokenIn(souvenir.said()) })
  const { data } = await owner.get('/api/settings')
  const [{ id }] = (data as unknown as { creators: [{ id: string }] }).creators
  const model = (baseUrl: string) => ({ provider: 'openai-compatible', modelId: 'm', baseUrl, timeoutSeconds: 10 })
  return {
    end: () => souvenir.end('SIGTERM'),
    async tries(baseUrl: string) {
      const { data } = await owner.post(`/api/creators/${id}/models/test`, model(baseUrl))
      return (data as unknown as { result: unknown }).result
    },
    keeps: (baseUrl: string) => owner.put(`/api/creators/${id}/models`, { models: [model(baseUrl)] }),
  }
}
