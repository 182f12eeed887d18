import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { beginSignIn, disconnectPlatform, finishSignIn } from '../../core/platforms/sign-in.ts'
import { FanvueEntry, fetchFanvueNow, readFanvue, storeFanvueApp } from '../../core/settings/edit-fanvue.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
/** What Fanvue sent the browser back with. */
const Answer = z.object({
  state: z.string().min(1).max(500),
  code: z.string().max(4_000).optional(),
  error: z.string().max(200).optional(),
})

/** A creator's account at Fanvue: the app, the sign-in, and fetching by hand. Secrets go in and never come out. */
export function fanvueApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/creators/:id/fanvue', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, { fanvue: await readFanvue(deps, { tenantId, creatorId, site: siteOf(c) }) })
    })
    .put('/creators/:id/fanvue', allow('settings.edit'), valid('param', Id), valid('json', FanvueEntry), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await storeFanvueApp(deps, { tenantId, creatorId, entry: c.req.valid('json'), actor })
      return ok(c, { creatorId })
    })
    .delete('/creators/:id/fanvue', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, await disconnectPlatform(deps, { tenantId, creatorId, channel: 'fanvue', actor }))
    })
    .post('/creators/:id/fanvue/sign-in', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      const { redirectUri } = await readFanvue(deps, { tenantId, creatorId, site: siteOf(c) })
      return ok(c, { url: await beginSignIn(deps, { tenantId, creatorId, channel: 'fanvue', redirectUri, actor }) })
    })
    .post('/creators/:id/fanvue/fetch', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      return ok(c, { reading: await fetchFanvueNow(deps, { tenantId, creatorId: c.req.valid('param').id }) })
    })
    .post('/fanvue/sign-in', allow('settings.edit'), valid('json', Answer), async (c) => {
      const { tenantId, actor } = c.get('session')
      const { state, code, error } = c.req.valid('json')
      const answer = { state, ...(code ? { code } : {}), ...(error ? { error } : {}) }
      return ok(c, await finishSignIn(deps, { tenantId, channel: 'fanvue', answer, actor }))
    })
}

/** Where the console is being looked at: the browser says so with everything that changes something. */
function siteOf(c: Context): string {
  return c.req.header('origin') ?? new URL(c.req.url).origin
}
