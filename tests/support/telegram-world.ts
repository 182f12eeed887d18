import { onTestFinished } from 'vitest'
import type { Keeper } from '../../bot/live/keep-connections.ts'
import { buttonData } from '../../bot/review/card-verbs.ts'
import { runBots } from '../../bot/telegram/run-bots.ts'
import { createTelegramSource } from '../../bot/telegram/telegram-source.ts'
import type { Actor } from '../../core/actor.ts'
import { addVersion } from '../../core/approval/revise-draft.ts'
import { connectionsOn } from '../../core/connections/find-connections.ts'
import type { TelegramSettings } from '../../core/connections/telegram-settings.ts'
import type { DraftNotes, Warning } from '../../core/draft/draft-notes.ts'
import { inviteReviewer } from '../../core/reviewers/invite-reviewer.ts'
import { draftsByStatus, draftVersion, moveDraft } from '../../db/drafts.ts'
import { inTenant } from '../../db/scope.ts'
import { openTroubles } from '../../db/troubles.ts'
import { type ChatMessage, type FakeTelegram, startFakeTelegram } from './fake-telegram.ts'
import { type Person, person } from './fake-telegram-people.ts'
import { recordingLog } from './recording-log.ts'
import { createWorld } from './world.ts'

export const REVIEW_GROUP = -1_001_234_567_890

export interface TelegramWorldOptions {
  /** A second bot for the people who decide. */
  twoBots?: boolean
  /** Without a group, cards stand in each reviewer's own chat. */
  group?: boolean
  /** Changes what would be connected; the bots are started by the story itself when this is 'later'. */
  settings?: Partial<TelegramSettings>
  start?: 'now' | 'later'
  publicUrl?: string
}

