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
/** A key that nobody signs with. */
const NOBODYS = '0'.repeat(64)

/**
 * Takes what people press and type under cards, as Discord brings it by signed requests, under `/webhooks/discord`. The same is
 * done as with what the gateway brings, and answered in time. Nothing is kept between requests, so it runs on a Worker as well.
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
    const found = await botAt(deps, source, c.req.param('connectionId'))
    const { publicKey = NOBODYS } = found?.settings ?? {}
    const isGenuine = await isSigned({ signature, timestamp, body }, { publicKey, now: deps.now() })
    // One answer for a bad signature, an old one and an address that does not exist: it tells a stranger nothing.
    if (!found || !isGenuine) {
      if (found) deps.log.warn('interaction refused', { connectionId: found.connectionId })
      const message = 'The signature of this request is wrong, missing or too old. Nothing was taken.'
      return failed(c, 401, { code: 'wrong-signature', message, retryable: false })
    }
    const answer = await answerInteraction(deps, found, parseJson(body))
    behind(untilIdle(found))
    return c.json(answer)
  })
  return app
}

async function botAt(deps: Deps, source: DiscordSource, id: string): Promise<DiscordBot | undefined> {
  const connection = z.uuid().safeParse(id).success ? await connectionById(deps, id) : undefined
  if (connection?.kind !== 'discord') return undefined
  const settings = discordSettingsOf(connection.settings)
  return settings && source.botOf(connection, settings)
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
