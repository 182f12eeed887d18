import { Hono } from 'hono'
import { z } from 'zod'
import { exportFan } from '../../core/exports/export-fan.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

/** Everything about one fan as a file: the document itself, without the envelope of other answers. */
export function exportApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>().get(
    '/fans/:id/export.json',
    allow('fan.export'),
    valid('param', z.object({ id: z.uuid() })),
    async (c) => {
      const { tenantId, actor } = c.get('session')
      const fanId = c.req.valid('param').id
      const file = await inTenant(deps, tenantId, (scope) => exportFan(scope, { fanId, actor, now: deps.now() }))
      const name = file.fan.name.replaceAll(/[^\p{L}\p{N}]+/gu, '-').slice(0, 40)
      const day = file.exportedAt.toISOString().slice(0, 10)
      // The plain name is for old browsers, the other one keeps accents.
      c.header(
        'content-disposition',
        `attachment; filename="fan-${day}.json"; filename*=UTF-8''${encodeURIComponent(`${name}-${day}.json`)}`,
      )
      c.header('content-type', 'application/json; charset=utf-8')
      c.header('cache-control', 'no-store')
      return c.body(JSON.stringify(file, null, 2))
    },
  )
}
