import { createServer, type IncomingMessage, request as requestFrom, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

/** One attempt to send to a fan, as the platform's side sees it. */
export interface Attempt {
  /** Whose account sends: what the platform counts by. */
  account: string
  address: string
  text: string
  /** By the steady count of this run. */
  at: number
  /** When its answer went out, or was lost. */
  endedAt: number
  /** `gone`: whoever asked hung up, or died. */
  came: 'open' | 'answered' | 'lost' | 'gone'
  /** The fan has it. */
  reached: boolean
  /** When the fan got it: a slow platform takes a while after the request began. */
  reachedAt: number
}

/** Of a hundred sends, so many lose their answer, meet a 500 or a 429, are slow, or are dropped before they arrive. */
export interface Misbehaviour {
  lost: number
  broken: number
  tooMany: number
  slow: number
  dropped: number
}

const USUAL: Misbehaviour = { lost: 3, broken: 2, tooMany: 1, slow: 5, dropped: 1 }
/** With this header a platform says that it had that very send before: it did nothing now. */
export const KNOWN = 'x-known-before'
/** A process of the run that hears an answer with this header stands still, before it does anything about it. */
export const STAND_STILL = 'x-stand-still'
/** A text with this in it is refused by every platform, always. */
export const POISON = 'poison'

export interface Platform {
  root: string
  /** What a request sends to a fan; undefined when it sends nothing. */
  sendIn(request: IncomingMessage, body: string): Pick<Attempt, 'account' | 'address' | 'text'> | undefined
  tooMany(seconds: number): Answer
  refusal: Answer
}

/** A send, and the port it came from. */
export interface Send {
  port: number
  text: string
}
type Watch<What> = ((send: Send) => Promise<What>) | undefined

export interface Answer {
  status: number
  headers?: Record<string, string>
  body: Buffer
}

export const json = (status: number, body: unknown, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json', ...headers },
  body: Buffer.from(JSON.stringify(body)),
})

/**
 * Stands on the way to a platform and misbehaves as networks and platforms do, as chance will have it. What it notes is what
 * really arrived there, and when: a run is judged by that, and by nothing the program says of itself.
 */
export async function startChaosProxy(
  platform: Platform,
  { random, misbehaviour = USUAL }: { random: () => number; misbehaviour?: Misbehaviour },
) {
  const attempts: Attempt[] = []
  const proxy = {
    root: '',
    attempts,
    /** Every text that reached a fan. */
    reached: new Set<string>(),
    /** Texts that are on their way to a fan, whether or not anybody waits for the answer. */
    underWay: new Set<string>(),
    /** What whoever sends these very words waits for, before the platform does anything. */
    doors: new Map<string, () => Promise<void>>(),
    /** Before the platform does anything: the sender may be asked to wait (429), and stands still over that. */
    before: undefined as Watch<'stand-still' | undefined>,
    /** The fan has it, and the sender has not heard so. */
    after: undefined as Watch<void>,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((request, response) => {
    void serve(request, response).catch(() => response.destroy())
  })
  server.keepAliveTimeout = 120_000

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const at = performance.now()
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks)
    const sent = platform.sendIn(request, body.toString('utf8'))
    if (!sent) return give(response, await forward(platform.root, request, body))
    const attempt: Attempt = { ...sent, at, endedAt: Number.NaN, came: 'open', reached: false, reachedAt: Number.NaN }
    attempts.push(attempt)
    const ends = (came: Attempt['came']) => {
      if (attempt.came === 'open') Object.assign(attempt, { came, endedAt: performance.now() })
    }
    response.on('close', () => ends('gone'))
    proxy.underWay.add(attempt.text)
    const answer = await misbehave(request, body, attempt).finally(() => proxy.underWay.delete(attempt.text))
    if (answer === 'lost') {
      ends('lost')
      response.destroy()
    } else {
      // Whoever is not told whether it was done has lost the answer, too.
      ends(answer.status >= 500 ? 'lost' : 'answered')
      give(response, answer)
    }
  }

  async function misbehave(request: IncomingMessage, body: Buffer, attempt: Attempt): Promise<Answer | 'lost'> {
    if (attempt.text.includes(POISON)) return platform.refusal
    const { lost, broken, tooMany, slow, dropped } = misbehaviour
    const luck = random() * 100
    const falls = (to: number) => luck < to
    if (falls(dropped)) return 'lost'
    if (falls(dropped + broken)) return json(500, { error: 'Internal Server Error' })
    if (falls(dropped + broken + tooMany)) return platform.tooMany(1 + Math.floor(random() * 2))
    if (falls(dropped + broken + tooMany + slow)) await sleep(500 + random() * 2_500)
    const send = { port: request.socket.remotePort ?? 0, text: attempt.text }
    await proxy.doors.get(send.text)?.()
    if ((await proxy.before?.(send)) === 'stand-still') {
      const { headers, ...answer } = platform.tooMany(1)
      return { ...answer, headers: { ...headers, [STAND_STILL]: 'true' } }
    }
    const answer = await forward(platform.root, request, body)
    attempt.reached = answer.status >= 200 && answer.status < 300 && answer.headers?.[KNOWN] === undefined
    if (attempt.reached) {
      attempt.reachedAt = performance.now()
      proxy.reached.add(attempt.text)
    }
    await proxy.after?.(send)
    return luck >= 100 - lost ? 'lost' : answer
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  proxy.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return proxy
}
export type ChaosProxy = Awaited<ReturnType<typeof startChaosProxy>>

function give(response: ServerResponse, { status, headers, body }: Answer): void {
  if (!response.destroyed) response.writeHead(status, headers).end(body)
}

async function forward(root: string, { method, url, headers }: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { host: _, connection: __, 'transfer-encoding': ___, ...kept } = headers
    const onward = requestFrom(
      `${root}${url}`,
      { method, headers: { ...kept, 'content-length': body.length } },
      async (answer) => {
        const chunks: Buffer[] = []
        for await (const chunk of answer) chunks.push(chunk as Buffer)
        const { connection, 'transfer-encoding': _chunked, 'content-length': _length, ...rest } = answer.headers
        resolve({
          status: answer.statusCode ?? 502,
          headers: rest as Record<string, string>,
          body: Buffer.concat(chunks),
        })
      },
    )
    onward.on('error', reject)
    onward.end(body)
  })
}
