import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { LLMock } from '@copilotkit/aimock'
import { afterAll } from 'vitest'

type Answer = { content: string } | { error: { message: string }; status: number; retryAfter?: number }
type Chat = { messages: { role: string; content: unknown }[]; response_format?: { type: string } }

/** Somebody else's model server on a real socket, which says what the story needs. */
export async function startModelServer() {
  const answers: (Answer | ((chat: Chat) => Answer))[] = []
  const chats: Chat[] = []
  const mock = new LLMock({ port: 0, logLevel: 'silent' })
  mock.on({ predicate: () => true }, (request) => {
    const chat = request as unknown as Chat
    chats.push(chat)
    const answer = answers.length > 1 ? answers.shift() : answers[0]
    if (!answer) return { error: { message: 'The story has no answer for this.' }, status: 500 }
    return typeof answer === 'function' ? answer(chat) : answer
  })
  await mock.start()
  afterAll(() => mock.stop())
  return {
    url: `${mock.url}/v1`,
    chats,
    /** In this order; the last one is repeated. */
    answers(...next: typeof answers) {
      answers.splice(0, answers.length, ...next)
      chats.length = 0
    },
  }
}

/** What a well-behaved model returns. */
export function modelSays(reply: string, more: Record<string, unknown> = {}): { content: string } {
  return { content: JSON.stringify({ reply, language: 'en', uses: [], offer: null, ...more }) }
}

/** A server that is there and does not do what servers do. */
export async function startStrangeServer(how: 'hangs' | 'garbage' | 'never-ends') {
  const server: Server = createServer((_request, response) => {
    if (how === 'hangs') return
    response.writeHead(200, { 'content-type': 'application/json' })
    if (how === 'garbage') {
      response.end('<html>{"choices": [[[ not json')
      return
    }
    const timer = setInterval(() => response.write(' '.repeat(200_000)), 1)
    response.on('close', () => clearInterval(timer))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  afterAll(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections()
        server.close(() => resolve())
      }),
  )
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`
}
