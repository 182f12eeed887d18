import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type Kept, serveFile } from './fake-telegram-files.ts'
import { answerMethod } from './fake-telegram-methods.ts'
import type { Locked } from './fake-telegram-paid.ts'

/** A message as the chat would show it now. */
export interface ChatMessage {
  chatId: number
  messageId: number
  fromBot: boolean
  fromId: number
  /** When it was sent, by the server's clock. */
  at: number
  text: string
  entities: { type: string; offset: number; length: number }[]
  buttons: { text: string; data: string }[][]
  previewOff: boolean
  replyTo: number | undefined
  topic?: number | undefined
  /** In whose account, and by which connection, a bot wrote it. */
  business?: string | undefined
  /** Media that are to be paid for. */
  locked?: Locked
  /** Every text that stood here before this one, oldest first. */
  before: string[]
}

export interface FakeBot {
  token: string
  id: number
  username: string
  updates: { update_id: number; [kind: string]: unknown }[]
  nextUpdateId: number
  toldAgain: Set<unknown>
  confirmed: number
  webhook: { url: string; secret_token?: string; lastError?: string } | undefined
  poller: { end(error: boolean): void } | undefined
  commands: unknown[]
  /** Its private chats have topics. */
  hasTopics?: boolean
  /** What the bot asked to be told of. */
  allowedUpdates?: string[] | undefined
}

/** A bot in somebody's own account. */
export interface FakeBusiness {
  id: string
  bot: FakeBot
  ownerId: number
  isEnabled: boolean
  canReply: boolean
  date: number
  /** When each chat partner last wrote, by the server's clock. */
  heardAt: Map<number, number>
}

/** What goes wrong with the next matching call. */
export type Fault =
  | { kind: 'error'; code: number; description: string; retryAfter?: number }
  | { kind: 'hang' }
  /** Does what was asked, and closes the connection without an answer. */
  | { kind: 'lose-answer' }
  | { kind: 'close-before' }

export interface Call {
  method: string
  bot: FakeBot
  payload: Record<string, unknown>
  at: number
  outcome: string
}

export class Refusal extends Error {
  readonly code: number
  readonly parameters: Record<string, unknown>
  constructor(code: number, description: string, parameters: Record<string, unknown> = {}) {
    super(description)
    this.code = code
    this.parameters = parameters
  }
}

const MOST_PER_GROUP_AND_MINUTE = 20

/**
 * A Bot API server on a real socket, strict where Telegram is: it keeps chats as people would see them, refuses what Telegram
 * refuses, and notes who exceeds the published limits. @param now the clock that limits are counted by
 */
