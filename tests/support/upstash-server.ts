import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Redis } from 'ioredis'

type Answer = { result: unknown } | { error: string }

/**
 * Upstash's REST protocol in front of a real Redis: `/`, `/pipeline` and `/multi-exec`, base64 answers, bearer token.
 * `trouble` makes it slow or false.
 */
export async function startUpstash(redisUrl: string) {
  const redis = new Redis(redisUrl, { keyPrefix: `souvenir-test-${process.pid}/` })
  const served = await serveUpstash((name, args) => redis.call(name, ...args))
  return {
    ...served,
    redis,
    async stop() {
      await served.stop()
      redis.disconnect()
    },
  }
}
export type Upstash = Awaited<ReturnType<typeof startUpstash>>

/** The same in front of a map, for stories that only need something to be there. */
export async function startSmallUpstash() {
  const kept = new Map<string, string>()
  const served = await serveUpstash(async (name, [key = '', value = '']) => {
    if (name.toLowerCase() === 'get') return kept.get(key) ?? null
    if (name.toLowerCase() === 'del') return Number(kept.delete(key))
    if (name.toLowerCase() !== 'set') throw new Error(`ERR unknown command '${name}'`)
    kept.set(key, value)
    return 'OK'
  })
  return { ...served, kept }
}

async function serveUpstash(command: (name: string, args: string[]) => Promise<unknown>) {
  const trouble: { waitMs: number; answer: string | undefined } = { waitMs: 0, answer: undefined }
  let requests = 0

  const run = async ([name = '', ...args]: string[]): Promise<Answer> => {
    try {
      return { result: await command(name, args.map(String)) }
    } catch (error) {
      return { error: String(error) }
    }
  }
  const server = createServer(async (request, response) => {
    requests += 1
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const encode = request.headers['upstash-encoding'] === 'base64' ? toBase64 : (value: unknown) => value
    const reply = (status: number, body: unknown) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    if (trouble.waitMs > 0) await new Promise((resolve) => setTimeout(resolve, trouble.waitMs))
    if (request.headers.authorization !== `Bearer ${TOKEN}`) return reply(401, { error: 'WRONGPASS' })
    if (trouble.answer !== undefined) return response.writeHead(200).end(trouble.answer)
    const commands = JSON.parse(Buffer.concat(chunks).toString())
    const wrap = (answer: Answer) => ('result' in answer ? { result: encode(answer.result) } : answer)
    if (request.url === '/') {
      const answer = await run(commands)
      return reply('error' in answer ? 400 : 200, wrap(answer))
    }
    const all = []
    for (const command of commands) all.push(wrap(await run(command)))
    return reply(200, all)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    trouble,
    requests: () => requests,
    async stop() {
      server.closeAllConnections()
      if (server.listening) await new Promise((resolve) => server.close(resolve))
    },
  }
}

const TOKEN = 'upstash-test-token'

/** Texts become base64, but for the plain OK; numbers and nothing stay. */
function toBase64(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(toBase64)
  return typeof value === 'string' && value !== 'OK' ? Buffer.from(value).toString('base64') : value
}
