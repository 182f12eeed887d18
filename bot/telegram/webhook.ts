import { createHash, timingSafeEqual } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Update } from '@grammyjs/types'
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { errorHandler, failed, ok, requestIds, type Variables } from '../../console/api/respond.ts'
import { connectionById } from '../../core/connections/find-connections.ts'
import { telegramSettingsOf } from '../../core/connections/telegram-settings.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import { problemOf } from '../../core/problem-of.ts'
import type { Behind } from '../live/keep-behind.ts'
import { botsOf, type Role } from './bots-of.ts'
import { handleUpdate } from './handlers.ts'
import type { TelegramBot } from './telegram-bot.ts'
import type { TelegramSource } from './telegram-source.ts'

const LARGEST_UPDATE = 1024 * 1024
const LONGEST_GOODBYE_MS = 2_000
const Params = z.object({ connectionId: z.uuid(), role: z.enum(['fans', 'review']) })
const AnyUpdate = z.looseObject({ update_id: z.number().int() })

/**
 * Takes updates that Telegram brings, under `/webhooks/telegram`. Answered once they are stored; anything unknown is acknowledged, for Telegram would only
 * bring it again. Nothing of it is kept between requests, so it runs on a Worker as well.
 */
export function telegramWebhooks(deps: Deps, source: TelegramSource, behind: Behind) {
  const app = new Hono<{ Variables: Variables }>()
  app.use(requestIds(Date.now))
  app.use(
    bodyLimit({
      maxSize: LARGEST_UPDATE,
      onError: () => {
        throw new CoreError('too-large', 'An update has at most 1 MB.')
      },
    }),
  )
  app.onError(
    errorHandler((error, requestId) => deps.log.warn('webhook failed', { requestId, problem: problemOf(error) })),
  )
  app.post('/:connectionId/:role', async (c) => {
    const params = Params.safeParse(c.req.param())
    const secret = c.req.header('x-telegram-bot-api-secret-token')
    const found = params.success ? await botAt(deps, source, params.data) : undefined
    // One answer for a wrong secret and for an address that does not exist: it tells a stranger nothing.
    if (!found || !isSame(secret ?? '', found.secret)) {
      const message = 'The secret token of this webhook is wrong or missing. Nothing was taken.'
      return failed(c, 401, { code: 'wrong-secret', message, retryable: false })
    }
    const update = AnyUpdate.safeParse(await c.req.json().catch(() => undefined))
    if (!update.success) {
      throw new CoreError('invalid', 'This is no Telegram update: it is not JSON with a whole number as update_id.')
    }
    await handleUpdate(deps, found.bot, update.data as unknown as Update)
    // The pop-up of a tap goes first; what takes longer, a slow model, goes on behind the answer.
    const goodbye = sleep(LONGEST_GOODBYE_MS, undefined, { ref: false })
    await Promise.race([untilIdle(found.bot), goodbye])
    if (found.bot.background.size > 0) behind(untilIdle(found.bot))
    return ok(c, { taken: true })
  })
  return app
}

async function botAt(deps: Deps, source: TelegramSource, { connectionId, role }: { connectionId: string; role: Role }) {
  const connection = await connectionById(deps, connectionId)
  if (connection?.kind !== 'telegram') return undefined
  const settings = telegramSettingsOf(connection.settings)
  const bot = settings && botsOf(connection, settings, source).get(role)
  return bot && settings.webhookSecret ? { bot, secret: settings.webhookSecret } : undefined
}

/** What runs behind an answer may leave more to run. */
async function untilIdle({ background }: TelegramBot): Promise<void> {
  while (background.size > 0) await Promise.allSettled([...background])
}

/** In constant time, whatever the lengths. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return timingSafeEqual(digest(given), digest(expected))
}
