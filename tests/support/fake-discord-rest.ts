import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Call, FakeApp, FakeChannel, FakeDiscord, FakeMessage } from './fake-discord.ts'
import {
  type Asked,
  type Body,
  channelOf,
  deleteThread,
  FORUM,
  joinThread,
  openThread,
} from './fake-discord-channels.ts'
import { attachmentsOf, serveFile, stickerOf } from './fake-discord-files.ts'
import { type Interaction, setInteractionsUrl } from './fake-discord-interactions.ts'
import { checkMessage, checkModal, pictureOf, Refused } from './fake-discord-rules.ts'

const NONCE_MINUTES = 5
export const ACKNOWLEDGE_WITHIN_MS = 3_000
const TOKEN_LIVES_MS = 15 * 60_000
const EPHEMERAL = 64

type Route = [method: string, path: RegExp, name: string, answer: (asked: Asked) => unknown, withoutToken?: true]

const ROUTES: Route[] = [
  [
    'GET',
    /^\/gateway\/bot$/,
    '/gateway/bot',
    ({ fake }) => ({
      url: fake.gatewayUrl,
      shards: 1,
      session_start_limit: { total: 1_000, remaining: 999, reset_after: 1, max_concurrency: 1 },
    }),
  ],
  ['GET', /^\/users\/@me$/, '/users/@me', ({ app }) => app?.user],
  [
    'GET',
    /^\/applications\/@me$/,
    '/applications/@me',
    ({ app }) => ({
      id: app?.applicationId,
      name: app?.user.username,
      verify_key: app?.keys.publicKey,
      interactions_endpoint_url: app?.interactionsUrl ?? null,
    }),
  ],
  ['PATCH', /^\/applications\/@me$/, '/applications/@me', ({ fake, app, body }) => setInteractionsUrl(fake, app, body)],
  ['GET', /^\/channels\/(\d+)$/, '/channels/:id', (asked) => channelOf(asked, 'VIEW_CHANNEL')],
  [
    'PATCH',
    /^\/channels\/(\d+)$/,
    '/channels/:id',
    (asked) => Object.assign(channelOf(asked, 'MANAGE_THREADS'), asked.body),
  ],
  ['DELETE', /^\/channels\/(\d+)$/, '/channels/:id', deleteThread],
  ['POST', /^\/channels\/(\d+)\/threads$/, '/channels/:id/threads', openThread],
  ['PUT', /^\/channels\/(\d+)\/thread-members\/(\d+)$/, '/channels/:id/thread-members/:id', joinThread],
  ['GET', /^\/channels\/(\d+)\/messages$/, '/channels/:id/messages', listMessages],
  ['GET', /^\/channels\/(\d+)\/messages\/(\d+)$/, '/messages/:id', (asked) => asDiscord(asked.fake, ownMessage(asked))],
  ['GET', /^\/stickers\/(\d+)$/, '/stickers/:id', ({ fake, ids }) => stickerOf(fake, ids[0])],
  ['POST', /^\/channels\/(\d+)\/messages$/, '/channels/:id/messages', createMessage],
  ['PATCH', /^\/channels\/(\d+)\/messages\/(\d+)$/, '/channels/:id/messages/:id', editMessage],
  ['DELETE', /^\/channels\/(\d+)\/messages\/(\d+)$/, '/channels/:id/messages/:id', deleteMessage],
  ['POST', /^\/interactions\/(\d+)\/([\w.-]+)\/callback$/, '/interactions/callback', firstAnswer, true],
  ['POST', /^\/webhooks\/(\d+)\/([\w.-]+)$/, '/webhooks', followUp, true],
  ['PATCH', /^\/webhooks\/(\d+)\/([\w.-]+)\/messages\/@original$/, '/webhooks/@original', followUp, true],
]

