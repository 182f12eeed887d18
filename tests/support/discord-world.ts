import { onTestFinished } from 'vitest'
import { createDiscordSource } from '../../bot/discord/discord-source.ts'
import { openGateway } from '../../bot/discord/gateway.ts'
import { runDiscord } from '../../bot/discord/run-discord.ts'
import type { Keeper } from '../../bot/live/keep-connections.ts'
import { fetchInTime } from '../../bot/node/send-in-time.ts'
import type { DiscordSettings } from '../../core/connections/discord-settings.ts'
import { connectionsOn } from '../../core/connections/find-connections.ts'
import { messages as messageRows } from '../../db/schema.ts'
import { inTenant } from '../../db/scope.ts'
import { openTroubles } from '../../db/troubles.ts'
import { type FakeChannel, type FakeMessage, startFakeDiscord } from './fake-discord.ts'
import { type DiscordPerson, discordPerson } from './fake-discord-people.ts'
import { pictureOf } from './fake-discord-rules.ts'
import { recordingLog } from './recording-log.ts'
import { createWorld } from './world.ts'

export interface DiscordWorldOptions {
  settings?: Partial<DiscordSettings>
  start?: 'now' | 'later'
  /** The review channel consists of threads. */
  forum?: boolean
  /** Where the console is reached from outside. */
  publicUrl?: string
}

/** Nova's world with a Discord around it: REST and gateway on loopback, her bot listening by discord.js, Kim in the review channel. */
export async function createDiscordWorld(options: DiscordWorldOptions = {}) {
  const toClose: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    for (const close of toClose.reverse()) await close()
  })
  const world = await createWorld()
  const fake = await startFakeDiscord({ now: () => world.now().getTime() })
  toClose.push(fake.close)
  const app = fake.addApp()
  const kim = discordPerson(fake, 'Kim')
  const reviewChannel = fake.addChannel({
    type: options.forum ? 15 : 0,
    guildId: fake.snowflake(),
    name: 'review',
  })
  const log = recordingLog()
  const { deps } = world
  deps.log = log
  const source = createDiscordSource(deps, { publicUrl: options.publicUrl, fetchInTime })
  const tryIt = deps.connectors
  deps.connectors = {
    connectorFor: (of) => (of.channel === 'discord' ? source.connectorFor(of) : tryIt.connectorFor(of)),
  }
  deps.desks = { desksFor: source.desksFor }
  const settings: DiscordSettings = {
    token: app.token,
    reviewChannelId: reviewChannel.id,
    apiRoot: fake.apiRoot,
    ...options.settings,
  }
  const newKeeper = (): Keeper => {
    const keeper = runDiscord(deps, {
      source,
      openGateway,
      environment: { settings, reviewerIds: [kim.id] },
      workspace: async () => world.tenantId,
    })
    toClose.push(keeper.stop)
    return keeper
  }
  let keeper = newKeeper()

  const discord = {
    ...world,
    world,
    fake,
    app,
    kim,
    log,
    source,
    reviewChannel,
    settings,
    async start() {
      await keeper.start()
      await discord.connection(({ status }) => status === 'working')
    },
    stop: () => keeper.stop(),
    sync: () => keeper.sync(),
    /** As a process that ends, and the next one: nothing is kept but the rows. */
    async restart() {
      await keeper.stop()
      keeper = newKeeper()
      await keeper.start()
      await fake.until(() => fake.gateway.isConnected(app), 'the bot to be back')
    },
    /** The connection, as soon as it is like this. */
    async connection(isLike: (one: Awaited<ReturnType<typeof connectionsOn>>[number]) => boolean) {
      const look = async () => (await connectionsOn(deps, 'discord'))[0]
      for (let round = 0; round < 1_000; round += 1) {
        const one = await look()
        if (one && isLike(one)) return one
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const one = await look()
      throw new Error(`The connection never became so: ${one?.status} ${one?.problem}`)
    },
    person: (name: string, more?: { locale?: string }) => discordPerson(fake, name, more),
    /** Looks until it holds, with everything that is due done in between. */
    async until<T>(look: () => T | Promise<T>, what = 'it'): Promise<NonNullable<T>> {
      for (const end = Date.now() + 30_000; Date.now() < end; ) {
        await world.settle()
        const found = await look()
        if (found) return found
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      const last = fake.calls.slice(-5).map(({ route, outcome }) => `${route} ${outcome}`)
      throw new Error(`It never came to ${what}. Last calls: ${last.join(', ')} ${log.lines.slice(-12).join('\n')}`)
    },
    /** What Health has to tell. */
    troubles: () => inTenant(world.store, world.tenantId, (scope) => openTroubles(scope, 100)),
    /** How many messages are stored. */
    stored: async () => world.store.db.$count(messageRows),
    /** Until so many messages are stored. */
    hears: (count: number) => discord.until(async () => (await discord.stored()) >= count, `${count} stored messages`),
    /** A fan writes, and it is stored. */
    async isWrittenTo(fan: DiscordPerson, text: string, more: Record<string, unknown> = {}): Promise<FakeMessage> {
      const before = await discord.stored()
      const message = fan.writes(app, text, more)
      await discord.hears(before + 1)
      return message
    },
    /** What the review channel shows from the bot, oldest first. */
    desk: () =>
      fake.messages.filter(({ channelId, author }) => channelId === reviewChannel.id && author.id === app.user.id),
    /** The threads below the review channel, and what stands in one. */
    threads: () => [...fake.channels.values()].filter(({ parentId }) => parentId === reviewChannel.id),
    inThread: (thread: FakeChannel | undefined) => fake.messages.filter(({ channelId }) => channelId === thread?.id),
    /** The latest card, its last message. */
    card_(): FakeMessage {
      const last = discord.desk().at(-1)
      if (!last) throw new Error('There is no card.')
      return last
    },
    /** A fan writes, the burst ends, and the card stands. */
    async fanWrites(fan: DiscordPerson, text: string): Promise<FakeMessage> {
      await discord.isWrittenTo(fan, text)
      await world.pass(9_000)
      // What failed because this machine was busy is tried again when its time comes.
      await discord.until(async () => discord.desk().length > 0 || world.pass(1_000).then(() => false), 'the card')
      return discord.card_()
    },
    /** A tap by Kim, and everything that follows from it. */
    async taps(card: FakeMessage, words: string, by: DiscordPerson = kim): Promise<string> {
      const said = await by.taps(app, card, words)
      await world.settle()
      return said
    },
    /** Until a card reads like this. */
    reads: (card: FakeMessage, words: RegExp) => discord.until(() => words.test(pictureOf(card)), String(words)),
  }
  if (options.start !== 'later') await discord.start()
  return discord
}
export type DiscordWorld = Awaited<ReturnType<typeof createDiscordWorld>>
