import { Client, GatewayCloseCodes, GatewayDispatchEvents, GatewayIntentBits, Options } from 'discord.js'
import type { GatewayEvent } from './handle-event.ts'

/** What a gateway connection tells about itself. */
export interface GatewayListener {
  /** Connected anew: what came before was not heard. After a resume nothing is missing and nothing is told. */
  onReady(): void
  /** Heard again after a break, with everything that came meanwhile. */
  onResumed(): void
  onBroken(): void
  onEvent(event: GatewayEvent): void
  onInteraction(interaction: unknown): void
  /** It ended for good, with plain words. */
  onEnded(problem: string): void
}

/** Opens a gateway connection. Given from outside, because only a process that stays can hold one. */
export type OpenGateway = (
  of: { token: string; apiRoot: string },
  listener: GatewayListener,
) => Promise<{ close(): Promise<void> }>

const ENDED: Record<number, string> = {
  [GatewayCloseCodes.AuthenticationFailed]:
    'Discord does not accept this token. Copy it again from the Bot page, or reset it there.',
  [GatewayCloseCodes.DisallowedIntents]: 'Discord does not allow this bot to hear direct messages.',
  [GatewayCloseCodes.InvalidIntents]: 'Discord does not know what this bot asks to hear.',
}

/** Listens by discord.js. It keeps the connection and resumes it; nothing of what passes is kept here. */
export const openGateway: OpenGateway = async ({ token, apiRoot }, listener) => {
  const client = new Client({
    intents: [GatewayIntentBits.DirectMessages],
    makeCache: Options.cacheWithLimits({ MessageManager: 0, UserManager: 0, GuildMemberManager: 0 }),
    rest: { api: apiRoot, retries: 1 },
  })
  const { ws } = client
  ws.on(GatewayDispatchEvents.Ready, () => listener.onReady())
  ws.on(GatewayDispatchEvents.Resumed, () => listener.onResumed())
  ws.on(GatewayDispatchEvents.MessageCreate, (data) => listener.onEvent({ name: 'MESSAGE_CREATE', data }))
  ws.on(GatewayDispatchEvents.MessageUpdate, (data) => listener.onEvent({ name: 'MESSAGE_UPDATE', data }))
  ws.on(GatewayDispatchEvents.MessageDelete, (data) => listener.onEvent({ name: 'MESSAGE_DELETE', data }))
  ws.on(GatewayDispatchEvents.InteractionCreate, (data) => listener.onInteraction(data))
  client.on('shardReconnecting', () => listener.onBroken())
  client.on('shardDisconnect', ({ code }) => listener.onEnded(ENDED[code] ?? `Discord ended the connection (${code}).`))
  // It tries again by itself; without a listener it would end the process.
  client.on('shardError', () => listener.onBroken())
  client.on('error', () => listener.onBroken())
  try {
    await client.login(token)
  } catch (error) {
    await client.destroy().catch(() => undefined)
    throw error
  }
  return { close: () => client.destroy() }
}
