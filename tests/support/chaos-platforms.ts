import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import type { House } from './chaos-house.ts'
import type { Fan } from './chaos-people.ts'
import { json, KNOWN, type Platform } from './chaos-proxy.ts'
import type { FakeFanvue } from './fake-fanvue.ts'
import type { FakeBot, FakeTelegram } from './fake-telegram.ts'

const SECRET = 'chaos-webhook-secret'

/** Telegram keeps no key and cannot be asked: after a lost answer only a person knows. */
export const telegramPlatform = ({ apiRoot }: FakeTelegram): Platform => ({
  root: apiRoot,
  sendIn({ url = '' }, body) {
    const [, account] = /^\/bot([^/]+)\/sendMessage/.exec(url) ?? []
    if (!account) return undefined
    const { chat_id, text } = JSON.parse(body)
    return { account, address: String(chat_id), text }
  },
  tooMany: (seconds) =>
    json(429, {
      ok: false,
      error_code: 429,
      description: `Too Many Requests: retry after ${seconds}`,
      parameters: { retry_after: seconds },
    }),
  refusal: json(400, { ok: false, error_code: 400, description: 'Bad Request: message is not to our liking' }),
})

/** Fanvue keeps no key either, but its chats can be read; and it allows so many sends a minute. */
export const fanvuePlatform = ({ root }: FakeFanvue): Platform => ({
  root,
  sendIn({ url = '', method }, body) {
    const [, address] = /^\/v1\/chats\/([\w-]+)\/message$/.exec(url) ?? []
    return address && method === 'POST' ? { account: 'nova', address, text: JSON.parse(body).text } : undefined
  },
  tooMany: (seconds) => json(429, { message: 'Too many requests' }, { 'retry-after': String(seconds) }),
  refusal: json(400, { message: 'This message is not to our liking' }),
})

/** A creator's own endpoint knows the key of each reply again: it takes each once, however often it comes. */
export async function startEndpoint() {
  const taken = new Set<string>()
  const server = createServer((request, response) => {
    const id = String(request.headers['webhook-id'])
    const known = taken.has(id)
    taken.add(id)
    response.writeHead(200, known ? { [KNOWN]: 'true' } : {}).end('{}')
    request.resume()
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    root: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

export const endpointPlatform = ({ root }: { root: string }): Platform => ({
  root,
  sendIn({ url = '' }, body) {
    const { type, data } = JSON.parse(body)
    return type === 'reply.send' ? { account: url, address: data.fan.id, text: data.text } : undefined
  },
  tooMany: (seconds) => json(429, {}, { 'retry-after': String(seconds) }),
  refusal: json(400, { code: 'not-to-our-liking' }),
})

/** A creator with an endpoint of her own. @returns where her program brings events, and what it signs them with */
export async function connectEndpoint(house: House, { name, root }: { name: string; root: string }) {
  const creatorId = await newCreator(house, name)
  const entry = { out: { url: `${root}/${creatorId}`, takesReplies: true, tells: [] } }
  const made = await house.ask<{ webhook: { id: string }; secrets: { inbound: string } }>(
    `/api/creators/${creatorId}/webhook`,
    { body: entry, method: 'PUT' },
  )
  if (!made) throw new Error('The endpoint could not be connected.')
  return { path: `/api/webhooks/${made.webhook.id}`, secret: made.secrets.inbound }
}

/** A creator with a bot of her own. @returns where its updates are brought */
export async function connectBot(house: House, bot: FakeBot, { name, apiRoot }: { name: string; apiRoot: string }) {
  const creatorId = await newCreator(house, name)
  const entry = { token: bot.token, webhookSecret: SECRET, apiRoot }
  const made = await house.ask<{ connectionId: string }>(`/api/creators/${creatorId}/telegram`, {
    body: entry,
    method: 'PUT',
  })
  if (!made) throw new Error('The bot could not be connected.')
  return { creatorId, path: `/webhooks/telegram/${made.connectionId}/fans` }
}

/** A creator who signed in to Fanvue. @returns where its events are brought */
export async function connectFanvue(house: House, fake: FakeFanvue) {
  const creatorId = await newCreator(house, 'Nova at Fanvue')
  const path = `/api/creators/${creatorId}/fanvue`
  const view = async () =>
    (await house.ask<{ fanvue: { redirectUri: string; webhookUrl: string } }>(path, first))?.fanvue
  const { clientId, clientSecret, webhookSecret } = fake.app
  const first = { room: house.rooms[0] }
  await house.ask(path, { ...first, method: 'PUT', body: { clientId, clientSecret, webhookSecret } })
  const begun = await house.ask<{ url: string }>(`${path}/sign-in`, { ...first, method: 'POST' })
  const asked = new URL(begun?.url ?? '')
  fake.app.redirectUri = asked.searchParams.get('redirect_uri') ?? ''
  const went = await fetch(asked, { redirect: 'manual' })
  const { state, code } = Object.fromEntries(new URL(went.headers.get('location') ?? '').searchParams)
  await house.ask('/api/fanvue/sign-in', { ...first, body: { state, code } })
  const url = (await view())?.webhookUrl
  if (!url) throw new Error('Fanvue could not be connected.')
  return { creatorId, path: new URL(url).pathname }
}

async function newCreator(house: House, name: string): Promise<string> {
  const made = await house.ask<{ creatorId: string }>('/api/creators', { body: { name, language: 'en' } })
  if (!made) throw new Error(`${name} could not be added.`)
  await house.ask(`/api/creators/${made.creatorId}`, { body: { burstSeconds: 0 }, method: 'PATCH' })
  return made.creatorId
}

export function telegramFan(
  fake: FakeTelegram,
  bot: FakeBot,
  { name, id, path }: { name: string; id: number; path: string },
): Fan {
  const from = { id, is_bot: false, first_name: name, language_code: 'en' }
  fake.people.set(id, from)
  let messageId = 1_000
  return {
    name,
    channel: 'telegram',
    address: String(id),
    writes(text) {
      messageId += 1
      bot.nextUpdateId += 1
      const message = {
        message_id: messageId,
        date: Math.floor(Date.now() / 1_000),
        chat: { id, type: 'private' },
        from,
        text,
      }
      const body = JSON.stringify({ update_id: bot.nextUpdateId, message })
      return { path, body, headers: () => ({ 'x-telegram-bot-api-secret-token': SECRET }) }
    },
  }
}

export function fanvueFan(fake: FakeFanvue, { name, path }: { name: string; path: string }): Fan {
  const fan = fake.newFan(name)
  return {
    name,
    channel: 'fanvue',
    address: fan.uuid,
    writes(text) {
      const { data, ...event } = fake.messageEvent(fan, fake.fanWrites(fan, text))
      const named = { uuid: fan.uuid, handle: fan.handle, display_name: name }
      const body = JSON.stringify({ ...event, data: { ...data, fan: named } })
      return { path, body, headers: () => ({ 'x-fanvue-signature': fake.signature(body) }) }
    },
  }
}

export function endpointFan({ name, path, secret }: { name: string; path: string; secret: string }): Fan {
  let count = 0
  return {
    name,
    channel: 'webhook',
    address: name,
    writes(text) {
      count += 1
      const id = `${name}-${count}`
      const data = { id, fan: { id: name, name }, text, sentAt: new Date().toISOString() }
      const body = JSON.stringify({ type: 'fan.message', data })
      const headers = () => {
        const now = new Date()
        return {
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1_000)),
          'webhook-signature': new Webhook(secret).sign(id, now, body),
        }
      }
      return { path, body, headers }
    },
  }
}
