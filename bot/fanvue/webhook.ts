import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { z } from 'zod'
import { errorHandler, failed, ok, requestIds, type Variables } from '../../console/api/respond.ts'
import { type Connection, connectionById, connectionsOn } from '../../core/connections/find-connections.ts'
import type { Deps } from '../../core/deps.ts'
import { CoreError } from '../../core/errors.ts'
import type { Platform } from '../../core/platforms/platform.ts'
import { appOf, platformSettingsOf } from '../../core/platforms/platform-settings.ts'
import { takeNotice } from '../../core/platforms/take-notice.ts'
import { problemOf } from '../../core/problem-of.ts'
import { Event, toNotice } from './notices.ts'
import { isSigned } from './signature.ts'

const LARGEST_EVENT = 256 * 1024

/**
 * Takes events that Fanvue brings, under `/webhooks/fanvue`. Answered once they are stored; an event of no use, or in a form
 * that nobody foresaw, is acknowledged and noted, for Fanvue would only bring it again. Nothing is kept between requests.
 */
export function fanvueWebhooks(deps: Deps, platform: Platform) {
  const app = new Hono<{ Variables: Variables }>()
  app.use(requestIds(Date.now))
  app.use(
    bodyLimit({
      maxSize: LARGEST_EVENT,
      onError: () => {
        throw new CoreError('too-large', 'An event has at most 256 kB.')
      },
    }),
  )
  app.onError(
    errorHandler((error, requestId) => deps.log.warn('webhook failed', { requestId, problem: problemOf(error) })),
  )
  app.post('/:connectionId', async (c) => {
    const id = z.uuid().safeParse(c.req.param('connectionId'))
    const found = id.success ? await connectionById(deps, id.data) : undefined
    const connection = found?.kind === 'fanvue' ? found : undefined
    const secret = appOf(platform, connection)?.webhookSecret
    const body = await c.req.text()
    const header = c.req.header('x-fanvue-signature')
    // One answer for a bad signature, an old one and an address that does not exist: it tells a stranger nothing.
    if (!connection || !secret || !isSigned(header, body, { secret, now: deps.now() })) {
      const message = 'The signature of this event is wrong, missing or too old. Nothing was taken.'
      return failed(c, 401, { code: 'wrong-signature', message, retryable: false })
    }
    const event = Event.safeParse(parseJson(body))
    if (!event.success) {
      deps.log.warn('fanvue event unreadable', { connectionId: connection.id })
      return ok(c, { taken: false })
    }
    const notice = toNotice(event.data)
    const { type } = event.data
    if (!notice) deps.log.warn('fanvue event unreadable', { connectionId: connection.id, type })
    const owner = await connectionOf(deps, platform, connection, event.data.data.creator?.uuid)
    if (!owner) deps.log.info('fanvue event of an account that is not connected', { connectionId: connection.id, type })
    const used = (owner && notice) || { kind: 'unused' as const }
    return ok(c, { taken: await takeNotice(deps, owner ?? connection, { id: event.data.id, type, notice: used }) })
  })
  return app
}

/** An app has one address for events, and several creators of a workspace may have signed in to it. */
async function connectionOf(
  deps: Deps,
  platform: Platform,
  connection: Connection,
  creatorUuid: string | undefined,
): Promise<Connection | undefined> {
  const isIts = (one: Connection) => platformSettingsOf(one).account?.id === creatorUuid
  if (isIts(connection)) return connection
  const app = appOf(platform, connection)?.clientId
  const others = (await connectionsOn(deps, 'fanvue')).filter(({ tenantId }) => tenantId === connection.tenantId)
  return others.find((other) => appOf(platform, other)?.clientId === app && isIts(other))
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
