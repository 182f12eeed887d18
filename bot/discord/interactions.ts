import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { errorHandler, failed, requestIds, type Variables } from '../../console/api/respond.ts'
import { discordSettingsOf } from '../../core/connections/discord-settings.ts'
import { connectionById } from '../../core/connections/find-connections.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { problemOf } from '../../core/problem-of.ts'
import type { Behind } from '../live/keep-behind.ts'
import type { DiscordBot } from './discord-bot.ts'
import type { DiscordSource } from './discord-source.ts'
import { answerInteraction } from './handle-interaction.ts'
import { isSigned } from './signature.ts'

const LARGEST_INTERACTION = 1024 * 1024
/**
 * Bots as each was last stored. Discord waits three seconds: who signed is known from here, even while the database is slow. What
 * is done then is done as it is stored now.
 */
const seen = new Map<string, DiscordBot>()

/**
 * Takes what people press and type under cards, as Discord brings it by signed requests, under `/webhooks/discord`. The same is
 * done as with what the gateway brings, and answered in time. Nothing has to be kept between requests, so it runs on a Worker as
 * well.
 */
export function discordInteractions(deps: Deps, source: DiscordSource, behind: Behind) {
  const app = new Hono<{ Variables: Variables }>()
  app.use(requestIds(Date.now))
  app.use(
    bodyLimit({
      maxSize: LARGEST_INTERACTION,
      onError: () => {
        throw new CoreError('too-large', 'An interaction has at most 1 MB.')
      },
    }),
  )
  app.onError(
    errorHandler((error, requestId) => deps.log.warn('interaction failed', { requestId, problem: problemOf(error) })),
  )
  app.post('/:connectionId', async (c) => {
    const body = await c.req.text()
    const [signature, timestamp] = [c.req.header('x-signature-ed25519'), c.req.header('x-signature-timestamp')]
    const connectionId = c.req.param('connectionId')
    const isBy = async (bot: DiscordBot) =>
      isSigned({ signature, timestamp, body }, { publicKey: bot.settings.publicKey, now: deps.now() })
    const stored = botAt(deps, source, connectionId)
    // Whoever needs it hears of its failure.
    stored.catch(() => undefined)
    const before = seen.get(connectionId)
    const isKnown = before !== undefined && (await isBy(before))
    const found = isKnown ? before : await stored
    // One answer for a bad signature, an old one and an address that does not exist: it tells a stranger nothing.
    if (!found || !(isKnown || (await isBy(found)))) {
      if (found) deps.log.warn('interaction refused', { connectionId })
      const message = 'The signature of this request is wrong, missing or too old. Nothing was taken.'
      return failed(c, 401, { code: 'wrong-signature', message, retryable: false })
    }
    const asked: DiscordBot = { ...found, background: new Set() }
    const answer = await answerInteraction(deps, asked, parseJson(body), async () => {
      const now = await stored
      const isSame = now?.settings.publicKey === asked.settings.publicKey
      return now && isSame ? { ...now, background: asked.background } : undefined
    })
    behind(Promise.allSettled([stored]).then(() => untilIdle(asked)))
    return c.json(answer)
  })
  return app
}

async function botAt(deps: Deps, source: DiscordSource, id: string): Promise<DiscordBot | undefined> {
  const connection = z.uuid().safeParse(id).success ? await connectionById(deps, id) : undefined
  const settings = connection?.kind === 'discord' ? discordSettingsOf(connection.settings) : undefined
  const bot = connection && settings && source.botOf(connection, settings)
  if (bot) seen.set(id, bot)
  else seen.delete(id)
  return bot
}

/** What runs behind an answer may leave more to run. */
async function untilIdle({ background }: DiscordBot): Promise<void> {
  while (background.size > 0) await Promise.allSettled([...background])
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