/** Nova's world with a Telegram around it: a Bot API server on loopback, her bot polling it, Kim in the review group. */
export async function createTelegramWorld(options: TelegramWorldOptions = {}) {
  const toClose: (() => Promise<void>)[] = []
  onTestFinished(async () => {
    for (const close of toClose.reverse()) await close()
  })
  const world = await createWorld()
  const fake = await startFakeTelegram({ now: () => world.now().getTime() })
  toClose.push(fake.close)
  const bot = fake.addBot()
  const reviewBot = options.twoBots ? fake.addBot() : bot
  const kim = person(fake, 'Kim')
  const log = recordingLog()
  world.deps.log = log
  const source = createTelegramSource(world.deps)
  const { deps } = world
  const tryIt = deps.connectors
  deps.connectors = {
    connectorFor: (of) => (of.channel === 'telegram' ? source.connectorFor(of) : tryIt.connectorFor(of)),
  }
  deps.desks = { desksFor: source.desksFor }
  const settings: TelegramSettings = {
    token: bot.token,
    ...(options.twoBots ? { reviewToken: reviewBot.token } : {}),
    ...(options.group === false ? {} : { reviewChatId: String(REVIEW_GROUP) }),
    apiRoot: fake.apiRoot,
    ...options.settings,
  }
  const environment = { settings, reviewerIds: [String(kim.id)] }
  const newManager = (): Keeper => {
    const manager = runBots(deps, {
      source,
      environment,
      workspace: async () => world.tenantId,
      publicUrl: options.publicUrl,
    })
    toClose.push(manager.stop)
    return manager
  }
  let manager = newManager()
  const reviewChat = () => (options.group === false ? kim.id : REVIEW_GROUP)

  const telegram = {
    ...world,
    world,
    fake,
    bot,
    reviewBot,
    kim,
    log,
    source,
    settings,
    async startBots({ wait = true } = {}) {
      await manager.start()
      if (!wait) return
      await telegram.connection((one) => one.status === 'working')
    },
    /** Stops the bots as a process that ends, and starts them as the next one: nothing is kept but the rows. */
    async restartBots() {
      await manager.stop()
      manager = newManager()
      await manager.start()
    },
    stopBots: () => manager.stop(),
    sync: () => manager.sync(),
    /** The connection, as soon as it is like this. */
    async connection(isLike: (one: Awaited<ReturnType<typeof connectionsOn>>[number]) => boolean) {
      for (let look = 0; look < 400; look += 1) {
        const [one] = await connectionsOn(deps, 'telegram')
        if (one && isLike(one)) return one
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const [one] = await connectionsOn(deps, 'telegram')
      throw new Error(`The connection never became so: ${one?.status} ${one?.problem}`)
    },
    person: (name: string, more?: { language?: string; id?: number }) => person(fake, name, more),
    /** What the review chat shows from the bot, oldest first. */
    desk: (chatId = reviewChat()) => fake.messages.filter((message) => message.chatId === chatId && message.fromBot),
    /** The latest card in the review chat, whole. */
    card(chatId = reviewChat()): ChatMessage {
      const last = telegram.desk(chatId).at(-1)
      if (!last) throw new Error('There is no card.')
      return last
    },
    /** What the bot said to somebody in private, oldest first. */
    heard: (someone: Person) =>
      fake.messages.filter((message) => message.chatId === someone.id && message.fromBot).map(({ text }) => text),
    /** A fan writes, the burst ends, and the card stands. */
    async fanWrites(fan: Person, text: string): Promise<ChatMessage> {
      await fan.writes(bot, text)
      await world.pass(9_000)
      return telegram.card()
    },
    /** A tap by Kim, and everything that follows from it. */
    async taps(card: ChatMessage, words: string, by: Person = kim): Promise<string> {
      const said = await by.taps(reviewBot, card, words)
      await world.settle()
      return said
    },
    /** A tap that only opens another menu, until the menu stands there. */
    async opens(card: ChatMessage, words: string, by: Person = kim): Promise<string> {
      const before = JSON.stringify(card.buttons)
      const said = await by.taps(reviewBot, card, words)
      await fake.until(() => JSON.stringify(card.buttons) !== before, 'the menu')
      return said
    },
    /** Does what is due until this holds: for what a bot finishes behind its answer. */
    async untilSettled(holds: () => Promise<boolean>) {
      for (let round = 0; round < 200; round += 1) {
        await world.settle()
        if (await holds()) return world.settle()
        await new Promise((resolve) => setTimeout(resolve, 10))
      }
      throw new Error('It never came to that.')
    },
    /** The one draft that waits gets these warnings, with the words it has. */
    async warns(warnings: Warning[]) {
      await inTenant(world.store, world.tenantId, async (scope) => {
        const [draft] = await draftsByStatus(scope, ['pending'], 1)
        const shown = draft && (await draftVersion<DraftNotes>(scope, draft, draft.version))
        if (!shown) throw new Error('No draft waits.')
        const notes = { ...shown.notes, warnings }
        await addVersion(scope, draft, { text: shown.text, origin: 'offline', notes, now: world.now() })
      })
      await world.settle()
    },
    /** What Health has to tell. */
    troubles: () => inTenant(world.store, world.tenantId, (scope) => openTroubles(scope, 100)),
    /** The data of a Send button as it stood on the first version. */
    sendButton: (draftId: string) => buttonData('send', draftId, 1),
    /** Nobody answers for so long, and the draft stays open. */
    async holds(draftId: string, milliseconds: number) {
      await inTenant(world.store, world.tenantId, (scope) =>
        moveDraft(scope, draftId, ['pending'], { expiresAt: new Date(world.now().getTime() + milliseconds) }),
      )
      await world.settle()
    },
    /** The card as the core sees it. */
    card_: world.card,
    kimActor: { id: `telegram:${kim.id}`, name: 'Kim', role: 'manager', via: 'telegram' } satisfies Actor,
    /** Kim invites this person, who accepts. */
    async joins(someone: Person) {
      const { token } = await inviteReviewer(deps, { tenantId: world.tenantId, channel: 'telegram', actor: world.kim })
      await someone.writes(reviewBot, `/start join_${token}`)
      const offer = await fake.until(() =>
        fake.messages.findLast(({ chatId, buttons }) => chatId === someone.id && buttons.length > 0),
      )
      await someone.taps(reviewBot, offer, 'I will read')
    },
    /** A reply of Kim to a card, and the card that comes of it. */
    async repliesTo(card: ChatMessage, text: string, by: Person = kim): Promise<ChatMessage> {
      await by.repliesTo(reviewBot, card, text)
      await world.settle()
      return telegram.card(card.chatId)
    },
  }
  if (options.start !== 'later') await telegram.startBots()
  return telegram
}
export type TelegramWorld = Awaited<ReturnType<typeof createTelegramWorld>>
export type { FakeTelegram }
