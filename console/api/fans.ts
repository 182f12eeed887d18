import { Hono } from 'hono'
import { z } from 'zod'
import { can } from '../../core/access.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import { fanHistory } from '../../core/fans/fan-history.ts'
import { fanPage } from '../../core/fans/fan-page.ts'
import { listFans } from '../../core/fans/list-fans.ts'
import { resetMemory } from '../../core/fans/reset-memory.ts'
import { FanChange, updateFan } from '../../core/fans/update-fan.ts'
import { NewPromise, settlePromise, writePromise } from '../../core/promises/write-promise.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const Search = z.object({
  search: z.string().max(120).optional(),
  drifting: z.enum(['yes']).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(100),
})
const Piece = z.object({
  before: z.iso.datetime({ offset: true }).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(60),
})

/** Fans: the list, one fan's page and history, what a person may change, and promises. */
export function fansApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/fans', allow('fan.read'), valid('query', Search), async (c) => {
      const session = c.get('session')
      const list = await inTenant(deps, session.tenantId, (scope) => listFans(scope, c.req.valid('query')))
      await noteReads(deps, session, { action: 'fan.list', fanIds: list.fans.map(({ id }) => id), isList: true })
      return ok(c, list)
    })
    .get('/fans/:id', allow('fan.read'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id } = c.req.valid('param')
      const page = await inTenant(deps, session.tenantId, (scope) => fanPage(scope, id, deps.now()))
      await noteReads(deps, session, { action: 'fan.read', fanIds: [id] })
      return ok(c, { ...page, mayAudit: can(session.actor.role, 'audit.read') })
    })
    .get('/fans/:id/history', allow('fan.read'), valid('param', Id), valid('query', Piece), async (c) => {
      const session = c.get('session')
      const { before, limit } = c.req.valid('query')
      const { id: fanId } = c.req.valid('param')
      const piece = { fanId, limit, before: before ? new Date(before) : undefined }
      const history = await inTenant(deps, session.tenantId, (scope) => fanHistory(scope, piece))
      await noteReads(deps, session, { action: 'history.read', fanIds: [fanId] })
      return ok(c, history)
    })
    .patch('/fans/:id', allow('fan.edit'), valid('param', Id), valid('json', FanChange), async (c) => {
      const { tenantId, actor } = c.get('session')
      const fanId = c.req.valid('param').id
      await updateFan(deps, { tenantId, fanId, change: c.req.valid('json'), actor })
      return ok(c, { fanId })
    })
    .post('/fans/:id/reset', allow('fan.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      return ok(c, { receipt: await resetMemory(deps, { tenantId, fanId: c.req.valid('param').id, actor }) })
    })
    .post('/fans/:id/promises', allow('fan.edit'), valid('param', Id), valid('json', NewPromise), async (c) => {
      const { tenantId, actor } = c.get('session')
      const promise = { tenantId, fanId: c.req.valid('param').id, promise: c.req.valid('json'), actor }
      return ok(c, { promiseId: await writePromise(deps, promise) })
    })
    .patch(
      '/promises/:id',
      allow('fan.edit'),
      valid('param', Id),
      valid('json', z.object({ status: z.enum(['kept', 'dropped', 'open']) })),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const promiseId = c.req.valid('param').id
        await settlePromise(deps, { tenantId, promiseId, status: c.req.valid('json').status, actor })
        return ok(c, { promiseId })
      },
    )
}
