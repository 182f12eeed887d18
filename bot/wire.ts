import type { Hono } from 'hono'
import type { ConsoleWorld } from '../console/api/console-world.ts'
import { createRecordTender } from '../core/audit/tend-record.ts'
import type { Channel, CheckpointKeeper, Connector, Deps } from '../core/deps.ts'
import type { Installation } from '../core/health/installation.ts'
import { problemOf } from '../core/problem-of.ts'
import { createDiscordSource } from './discord/discord-source.ts'
import type { OpenGateway } from './discord/gateway.ts'
import { discordInteractions } from './discord/interactions.ts'
import { type DiscordOptions, runDiscord } from './discord/run-discord.ts'
import { discordFromEnv } from './discord/settings.ts'
import { tendDiscord } from './discord/tend-discord.ts'
import type { Env } from './env.ts'
import { createFanvueSource } from './fanvue/fanvue-source.ts'
import { fanvueWebhooks } from './fanvue/webhook.ts'
import type { FetchInTime } from './fetch-in-time.ts'
import { createHttpApp } from './http.ts'
import { checkpointLog } from './live/checkpoint-log.ts'
import { type Behind, keepBehind } from './live/keep-behind.ts'
import { tendByItself } from './live/tend-by-itself.ts'
import { manualConnector } from './manual/deliver.ts'
import { createEmbedder } from './models/embeddings.ts'
import { createModelSource } from './models/model-source.ts'
import { createMailer } from './sign-in/mail.ts'
import { createSignIn, type SignIn } from './sign-in/sign-in.ts'
import { type BotOptions, runBots } from './telegram/run-bots.ts'
import { telegramFromEnv } from './telegram/settings.ts'
import { createTelegramSource } from './telegram/telegram-source.ts'
import { tendWebhooks } from './telegram/tend-webhooks.ts'
import { telegramWebhooks } from './telegram/webhook.ts'
import { tryItConnector } from './try-it/deliver.ts'
import { webhookConnectorFor } from './webhooks/deliver.ts'
import { createEndpoints } from './webhooks/endpoints.ts'
import type { Outside } from './webhooks/outside.ts'
import { webhooksIn } from './webhooks/webhook-in.ts'

/** What a runtime brings along: a Node process, a Worker, or a test. */
export type Ground = Pick<Deps, 'store' | 'now' | 'wake' | 'cache' | 'events' | 'log' | 'ledger' | 'queue'> & {
  /** Shows the person who runs this a few words: the terminal, or the log of a server. */
  tell: (words: string) => void
  /** The guarded way to creators' own endpoints. */
  outside: Outside
  /** How a reply is sent where a connection can be watched; left out where it cannot. */
  fetchInTime?: FetchInTime
  /** Where signed checkpoints of the record of accesses go: outside the database. In the log, when left out. */
  checkpoints?: CheckpointKeeper
  /** How Discord's gateway is listened to, where a process stays to do so. */
  openGateway?: OpenGateway
  /** Lets work go on behind an answer, where nothing else keeps the process. */
  behind?: Behind
  /** What Health tells of this process; left out where nobody knows. */
  installation?: Omit<Installation, 'hasMail'>
  /** Where a process can be told to end: whether it was. */
  isDraining?: () => boolean
}

/** A complete Souvenir that waits for `start`. */
export interface Souvenir {
  deps: Deps
  http: Hono
  signIn: SignIn
  /** Starts what listens by itself, such as bots that poll. */
  start(): Promise<void>
  /** Takes nothing new and lets what runs finish. */
  stop(): Promise<void>
  /** In place of `start` where nothing can stay running: looks after what is connected, once. */
  tend(): Promise<void>
}