export async function answerRest(fake: FakeDiscord, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', fake.apiRoot)
  if (!url.pathname.startsWith('/api/')) return serveFile(fake, url, response)
  const path = url.pathname.replace(/^\/api\/v10/, '')
  const found = ROUTES.find(([method, pattern]) => method === request.method && pattern.test(path))
  const app = fake.apps.get(/^Bot (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  const body = await readBody(request)
  const call: Call = { route: `${request.method} ${found?.[2] ?? path}`, app, body, at: fake.now(), outcome: 'ok' }
  fake.calls.push(call)
  const answer = (status: number, content?: unknown, headers: Record<string, string> = {}) => {
    if (response.destroyed) return
    if (content === undefined) response.writeHead(204, headers).end()
    else response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(content))
  }
  const fault = fake.takeFault(call.route)
  try {
    if (fault?.kind === 'close-before') {
      call.outcome = 'closed'
      return void response.destroy()
    }
    if (fault?.kind === 'hang') {
      call.outcome = 'hang'
      return
    }
    if (fault?.kind === 'error') {
      throw new Refused(fault.status, fault.code ?? 0, fault.message ?? 'planned', fault.retryAfter)
    }
    if (!found) throw new Refused(404, 0, '404: Not Found')
    if (!/^DiscordBot \(.+\)/.test(request.headers['user-agent'] ?? '')) {
      throw new Refused(403, 40333, 'internal network error')
    }
    if (!found[4] && !app) throw new Refused(401, 0, '401: Unauthorized')
    const ids = found[1].exec(path)?.slice(1) ?? []
    const result = await found[3]({ fake, app, ids, body, query: url.searchParams })
    if (fault?.kind === 'lose-answer') {
      call.outcome = 'lost'
      response.destroy()
    } else answer(200, result)
  } catch (error) {
    const refused = error instanceof Refused ? error : new Refused(500, 0, String(error))
    const { status, code, message, retryAfter } = refused
    call.outcome = `${status} ${code} ${message}`
    const wait = retryAfter === undefined ? {} : { retry_after: retryAfter, global: false }
    const headers: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) }
    answer(status, { code, message, ...wait }, headers)
  } finally {
    fake.changed()
  }
}

function listMessages(asked: Asked): object[] {
  const channel = channelOf(asked, 'READ_MESSAGE_HISTORY')
  const after = BigInt(asked.query.get('after') ?? 0)
  const limit = Number(asked.query.get('limit') ?? 50)
  const all = asked.fake.messages.filter(({ channelId, id }) => channelId === channel.id && BigInt(id) > after)
  // After an id the next ones, without it the latest; newest first either way.
  return (after > 0n ? all.slice(0, limit) : all.slice(-limit)).toReversed().map((one) => asDiscord(asked.fake, one))
}

function createMessage(asked: Asked): object {
  const { fake, app, body } = asked
  const channel = channelOf(asked)
  if (channel.type === FORUM) throw new Refused(400, 50008, 'Cannot send messages in a non-text channel')
  channelOf(asked, channel.parentId === undefined ? 'SEND_MESSAGES' : 'SEND_MESSAGES_IN_THREADS')
  if (channel.locked) throw new Refused(403, 160005, 'Thread is locked')
  const closed = channel.recipient && fake.closed.get(channel.recipient.id)
  if (closed) throw new Refused(403, closed, 'Cannot send messages to this user')
  checkMessage(fake, body)
  const nonce = body.nonce === undefined ? undefined : String(body.nonce)
  const before =
    nonce && body.enforce_nonce === true
      ? fake.messages.find((one) => isSame(one, channel, nonce, fake.now()))
      : undefined
  if (before) return asDiscord(fake, before)
  channel.archived = false
  const message: FakeMessage = {
    id: fake.snowflake(),
    channelId: channel.id,
    author: (app as FakeApp).user,
    content: String(body.content ?? ''),
    components: (body.components ?? []) as FakeMessage['components'],
    flags: Number(body.flags ?? 0),
    nonce,
    at: fake.now(),
    editedAt: undefined,
    before: [],
    more: {},
  }
  fake.messages.push(message)
  // Our own messages come back to us, as everybody's do.
  if (channel.type === 1) fake.gateway.dispatch(app as FakeApp, 'MESSAGE_CREATE', asDiscord(fake, message))
  return { ...asDiscord(fake, message), ...(nonce ? { nonce } : {}) }
}

const isSame = (message: FakeMessage, channel: FakeChannel, nonce: string, now: number) =>
  message.channelId === channel.id && message.nonce === nonce && now - message.at < NONCE_MINUTES * 60_000

