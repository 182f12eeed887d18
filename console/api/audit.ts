import { Hono } from 'hono'
import { z } from 'zod'
import { listRecord } from '../../core/audit/list-record.ts'
import { noteReads } from '../../core/audit/note-reads.ts'
import { recordState } from '../../core/audit/record-state.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Page = z.object({
  /** As the entries have it: user:…, telegram:…, souvenir. */
  actor: z.string().max(200).optional(),
  /** noun.verb: fan.read */
  action: z
    .string()
    .regex(/^[a-z-]+\.[a-z-]+$/)
    .optional(),
  fanId: z.uuid().optional(),
  /** `seq` of the oldest entry one has. */
  before: z.coerce.number().int().min(0).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** Who saw and changed what, and whether the record of it is whole. */
export function auditApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/audit', allow('audit.read'), valid('query', Page), async (c) => {
      const session = c.get('session')
      const page = await inTenant(deps, session.tenantId, (scope) => listRecord(scope, c.req.valid('query')))
      const fanIds = page.lines.flatMap(({ fan }) => fan?.id ?? [])
      await noteReads(deps, session, { action: 'audit.read', purpose: 'administration', fanIds, isList: true })
      return ok(c, page)
    })
    .get('/audit/state', allow('audit.read'), async (c) =>
      ok(c, { record: await recordState(deps, c.get('session').tenantId) }),
    )
}
