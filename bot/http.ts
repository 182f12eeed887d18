import { Hono } from 'hono'
import { secureHeaders } from 'hono/secure-headers'
import { createApi } from '../console/api/app.ts'
import type { ConsoleWorld } from '../console/api/console-world.ts'
import { describeApi } from '../console/api/openapi.ts'
import { errorHandler, failed, requestIds } from '../console/api/respond.ts'
import { checkReady } from '../core/health/check-ready.ts'
import { problemOf } from '../core/problem-of.ts'

/** A part that answers at addresses of its own: sign-in, a channel's webhook. */
export interface Mounted {
  mount(app: Hono): void
}

/** The web application that both entries serve. @param parts mounted before the API, which answers 401 to strangers */
export function createHttpApp(world: ConsoleWorld, ...parts: Mounted[]) {
  const { deps } = world
  const app = new Hono()
  // Stands before what sets the console's own policy, and so has the last word.
  app.use('/api/messages/*', async (c, next) => {
    await next()
    c.res.headers.set('content-security-policy', "sandbox; default-src 'none'")
  })
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'self'"],
        // What a fan sent is fetched when somebody asks for it, and shown from the page's own memory.
        imgSrc: ["'self'", 'data:', 'blob:'],
        mediaSrc: ["'self'", 'blob:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
      referrerPolicy: 'same-origin',
    }),
  )
  app.use(requestIds(() => deps.now().getTime()))
  app.get('/health/live', (c) => c.json({ alive: true }))
  app.get('/health/ready', async (c) => {
    const readiness = await checkReady(deps, world.isDraining)
    return c.json(readiness, readiness.ready ? 200 : 503)
  })
  for (const part of parts) part.mount(app)
  describeApi(app)
  app.route('/', createApi(world))
  app.notFound((c) =>
    failed(c, 404, { code: 'not-found', message: `There is nothing at ${c.req.path}.`, retryable: false }),
  )
  app.onError(
    errorHandler((error, requestId) => deps.log.warn('request failed', { requestId, problem: problemOf(error) })),
  )
  return app
}
