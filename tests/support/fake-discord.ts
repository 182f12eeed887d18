import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createGateway } from './fake-discord-gateway.ts'
import { type Interaction, newKeys } from './fake-discord-interactions.ts'
import { answerRest } from './fake-discord-rest.ts'

export interface FakeUser {
  id: string
  username: string
  global_name: string | null
  bot?: boolean
}

export interface FakeApp {
  token: string
  user: FakeUser
  applicationId: string
  keys: ReturnType<typeof newKeys>
  /** Where Discord brings interactions, once somebody set it; else the gateway does. */
  interactionsUrl: string | undefined
  /** Whether the gateway lets it in. */
  identifies: number
}

export interface FakeChannel {
  id: string
  /** 0 a channel of a server, 1 direct messages, 11 a thread, 12 a private one, 15 a forum */
  type: number
  guildId?: string
  name?: string
  parentId?: string
  /** With whom, in direct messages. */
  recipient?: FakeUser
  botId?: string
  archived?: boolean
  locked?: boolean
  /** Who joined a thread, by their ids: nobody else sees there that something is new. */
  joined: Set<string>
  /** What the bot may not do there, by Discord's names. */
  denied: Set<string>
}

/** A message as the chat would show it now. */
export interface FakeMessage {
  id: string
  channelId: string
  author: FakeUser
  content: string
  components: Component[]
  flags: number
  nonce: string | undefined
  at: number
  editedAt: number | undefined
  /** Every picture that stood here before this one, oldest first. */
  before: string[]
  more: Record<string, unknown>
}

/** As Discord's components come, loosely. */
export interface Component {
  type: number
  content?: string
  label?: string
  description?: string
  url?: string
  custom_id?: string
  style?: number
  accent_color?: number
  placeholder?: string
  value?: string
  options?: { label: string; value: string }[]
  components?: Component[]
  component?: Component
}

/** What goes wrong with the next matching call. */
export type Fault =
  | { kind: 'error'; status: number; code?: number; message?: string; retryAfter?: number }
  | { kind: 'hang' }
  /** Does what was asked, and closes the connection without an answer. */
  | { kind: 'lose-answer' }
  | { kind: 'close-before' }

export interface Call {
  route: string
  app: FakeApp | undefined
  body: Record<string, unknown>
  at: number
  outcome: string
}

const EPOCH = 1_420_070_400_000n

/** A Discord on real sockets, REST and gateway, strict where Discord is. @param now the clock of its ids and times */
export async function startFakeDiscord({ now = Date.now }: { now?: () => number } = {}) {
  const faults: { route: string; fault: Fault; times: number }[] = []
  const listeners = new Set<() => void>()
  let count = 0n
  const fake = {
    apiRoot: '',
    gatewayUrl: '',
    now,
    apps: new Map<string, FakeApp>(),
    users: new Map<string, FakeUser>(),
    channels: new Map<string, FakeChannel>(),
    messages: [] as FakeMessage[],
    interactions: new Map<string, Interaction>(),
    calls: [] as Call[],
    /** What Discord would have held against us. */
    violations: [] as string[],
    /** What is in a file or sticker, by its id. */
    bytes: new Map<string, Uint8Array>(),
    /** Every address that somebody asked the file server for. */
    fetched: [] as string[],
    /** Stickers by their id, with the form they have. */
    stickers: new Map<string, number>(),
    /** Whom no bot can write to any more, with Discord's number. */
    closed: new Map<string, number>(),
    snowflake: () => (((BigInt(now()) - EPOCH) << 22n) | (count++ & 0x3fffffn)).toString(),
    addApp(): FakeApp {
      const id = fake.snowflake()
      const user = { id, username: `nova_bot_${fake.apps.size}`, global_name: null, bot: true }
      const token = `MTA1MDAwMDAwMDAwMDAwMDAw${fake.apps.size}.GhXyZ1.${'x'.repeat(38)}`
      const app: FakeApp = {
        token,
        user,
        applicationId: id,
        keys: newKeys(),
        interactionsUrl: undefined,
        identifies: 0,
      }
      fake.apps.set(token, app)
      fake.users.set(id, user)
      return app
    },
    addChannel(more: Partial<FakeChannel> & { type: number }): FakeChannel {
      const channel = { id: fake.snowflake(), joined: new Set<string>(), denied: new Set<string>(), ...more }
      fake.channels.set(channel.id, channel)
      return channel
    },
    /** Somebody deletes it, with everything that stood there. */
    removeChannel({ id }: FakeChannel) {
      fake.channels.delete(id)
      fake.messages.splice(0, fake.messages.length, ...fake.messages.filter(({ channelId }) => channelId !== id))
    },
    /** The direct messages of a person and a bot: always the same. */
    directChat(app: FakeApp, recipient: FakeUser): FakeChannel {
      const known = [...fake.channels.values()].find(
        (one) => one.type === 1 && one.botId === app.user.id && one.recipient?.id === recipient.id,
      )
      return known ?? fake.addChannel({ type: 1, botId: app.user.id, recipient })
    },
    /** The next `times` calls of this route go wrong. @param route such as `POST /channels/:id/messages` */
    fail(route: string, fault: Fault, times = 1) {
      faults.push({ route, fault, times })
    },
    heal: () => void faults.splice(0),
    takeFault(route: string): Fault | undefined {
      const planned = faults.find((one) => one.times > 0 && one.route === route)
      if (planned) planned.times -= 1
      return planned?.fault
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
          const last = fake.calls.slice(-8).map(({ route, outcome }) => `${route} ${outcome}`)
          reject(new Error(`Waited in vain for ${what}. Last calls: ${last.join(', ')}`))
        }, withinMs)
        const again = () => {
          const found = look()
          if (!found) return
          clearTimeout(giveUp)
          listeners.delete(again)
          resolve(found)
        }
        listeners.add(again)
      })
    },
    async close() {
      gateway.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
  const server = createServer((request, response) => void answerRest(whole, request, response))
  // A busy machine reuses a connection late: one that was closed meanwhile would look like a break of the network.
  server.keepAliveTimeout = 120_000
  const gateway = createGateway(fake, server)
  const whole = Object.assign(fake, { gateway })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  fake.apiRoot = `http://127.0.0.1:${port}/api`
  fake.gatewayUrl = `ws://127.0.0.1:${port}/gateway`
  return whole
}
export type FakeDiscord = Awaited<ReturnType<typeof startFakeDiscord>>
/** The server's memory, for its parts. */
export type FakeState = Omit<FakeDiscord, 'gateway'>
