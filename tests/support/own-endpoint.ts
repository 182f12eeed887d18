import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'
import type { Connector } from '../../core/deps.ts'

/** A creator's own endpoint on a real socket, and a connector that speaks to it as ours do. */
export async function ownEndpoint() {
  const heard: { text: string; key: string }[] = []
  const next: (number | 'hangs up')[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const answer = next.shift() ?? 200
    const { text, key } = JSON.parse(body)
    if (answer === 'hangs up' || answer === 200) heard.push({ text, key })
    if (answer === 'hangs up') return request.socket.destroy()
    response.writeHead(answer, answer === 429 ? { 'retry-after': '90' } : {}).end(JSON.stringify({ id: key }))
  })
  // A story that works long between two sends must not meet a connection that is just being closed.
  server.keepAliveTimeout = 120_000
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  const connector: Connector = {
    channel: 'webhook',
    promise: 'idempotent',
    longestText: 10_000,
    async send({ text, key, signal }) {
      const body = JSON.stringify({ text, key })
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', body, signal })
      if (answer.ok) return { kind: 'sent', externalId: key }
      const seconds = Number(answer.headers.get('retry-after') ?? 0)
      if (answer.status === 429) {
        return { kind: 'later', afterMs: seconds * 1_000, problem: 'Too many requests.', wholeAccount: true }
      }
      if (answer.status >= 500) return { kind: 'later', afterMs: 0, problem: 'Server error.', wholeAccount: false }
      return { kind: 'refused', problem: `The endpoint said ${answer.status}.` }
    },
  }
  return { connector, heard, next }
}
