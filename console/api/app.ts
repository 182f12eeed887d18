import { Hono } from 'hono'
import type { LiveEvent } from '../../core/deps.ts'
import { goneMeanwhile } from '../../core/erasure/gone-meanwhile.ts'
import { CoreError } from '../../core/errors.ts'
import { problemOf } from '../../core/problem-of.ts'
import { auditApi } from './audit.ts'
import { businessApi } from './business.ts'
import type { ConsoleWorld } from './console-world.ts'
import { conversationsApi } from './conversations.ts'
import { discordApi } from './discord.ts'
import { draftsApi } from './drafts.ts'
import { eventsApi } from './events.ts'
import { exportApi } from './export.ts'
import { fansApi } from './fans.ts'
import { fanvueApi } from './fanvue.ts'
import { healthApi } from './health.ts'
import { limitBody } from './limit-body.ts'
import { manualApi } from './manual.ts'
import { mediaApi } from './media.ts'
import { memoriesApi } from './memories.ts'
import { onlyfansApi } from './onlyfans.ts'
import { personalityApi } from './personality.ts'
import { preferencesApi } from './preferences.ts'
import { presenceApi } from './presence.ts'
import { queueApi } from './queue.ts'
import { errorHandler, failed, requestIds, type Variables } from './respond.ts'
import { reviewersApi } from './reviewers.ts'
import { rightsApi } from './rights.ts'
import { requireSession } from './session.ts'
import { settingsApi } from './settings.ts'
import { telegramApi } from './telegram.ts'
import { tryApi } from './try.ts'
import { webhooksApi } from './webhooks.ts'

const LARGEST_BODY = 1024 * 1024

/** Everything under `/api`. Its type is the console's client. */
export function createApi(world: ConsoleWorld) {
  const { log } = world.deps
  const api = new Hono<{ Variables: Variables }>()
    .basePath('/api')
    .use(requestIds(() => world.deps.now().getTime()))
    .use(
      limitBody(LARGEST_BODY, () => {
        throw new CoreError('too-large', 'This request is larger than 1 MB. Send less at once.')
      }),
    )
    .use(requireSession(world.sessions))
    .route('/', queueApi(world))
    .route('/', draftsApi(world))
    .route('/', conversationsApi(world))
    .route('/', mediaApi(world))
    .route('/', eventsApi(world))
    .route('/', presenceApi(world))
    .route('/', fansApi(world))
    .route('/', memoriesApi(world))
    .route('/', preferencesApi(world))
    .route('/', personalityApi(world))
    .route('/', exportApi(world))
    .route('/', rightsApi(world))
    .route('/', auditApi(world))
    .route('/', tryApi(world))
    .route('/', healthApi(world))
    .route('/', settingsApi(world))
    .route('/', telegramApi(world))
    .route('/', reviewersApi(world))
    .route('/', onlyfansApi(world))
    .route('/', webhooksApi(world))
    .route('/', manualApi(world))
    .route('/', businessApi(world))
    .route('/', discordApi(world))
    .route('/', fanvueApi(world))
  api.notFound((c) =>
    failed(c, 404, { code: 'not-found', message: `There is nothing at ${c.req.path}.`, retryable: false }),
  )
  const refuse = errorHandler((error, requestId) =>
    log.warn('request failed', { requestId, problem: problemOf(error) }),
  )
  // Here and not at the whole app: routes that are mounted with a handler of their own never come to the app's.
  api.onError((error, c) => refuse(goneMeanwhile(error) ?? error, c))
  return api
}
export type Api = ReturnType<typeof createApi>
export type { LiveEvent }