function ownMessage(asked: Asked): FakeMessage {
  const channel = channelOf(asked)
  const message = asked.fake.messages.find(({ id, channelId }) => id === asked.ids[1] && channelId === channel.id)
  if (!message) throw new Refused(404, 10008, 'Unknown Message')
  return message
}

function editMessage(asked: Asked): object {
  const message = ownMessage(asked)
  if (message.author.id !== asked.app?.user.id)
    throw new Refused(403, 50005, 'Cannot edit a message authored by another user')
  if (asked.fake.channels.get(message.channelId)?.archived) throw new Refused(400, 50083, 'Thread is archived')
  const flags = Number(asked.body.flags ?? message.flags)
  if (message.flags & 32_768 && !(flags & 32_768)) throw new Refused(400, 50035, 'IS_COMPONENTS_V2 cannot be removed')
  checkMessage(asked.fake, { flags, ...asked.body })
  message.before.push(pictureOf(message))
  Object.assign(message, {
    content: String(asked.body.content ?? message.content),
    components: asked.body.components ?? message.components,
    flags,
    editedAt: asked.fake.now(),
  })
  return asDiscord(asked.fake, message)
}

function deleteMessage(asked: Asked): undefined {
  const message = ownMessage(asked)
  asked.fake.messages.splice(asked.fake.messages.indexOf(message), 1)
}

function interactionOf({ fake, ids }: Asked): Interaction {
  const interaction = fake.interactions.get(ids[1] ?? '')
  if (!interaction || Date.now() - interaction.at > TOKEN_LIVES_MS) throw new Refused(404, 10015, 'Unknown Webhook')
  return interaction
}

function firstAnswer(asked: Asked): undefined {
  const interaction = interactionOf(asked)
  noteAnswer(asked.fake, interaction, asked.body)
}

/** The first answer to a tap, whichever way it came. */
export function noteAnswer(
  fake: FakeDiscord,
  interaction: Interaction,
  { type, data = {} }: { type?: number; data?: Body } & Body,
): void {
  if (Date.now() - interaction.at > ACKNOWLEDGE_WITHIN_MS) throw new Refused(404, 10062, 'Unknown interaction')
  if (interaction.answer !== undefined) throw new Refused(400, 40060, 'Interaction has already been acknowledged')
  if (![4, 5, 6, 7, 9].includes(type ?? 0)) throw new Refused(400, 50035, 'Invalid Form Body')
  if (type === 9) interaction.modal = checkModal(data)
  if (type === 4) note(fake, interaction, data)
  interaction.answer = type
  fake.changed()
}

function followUp(asked: Asked): object {
  const interaction = interactionOf(asked)
  if (interaction.answer === undefined) throw new Refused(404, 10015, 'Unknown Webhook')
  if (asked.ids[0] !== interaction.app.applicationId) throw new Refused(404, 10015, 'Unknown Webhook')
  note(asked.fake, interaction, asked.body)
  return { id: asked.fake.snowflake() }
}

function note(fake: FakeDiscord, interaction: Interaction, body: Body): void {
  checkMessage(fake, body)
  if (!(Number(body.flags ?? 0) & EPHEMERAL)) fake.violations.push('an answer to one person was shown to everybody')
  const components = (body.components ?? []) as FakeMessage['components']
  interaction.notes.push({ text: pictureOf({ content: String(body.content ?? ''), components }), components })
}

/** A message as Discord tells it. */
export function asDiscord(fake: FakeDiscord, message: FakeMessage): object {
  const channel = fake.channels.get(message.channelId)
  return {
    id: message.id,
    channel_id: message.channelId,
    ...(channel?.guildId ? { guild_id: channel.guildId } : {}),
    author: message.author,
    type: 0,
    content: message.content,
    timestamp: new Date(message.at).toISOString().replace('Z', '000+00:00'),
    edited_timestamp: message.editedAt ? new Date(message.editedAt).toISOString() : null,
    embeds: [],
    components: message.components,
    flags: message.flags,
    ...message.more,
    attachments: attachmentsOf(fake, message),
  }
}

async function readBody(request: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString('utf8')
  return text ? (JSON.parse(text) as Body) : {}
}