export async function startFakeTelegram({ now = Date.now }: { now?: () => number } = {}) {
  const bots = new Map<string, FakeBot>()
  const messages: ChatMessage[] = []
  const faults: { method: string; fault: Fault; times: number }[] = []
  const calls: Call[] = []
  const violations: string[] = []
  const groupUse = new Map<number, number[]>()
  const listeners = new Set<() => void>()
  const hanging = new Set<ServerResponse>()

  const fake = {
    apiRoot: '',
    now,
    bots,
    messages,
    calls,
    violations,
    /** Chats that refuse a bot: the person blocked it, or never started it. */
    blocked: new Map<number, string>(),
    /** Groups that became supergroups: the old id and the new one. */
    migrations: new Map<number, number>(),
    /** Bots in people's own accounts, by the connection's id. */
    businesses: new Map<string, FakeBusiness>(),
    /** Supergroups with topics, and the topics that stand in them. */
    forums: new Map<number, Map<number, string>>(),
    /** Files by their name, and the bots that were given them. */
    files: new Map<string, Set<number>>(),
    /** What is in a file, by its name; for files that nobody gave bytes, Telegram has none to hand out. */
    bytes: new Map<string, Kept>(),
    /** Downloads that were cut off by whoever wanted them. */
    cutOff: [] as string[],
    /** People as Telegram knows them, for getChat and getChatMember. */
    people: new Map<number, { id: number; first_name: string; is_bot: boolean; language_code?: string }>(),
    /** Answer 429 beyond the group limit instead of only noting it. */
    enforcesLimits: false,
    addBot(token = `${7_000_000 + bots.size}:AAE-${'x'.repeat(31)}`, username = `nova_bot_${bots.size}`): FakeBot {
      const bot: FakeBot = {
        token,
        id: Number(token.split(':')[0]),
        username,
        updates: [],
        nextUpdateId: 1_000 + bots.size * 10_000,
        toldAgain: new Set(),
        confirmed: 0,
        webhook: undefined,
        poller: undefined,
        commands: [],
      }
      bots.set(token, bot)
      return bot
    },
    /** The next `times` calls of this method go wrong. */
    fail(method: string, fault: Fault, times = 1) {
      faults.push({ method, fault, times })
    },
    changed: () => {
      for (const listener of [...listeners]) listener()
    },
    /** Resolves as soon as it holds; looks again after everything that happens here. */
    async until<T>(look: () => T | undefined | false, what = 'it', withinMs = 30_000): Promise<T> {
      const found = look()
      if (found) return found
      return new Promise<T>((resolve, reject) => {
        const giveUp = setTimeout(() => {
          listeners.delete(again)
          const last = calls.slice(-8).map(({ method, outcome }) => `${method} ${outcome}`)
          reject(new Error(`Waited in vain for ${what}. Last calls: ${last.join(', ')}`))
        }, withinMs)
        const again = () => {
          const now = look()
          if (!now) return
          clearTimeout(giveUp)
          listeners.delete(again)
          resolve(now)
        }
        listeners.add(again)
      })
    },
    /** Hands an update to a bot, by its webhook when it has one. @returns its id */
    push(bot: FakeBot, update: Record<string, unknown>, updateId?: number): number {
      const update_id = updateId ?? bot.nextUpdateId++
      const whole = { update_id, ...update }
      if (bot.webhook) void deliverByWebhook(bot, whole)
      else {
        bot.updates.push(whole)
        // Telegram tells again what it believes was not heard.
        if (update_id < bot.confirmed) bot.toldAgain.add(whole)
        bot.poller?.end(false)
      }
      return update_id
    },
    /** Resolves when the bot said that it has this update. */
    async confirmed(bot: FakeBot, updateId: number): Promise<void> {
      await fake.until(() => bot.confirmed > updateId, `update ${updateId} to be confirmed`, 30_000)
    },
    noteUse(chatId: number, method: string) {
      if (chatId >= 0) return
      const since = now() - 60_000
      const use = (groupUse.get(chatId) ?? []).filter((at) => at > since)
      if (use.length >= MOST_PER_GROUP_AND_MINUTE) {
        violations.push(`${method}: more than ${MOST_PER_GROUP_AND_MINUTE} messages and edits a minute in ${chatId}`)
        if (fake.enforcesLimits) throw new Refusal(429, 'Too Many Requests: retry after 30', { retry_after: 30 })
      }
      groupUse.set(chatId, [...use, now()])
    },
    async close() {
      for (const bot of bots.values()) bot.poller?.end(false)
      for (const response of hanging) response.destroy()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }

  async function deliverByWebhook(bot: FakeBot, update: { update_id: number }): Promise<void> {
    for (let attempt = 1; attempt <= 3 && bot.webhook; attempt += 1) {
      const { url, secret_token } = bot.webhook
      const answer = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          ...(secret_token ? { 'x-telegram-bot-api-secret-token': secret_token } : {}),
        },
        body: JSON.stringify(update),
      }).catch(() => undefined)
      if (answer?.ok) {
        bot.confirmed = Math.max(bot.confirmed, update.update_id + 1)
        return fake.changed()
      }
      if (bot.webhook) bot.webhook.lastError = `Wrong response from the webhook: ${answer?.status ?? 'no answer'}`
      fake.changed()
    }
  }

  const server = createServer((request, response) => void serve(request, response))
  // A busy machine reuses a connection late: one that was closed meanwhile would look like a break of the network.
  server.keepAliveTimeout = 120_000

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    if (request.url?.startsWith('/file/')) return serveFile(fake, request.url, response)
    const [, token = '', method = ''] = /^\/bot([^/]+)\/(\w+)/.exec(request.url ?? '') ?? []
    const payload = await readBody(request)
    const answer = (status: number, body: unknown) => {
      if (response.destroyed) return
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    }
    const bot = bots.get(token)
    if (!bot) return answer(401, { ok: false, error_code: 401, description: 'Unauthorized' })
    const call: Call = { method, bot, payload, at: now(), outcome: 'ok' }
    calls.push(call)
    const planned = faults.find((one) => one.method === method && one.times > 0)
    if (planned) planned.times -= 1
    try {
      if (planned?.fault.kind === 'close-before') throw new Refusal(0, 'closed')
      if (planned?.fault.kind === 'hang') {
        call.outcome = 'hang'
        hanging.add(response)
        return
      }
      if (planned?.fault.kind === 'error') {
        const { code, description, retryAfter } = planned.fault
        throw new Refusal(code, description, retryAfter ? { retry_after: retryAfter } : {})
      }
      const result = await answerMethod(fake, bot, method, payload, response)
      if (planned?.fault.kind === 'lose-answer') {
        call.outcome = 'lost'
        response.destroy()
      } else answer(200, { ok: true, result })
    } catch (error) {
      const { code, message, parameters } = error instanceof Refusal ? error : new Refusal(500, String(error))
      call.outcome = `${code} ${message}`
      if (code === 0) response.destroy()
      else answer(code, { ok: false, error_code: code, description: message, parameters })
    } finally {
      fake.changed()
    }
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  fake.apiRoot = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return fake
}
export type FakeTelegram = Awaited<ReturnType<typeof startFakeTelegram>>

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? (JSON.parse(text) as Record<string, unknown>) : {}
}
