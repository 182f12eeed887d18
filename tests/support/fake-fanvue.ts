import { createHmac, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Piece, serveFile, sharedIn } from './fake-fanvue-files.ts'
import { type App, fakeSignIn } from './fake-fanvue-sign-in.ts'

export interface FakeMessage {
  uuid: string
  text: string | null
  sentAt: number
  sender: string
  type: string
  mediaType: string | null
  /** It is listed without the time at which it was sent. */
  hasNoTime: boolean
}
export interface FakeFan {
  uuid: string
  handle: string
  displayName: string
}

/** What goes wrong with the next request to this path. */
export type Fault =
  | { kind: 'status'; status: number; body?: unknown; retryAfter?: number }
  | { kind: 'hang' }
  /** Does what was asked, and closes the connection without an answer. */
  | { kind: 'lose-answer' }

/**
 * Fanvue on a real socket, strict where it is: sign-in with PKCE and refresh tokens that are spent once, an API that wants its
 * version and its token, pages, thin signed events. @param now the clock that its times are told by
 */
export async function startFakeFanvue({ now = Date.now }: { now?: () => number } = {}) {
  const app: App = {
    clientId: 'app-1',
    clientSecret: 'a secret & a half',
    webhookSecret: 'whsec-of-the-app',
    redirectUri: '',
  }
  const signIn = fakeSignIn({ now, app })
  const creator = { uuid: randomUUID(), handle: 'nova', displayName: 'Nova' }
  const chats = new Map<string, { fan: FakeFan; messages: FakeMessage[]; isBlocked: boolean }>()
  const faults: { path: RegExp; fault: Fault; times: number }[] = []
  const requests: string[] = []
  const hanging = new Set<ServerResponse>()
  signIn.person = creator.uuid

  const chatOf = (fan: FakeFan) => {
    const chat = chats.get(fan.uuid) ?? { fan, messages: [], isBlocked: false }
    chats.set(fan.uuid, chat)
    return chat
  }
  const say = (fan: FakeFan, sender: string, text: string | null, more: Partial<FakeMessage> = {}): FakeMessage => {
    const blank = { type: 'SINGLE_RECIPIENT', mediaType: null, hasNoTime: false }
    const message = { uuid: randomUUID(), text, sentAt: now(), sender, ...blank, ...more }
    chatOf(fan).messages.push(message)
    return message
  }
  const fake = {
    app,
    signIn,
    creator,
    root: '',
    now,
    requests,
    /** What was sent, by the id of its message. */
    pieces: new Map<string, Piece>(),
    newFan: (displayName: string): FakeFan => ({ uuid: randomUUID(), handle: displayName.toLowerCase(), displayName }),
    /** A fan writes; nobody is told yet. */
    fanWrites: (fan: FakeFan, text: string | null, more?: Partial<FakeMessage>) => say(fan, fan.uuid, text, more),
    /** The creator writes in Fanvue's own app. */
    creatorWrites: (fan: FakeFan, text: string, more?: Partial<FakeMessage>) => say(fan, creator.uuid, text, more),
    /** What the creator's account has said to this fan. */
    heard: (fan: FakeFan) =>
      chatOf(fan).messages.flatMap(({ sender, text }) => (sender === creator.uuid ? [text ?? ''] : [])),
    blocks: (fan: FakeFan) => {
      chatOf(fan).isBlocked = true
    },
    fail(path: RegExp, fault: Fault, times = 1) {
      faults.push({ path, fault, times })
    },
    event: (type: string, data: Record<string, unknown>, id = `evt_${randomUUID()}`) => ({
      id,
      type,
      timestamp: new Date(now()).toISOString(),
      data: { creator: { uuid: creator.uuid }, ...data },
    }),
    messageEvent: (fan: FakeFan, { uuid, sentAt, sender }: FakeMessage, id?: string) => {
      const by = sender === creator.uuid ? 'creator' : 'fan'
      const created_at = new Date(sentAt).toISOString()
      const about = { object: 'message', uuid, sender: by, is_automated: false, created_at, fan: { uuid: fan.uuid } }
      return fake.event(by === 'fan' ? 'creator.message.received' : 'creator.message.sent', about, id)
    },
    /** Somebody deletes a message: it stands in the chat no more. @returns the event that tells of it */
    deletes(fan: FakeFan, { uuid, sentAt, sender }: FakeMessage) {
      const chat = chatOf(fan)
      chat.messages.splice(0, chat.messages.length, ...chat.messages.filter((message) => message.uuid !== uuid))
      const by = sender === creator.uuid ? 'creator' : 'fan'
      const times = { created_at: new Date(sentAt).toISOString(), deleted_at: new Date(now()).toISOString() }
      const about = { object: 'message', uuid, sender: by, is_automated: false, ...times, fan: { uuid: fan.uuid } }
      return fake.event('creator.message.deleted', about)
    },
    paymentEvent: (
      fan: FakeFan,
      payment: { id: string; source?: string; gross: number; currency?: string },
      id?: string,
    ) =>
      fake.event(
        'creator.payment.succeeded',
        {
          source: 'message',
          currency: 'USD',
          paid_at: new Date(now()).toISOString(),
          purchaser: { uuid: fan.uuid, handle: fan.handle, display_name: fan.displayName },
          ...payment,
        },
        id,
      ),
    /** What Fanvue writes beside these very bytes. */
    signature(body: string, { secret = app.webhookSecret, at = now() }: { secret?: string; at?: number } = {}) {
      const t = Math.floor(at / 1_000)
      return `t=${t},v0=${createHmac('sha256', secret).update(`${t}.${body}`).digest('hex')}`
    },
    /** Brings an event as Fanvue does. */
    async bring(url: string, event: unknown, forged: { secret?: string; at?: number; header?: string } = {}) {
      const body = JSON.stringify(event)
      const header = forged.header ?? fake.signature(body, forged)
      return fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...(header ? { 'x-fanvue-signature': header } : {}) },
        body,
      })
    },
    async close() {
      for (const response of hanging) response.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  const server = createServer((request, response) => {
    void serve(request, response).catch((error) => response.writeHead(500).end(String(error)))
  })
  server.keepAliveTimeout = 120_000
  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '', fake.root)
    const body = await readBody(request)
    requests.push(`${request.method} ${url.pathname}`)
    const answer = (status: number, json?: unknown, headers: Record<string, string> = {}) => {
      if (response.destroyed) return
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(json === undefined ? '' : JSON.stringify(json))
    }
    const planned = faults.find(({ path, times }) => times > 0 && path.test(`${request.method} ${url.pathname}`))
    if (planned) planned.times -= 1
    if (planned?.fault.kind === 'hang') return void hanging.add(response)
    if (planned?.fault.kind === 'status') {
      const { status, body: said, retryAfter } = planned.fault
      return answer(status, said ?? { message: 'no' }, retryAfter ? { 'retry-after': String(retryAfter) } : {})
    }
    if (url.pathname.startsWith('/files/')) return serveFile(fake, request, response)
    const { status, body: said, location } = respond(request, url, body)
    if (planned?.fault.kind === 'lose-answer') return void response.destroy()
    answer(status, said, location ? { location } : {})
  }

  function respond(
    request: IncomingMessage,
    url: URL,
    body: string,
  ): { status: number; body?: unknown; location?: string } {
    const form = () => new URLSearchParams(body)
    if (url.pathname === '/oauth2/auth') return signIn.authorize(url.searchParams)
    if (url.pathname === '/oauth2/token') return signIn.token(request, form())
    if (url.pathname === '/oauth2/revoke') return signIn.revoke(request, form())
    if (request.headers['x-fanvue-api-version'] !== '2025-06-26') return { status: 400, body: { error: 'version' } }
    const account = signIn.accountOf((request.headers.authorization ?? '').replace(/^Bearer /, ''))
    if (!account) return { status: 401, body: { error: 'Unauthorized' } }
    if (url.pathname === '/v1/users/me') {
      const isNova = account === creator.uuid
      return { status: 200, body: isNova ? creator : { uuid: account, handle: 'other', displayName: 'Other' } }
    }
    if (url.pathname === '/v1/chats') return { status: 200, body: listChats(url.searchParams) }
    const [, fanUuid = '', what] = /^\/v1\/chats\/([\w-]+)\/(messages?|media)$/.exec(url.pathname) ?? []
    const chat = chats.get(fanUuid)
    if (!chat) return { status: 404, body: { message: 'No such chat' } }
    if (what === 'media') return { status: 200, body: sharedIn(fake, chat.messages, url.searchParams) }
    if (what === 'messages') return { status: 200, body: listMessages(chat, url.searchParams) }
    if (request.method !== 'POST') return { status: 405 }
    const { text } = JSON.parse(body)
    if (typeof text !== 'string' || text === '' || text.length > 2_000)
      return { status: 400, body: { errors: ['text'] } }
    if (chat.isBlocked) return { status: 400, body: { message: 'User is not contactable' } }
    return { status: 201, body: { messageUuid: say(chat.fan, creator.uuid, text).uuid } }
  }

  function listChats(query: URLSearchParams) {
    const lastOf = ({ messages }: { messages: FakeMessage[] }) => Math.max(0, ...messages.map(({ sentAt }) => sentAt))
    const sorted = [...chats.values()].toSorted((a, b) => lastOf(b) - lastOf(a))
    return paged(sorted, query, (chat) => ({
      user: { ...chat.fan, nickname: null },
      lastMessageAt: chat.messages.length > 0 ? new Date(lastOf(chat)).toISOString() : null,
      isRead: false,
    }))
  }

  function listMessages({ fan, messages }: { fan: FakeFan; messages: FakeMessage[] }, query: URLSearchParams) {
    // The newest stands first, also of one moment.
    const sorted = messages.toReversed().toSorted((a, b) => b.sentAt - a.sentAt)
    return paged(sorted, query, ({ sender, sentAt, hasNoTime, ...message }) => ({
      ...message,
      sentAt: hasNoTime ? null : new Date(sentAt).toISOString(),
      hasMedia: message.mediaType !== null,
      sender: sender === fan.uuid ? { uuid: fan.uuid, handle: fan.handle } : { uuid: sender, handle: creator.handle },
    }))
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}
export type FakeFanvue = Awaited<ReturnType<typeof startFakeFanvue>>

function paged<Row>(rows: Row[], query: URLSearchParams, show: (row: Row) => unknown) {
  const [page, size] = [Number(query.get('page') ?? 1), Number(query.get('size') ?? 15)]
  if (!(page >= 1) || !(size >= 1 && size <= 50)) throw new Error('A page has 1 to 50 rows.')
  const shown = rows.slice((page - 1) * size, page * size)
  return { data: shown.map(show), pagination: { page, size: shown.length, hasMore: rows.length > page * size } }
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString('utf8')
}