/** Builds everything from settings: the one place that names every library that talks to the outside. */
export function wire(
  env: Env,
  { installation, checkpoints, openGateway, behind, isDraining, outside, fetchInTime, ...ground }: Ground,
): Souvenir {
  const connectors = new Map<Channel, Connector>([
    ['try-it', tryItConnector],
    ['manual', manualConnector],
  ])
  const telegram = createTelegramSource(ground)
  const discord = createDiscordSource(ground, { publicUrl: env.PUBLIC_URL, fetchInTime })
  const fanvue = createFanvueSource(ground, env, fetchInTime)
  const endpoints = createEndpoints(outside)
  const embedder = createEmbedder(env)
  const deps: Deps = {
    ...ground,
    ...(env.RATE_LIMITER_ENABLED === 'false' ? { sendLimits: 'off' as const } : {}),
    connectors: {
      connectorFor: async (of) => {
        if (of.channel === 'telegram') return telegram.connectorFor(of)
        if (of.channel === 'discord') return discord.connectorFor(of)
        if (of.channel === 'webhook') return webhookConnectorFor(ground, endpoints, of)
        return of.channel === 'fanvue' ? fanvue.connectorFor(of) : connectors.get(of.channel)
      },
    },
    desks: { desksFor: async (of) => [...(await telegram.desksFor(of)), ...(await discord.desksFor(of))] },
    models: createModelSource(env),
    endpoints,
    platforms: { platformOn: (channel) => (channel === 'fanvue' ? fanvue.platform : undefined) },
    ...(embedder ? { embedder } : {}),
  }
  const signIn = createSignIn({
    ...ground,
    publicUrl: env.PUBLIC_URL ? new URL(env.PUBLIC_URL) : undefined,
    mail: createMailer(env),
  })
  const world: ConsoleWorld = {
    deps,
    sessions: signIn.sessions,
    ...(installation ? { installation: { ...installation, hasMail: signIn.hasMail } } : {}),
    ...(isDraining ? { isDraining } : {}),
  }
  const kept = keepBehind()
  const http = createHttpApp(world, signIn, {
    mount: (app) =>
      app
        .route('/webhooks/telegram', telegramWebhooks(deps, telegram, behind ?? kept.behind))
        .route('/webhooks/discord', discordInteractions(deps, discord, behind ?? kept.behind))
        .route('/api/webhooks', webhooksIn(deps))
        .route('/webhooks/fanvue', fanvueWebhooks(deps, fanvue.platform)),
  })
  const workspace = async () => (await signIn.createFirstOwner()).tenantId
  const discordOptions: DiscordOptions = { source: discord, environment: discordFromEnv(env), workspace }
  const botOptions: BotOptions = {
    source: telegram,
    environment: telegramFromEnv(env),
    workspace,
    // A Bot API server of one's own may stand on this machine and reach us without a public address.
    publicUrl: env.PUBLIC_URL ?? (env.TELEGRAM_API_ROOT && env.PORT ? `http://127.0.0.1:${env.PORT}` : undefined),
  }
  const bots = runBots(deps, botOptions)
  const tender = createRecordTender(deps, checkpoints ?? checkpointLog(deps.log))
  const record = tendByItself(tender, (error) => deps.log.warn('record', { problem: problemOf(error) }))
  // Parts that run by themselves: started in this order, stopped in the other.
  const answered = { start: async () => undefined, stop: kept.settled }
  const listeners = [bots, ...(openGateway ? [runDiscord(deps, { ...discordOptions, openGateway })] : [])]
  const parts: { start(): Promise<void>; stop(): Promise<void> }[] = [record, answered]
  return {
    deps,
    http,
    signIn,
    async start() {
      for (const part of [...parts, ...listeners]) await part.start()
    },
    async stop() {
      // Each may wait a while for what it began: beside each other, or a process that is told to end would be too slow.
      await Promise.all(listeners.map((one) => one.stop()))
      for (const part of parts.toReversed()) await part.stop()
    },
    async tend() {
      const parts = {
        telegram: () => tendWebhooks(deps, botOptions),
        discord: () => tendDiscord(deps, { ...discordOptions, publicUrl: env.PUBLIC_URL }),
        record: tender.tend,
      }
      for (const [part, look] of Object.entries(parts)) {
        // One that breaks must not keep the others from being looked after.
        await look().catch((error: unknown) => deps.log.warn(part, { problem: problemOf(error) }))
      }
    },
  }
}
