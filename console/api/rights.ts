import { Hono } from 'hono'
import { z } from 'zod'
import { noteReads } from '../../core/audit/note-reads.ts'
import { askErasure } from '../../core/erasure/ask-erasure.ts'
import { readErasure } from '../../core/erasure/list-erasures.ts'
import { keepFan } from '../../core/rights/keep-fan.ts'
import { listRights } from '../../core/rights/list-rights.ts'
import { settleRequest } from '../../core/rights/settle-request.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** What fans have a right to: being forgotten, and what became of it. */
export function rightsApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .post('/fans/:id/erasure', allow('fan.erase'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      return ok(c, await askErasure(deps, { tenantId, fanId: c.req.valid('param').id, actor }))
    })
    .post(
      '/fans/:id/keep',
      allow('fan.erase'),
      valid('param', Id),
      valid('json', z.object({ reason: z.string().max(2_000) })),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const fanId = c.req.valid('param').id
        await keepFan(deps, { tenantId, fanId, reason: c.req.valid('json').reason, actor })
        return ok(c, { fanId })
      },
    )
    .get('/rights', allow('fan.erase'), async (c) => {
      const session = c.get('session')
      const rights = await inTenant(deps, session.tenantId, listRights)
      const fanIds = [...rights.requests, ...rights.erasures, ...rights.silent].flatMap(({ fanId }) => fanId ?? [])
      await noteReads(deps, session, { action: 'fan.list', fanIds, isList: true })
      return ok(c, { ...rights, ledger: deps.ledger.where, now: deps.now() })
    })
    .post('/requests/:id/settled', allow('fan.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const requestId = c.req.valid('param').id
      await settleRequest(deps, { tenantId, requestId, actor })
      return ok(c, { requestId })
    })
    .get('/erasures/:id', allow('fan.erase'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const { id } = c.req.valid('param')
      return ok(c, await inTenant(deps, tenantId, (scope) => readErasure(scope, id)))
    })
}
