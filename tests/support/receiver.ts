import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'

type Next =
  | { status: number; headers?: Record<string, string>; body?: unknown }
  /** Takes it, and the answer gets lost. */
  | 'hangs up'
  /** Takes nothing and never answers. */
  | 'is silent'

/** One request that came with a right signature. */
export interface Heard {
  id: string
  type: string
  data: Record<string, unknown> & { text?: string; fan?: { id: string } }
}

/**
 * A creator's own program on a real socket: verifies with the reference library of the scheme, and takes each `webhook-id`
 * once, as docs/webhooks.md asks. What is wrong is answered 401 and taken by nobody.
 */
export async function startReceiver() {
  const heard: Heard[] = []
  const requests: { id: string; signatures: string[]; body: string; isGenuine: boolean }[] = []
  const next: Next[] = []
  const receiver = {
    url: '',
    /** What it verifies with. */
    secret: 'whsec_AAAA',
    /** What it took: each id once. */
    heard,
    /** Everything that came, taken or not. */
    requests,
    /** How it answers the next requests; after that it takes everything. */
    next,
    /** From now on, instead of taking anything. */
    always: undefined as Next | undefined,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const id = String(request.headers['webhook-id'])
    const isGenuine = verifies(receiver.secret, body, request.headers as Record<string, string>)
    requests.push({ id, body, isGenuine, signatures: String(request.headers['webhook-signature']).split(' ') })
    const answer = next.shift() ?? receiver.always ?? { status: 200 }
    if (answer === 'is silent') return
    if (!isGenuine) return void response.writeHead(401).end()
    const takes = answer === 'hangs up' || (answer.status >= 200 && answer.status < 300)
    if (takes && !heard.some((one) => one.id === id)) heard.push({ id, ...JSON.parse(body) })
    if (answer === 'hangs up') return void request.socket.destroy()
    response.writeHead(answer.status, answer.headers).end(JSON.stringify(answer.body ?? {}))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/souvenir`
  return receiver
}
export type Receiver = Awaited<ReturnType<typeof startReceiver>>

function verifies(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers)
    return true
  } catch {
    return false
  }
}
