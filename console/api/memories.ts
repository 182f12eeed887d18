import { Hono } from 'hono'
import { z } from 'zod'
import { noteReads } from '../../core/audit/note-reads.ts'
import { fanHere } from '../../core/fans/fan-here.ts'
import { editMemory, MemoryChange } from '../../core/memories/edit-memory.ts'
import { forgetMemory } from '../../core/memories/forget-memory.ts'
import { MemoryPiece, memoryPiece } from '../../core/memories/list-memories.ts'
import { readMemory } from '../../core/memories/read-memory.ts'
import { NewMemory, writeMemory } from '../../core/memories/write-memory.ts'
import { MemorySearch, searchMemories } from '../../core/recall/search-memories.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
/** A request that is sent again with the same key is done once. */
const Once = z.object({ 'idempotency-key': z.string().trim().min(8).max(200).optional() })
/** The ETag of what was read; `*` and none: whatever stands. */
const AsSeen = z.object({
  'if-match': z
    .string()
    .max(100)
    .transform((etag) => (etag.trim() === '*' ? undefined : etag.trim().replace(/^"|"$/g, '')))
    .optional(),
})

/** What is known of a fan: read, tell, correct, mark, forget. */
export function memoriesApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/fans/:id/memories', allow('fan.read'), valid('param', Id), valid('query', MemoryPiece), async (c) => {
      const session = c.get('session')
      const { id } = c.req.valid('param')
      const piece = await inTenant(deps, session.tenantId, async (scope) => {
        await fanHere(scope, id)
        return memoryPiece(scope, { fanId: id, ...c.req.valid('query') })
      })
      await noteReads(deps, session, { action: 'memory.list', fanIds: [id] })
      return ok(c, piece)
    })
    .get('/memories/:id', allow('fan.read'), valid('param', Id), async (c) => {
      const session = c.get('session')
      const { id } = c.req.valid('param')
      const { memory, fanId } = await inTenant(deps, session.tenantId, (scope) => readMemory(scope, id))
      await noteReads(deps, session, { action: 'memory.read', fanIds: [fanId] })
      c.header('etag', `"${memory.version}"`)
      return ok(c, { memory, fanId })
    })
    .get(
      '/fans/:id/memories/search',
      allow('fan.read'),
      valid('param', Id),
      valid('query', MemorySearch),
      async (c) => {
        const session = c.get('session')
        const { id: fanId } = c.req.valid('param')
        const found = await searchMemories(deps, { tenantId: session.tenantId, fanId, ...c.req.valid('query') })
        await noteReads(deps, session, { action: 'memory.search', fanIds: [fanId] })
        return ok(c, { found })
      },
    )
    .post(
      '/fans/:id/memories',
      allow('fan.edit'),
      valid('param', Id),
      valid('header', Once),
      valid('json', NewMemory),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const { 'idempotency-key': key } = c.req.valid('header')
        const memory = { tenantId, fanId: c.req.valid('param').id, memory: c.req.valid('json'), actor, key }
        return ok(c, { memoryId: await writeMemory(deps, memory) })
      },
    )
    .patch(
      '/memories/:id',
      allow('fan.edit'),
      valid('param', Id),
      valid('header', AsSeen),
      valid('json', MemoryChange),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const { 'if-match': seen } = c.req.valid('header')
        const edit = { tenantId, memoryId: c.req.valid('param').id, change: c.req.valid('json'), actor, seen }
        return ok(c, { memoryId: await editMemory(deps, edit) })
      },
    )
    .delete('/memories/:id', allow('fan.edit'), valid('param', Id), valid('header', AsSeen), async (c) => {
      const { tenantId, actor } = c.get('session')
      const { 'if-match': seen } = c.req.valid('header')
      return ok(c, { receipt: await forgetMemory(deps, { tenantId, memoryId: c.req.valid('param').id, actor, seen }) })
    })
}
