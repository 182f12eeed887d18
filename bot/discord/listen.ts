import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { placeCards } from '../../core/approval/place-cards.ts'
import { noteConnection } from '../../core/connections/note-connection.ts'
import type { Deps } from '../../core/deps.ts'
import { problemOf } from '../../core/problem-of.ts'
import { catchUp } from './catch-up.ts'
import { type DiscordBot, inBackground, interactionsPath } from './discord-bot.ts'
import type { OpenGateway } from './gateway.ts'
import { handleEvent } from './handle-event.ts'
import { answerInteraction } from './handle-interaction.ts'
import { prepareBot } from './prepare-bot.ts'

const FIRST_WAIT_MS = 1_000
const LONGEST_WAIT_MS = 60_000
const LONGEST_GOODBYE_MS = 5_000
/** A short break is no news: the connection is resumed and nothing is lost. */
const BREAK_IS_NEWS_MS = 15_000

/**
 * Hears one bot until told to stop. Discord's gateway wants no receipt, so what it told is kept here until it is stored, tried
 * again for as long as that takes; and after a connection that could not be resumed every known chat is asked what came meanwhile.
 */
export function listen(
  deps: Deps,
  bot: DiscordBot,
  { openGateway, fence }: { openGateway: OpenGateway; fence: number },
): { stop(): Promise<void> } {
  const abort = new AbortController()
  const { signal } = abort
  const { tenantId, connectionId } = bot
  let said: string | undefined | null = null
  const report = async (problem: string | undefined) => {
    if (problem === said || signal.aborted) return
    said = problem
    await noteConnection(deps, { tenantId, id: connectionId, problem, fence }).catch(() => {
      said = null
    })
  }
  /** One thing after the other, so that an edit never comes before its message. */
  let queue: Promise<unknown> = Promise.resolve()
  const inTurn = (what: string, work: () => Promise<void>) => {
    queue = queue
      .then(() => untilDone(deps, bot, { what, work, signal }))
      .then(async (done) => {
        if (!done) await later()
      })
  }
  /** What could not be stored for a minute no longer holds up the rest; Discord still has it, and is asked for it again. */
  const later = async () => {
    if (signal.aborted) return
    await report('What fans wrote could not be stored. It is asked for again by itself; look at the database.')
    setTimeout(() => {
      if (!signal.aborted) inTurn('catching up', () => catchUp(deps, bot, signal).then(() => report(undefined)))
    }, LONGEST_WAIT_MS).unref()
  }

  const hear = async () => {
    for (let waitMs = FIRST_WAIT_MS; !signal.aborted; waitMs = Math.min(LONGEST_WAIT_MS, waitMs * 2)) {
      const prepared = await prepareBot(deps, bot)
      if (signal.aborted) return
      if (prepared.kind === 'failing') await report(prepared.problem)
      if (prepared.kind === 'failing' && !prepared.canHear) {
        await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
        continue
      }
      if (prepared.kind === 'ready') await placeAgain()
      const working = prepared.kind === 'failing' ? prepared.problem : whyNoTaps(bot, prepared.interactionsUrl)
      const ended = await hearOnce(working).catch(
        (error: unknown) => `Discord’s gateway could not be reached: ${problemOf(error)}.`,
      )
      if (signal.aborted) return
      await report(ended)
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  /** What waits gets its card where cards can stand now. Failing changes nothing: the console has every draft. */
  const placeAgain = () =>
    placeCards(deps, { tenantId, creatorId: bot.creatorId, desk: 'discord' }).catch((error: unknown) =>
      deps.log.warn('discord cards', { connectionId, problem: problemOf(error) }),
    )

  /** @param working what is said while it is connected: a problem that is not the connection's @returns why it ended */
  const hearOnce = async (working: string | undefined): Promise<string | undefined> => {
    const over = Promise.withResolvers<string | undefined>()
    signal.addEventListener('abort', () => over.resolve(undefined), { once: true })
    let news: NodeJS.Timeout | undefined
    const well = () => {
      clearTimeout(news)
      news = undefined
      void report(working)
    }
    const gateway = await openGateway(
      { token: bot.settings.token, apiRoot: bot.rest.apiRoot },
      {
        onReady() {
          well()
          inTurn('catching up', () => catchUp(deps, bot, signal))
        },
        onResumed: well,
        onBroken() {
          news ??= setTimeout(() => {
            void report('The connection to Discord broke. It is tried again by itself.')
          }, BREAK_IS_NEWS_MS).unref()
        },
        onEvent: (event) => inTurn('storing a message', () => handleEvent(deps, bot, event)),
        onInteraction: (interaction) => inBackground(deps, bot, 'answer to a tap', respond(deps, bot, interaction)),
        onEnded: over.resolve,
      },
    )
    const problem = await over.promise
    clearTimeout(news)
    await gateway.close().catch(() => undefined)
    return problem
  }

  const hearing = hear()
  return {
    async stop() {
      abort.abort()
      const goodbye = sleep(LONGEST_GOODBYE_MS, undefined, { ref: false })
      await Promise.race([Promise.allSettled([hearing, queue, ...bot.background]), goodbye])
    },
  }
}

/** An application has one way by which taps come. A Worker of ours that shares the database may have set it. */
function whyNoTaps({ connectionId, settings }: DiscordBot, url: string | undefined): string | undefined {
  if (!url || !settings.reviewChannelId || url.endsWith(interactionsPath(connectionId))) return undefined
  const host = URL.canParse(url) ? new URL(url).host : 'another address'
  return `Discord brings what people press under cards to ${host}, not here. Take the “Interactions Endpoint URL” away on the General Information page of your application.`
}

const AnyInteraction = z.looseObject({ id: z.string().regex(/^\d+$/), token: z.string().regex(/^[\w.:-]+$/) })

/** What came by the gateway is answered by a request of our own. */
async function respond(deps: Deps, bot: DiscordBot, raw: unknown): Promise<void> {
  const interaction = AnyInteraction.safeParse(raw)
  if (!interaction.success) return
  const { id, token } = interaction.data
  const body = await answerInteraction(deps, bot, raw)
  await bot.rest.call({ method: 'POST', path: `/interactions/${id}/${token}/callback`, body, withoutToken: true })
}

/** Tried again for a minute. @returns false when it failed all that time, or the process stops */
async function untilDone(
  deps: Deps,
  bot: DiscordBot,
  { what, work, signal }: { what: string; work: () => Promise<void>; signal: AbortSignal },
): Promise<boolean> {
  for (let waitMs = FIRST_WAIT_MS; ; waitMs *= 2) {
    try {
      await work()
      return true
    } catch (error) {
      deps.log.warn(`discord ${what} failed`, { connectionId: bot.connectionId, problem: problemOf(error) })
      if (signal.aborted || waitMs >= LONGEST_WAIT_MS) return false
      await sleep(waitMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }
}
