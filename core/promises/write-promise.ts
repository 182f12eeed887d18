import { z } from 'zod'
import { noteAudit } from '../../db/audit.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { insertPromise, promiseById, settlePromise as storeSettled } from '../../db/promises.ts'
import { inTenant } from '../../db/scope.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { fanHere } from '../fans/fan-here.ts'
import { cleanText } from '../inbound/clean-text.ts'

/** Something we told a fan we would do. */
export const NewPromise = z.object({
  text: z
    .string()
    .max(500)
    .transform((text) => cleanText(text).trim())
    .pipe(z.string().min(1, 'Write what was promised.')),
  dueAt: z.iso.datetime({ offset: true }).optional(),
})
export type NewPromise = z.infer<typeof NewPromise>

/** @returns its id */
export async function writePromise(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  { tenantId, fanId, promise, actor }: { tenantId: string; fanId: string; promise: NewPromise; actor: Actor },
): Promise<string> {
  const at = now()
  const id = newId()
  await inTenant(store, tenantId, async (scope) => {
    await fanHere(scope, fanId)
    await insertPromise(scope, {
      id,
      fanId,
      text: promise.text,
      dueAt: promise.dueAt ? new Date(promise.dueAt) : null,
      createdAt: at,
    })
    await touchFan(scope, fanId)
    await noteAudit(scope, { actor, action: 'promise.write', fanId, subjectId: id, happenedAt: at })
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  return id
}

/** Kept, dropped, or open again. */
export async function settlePromise(
  { store, now, events }: Pick<Deps, 'store' | 'now' | 'events'>,
  {
    tenantId,
    promiseId,
    status,
    actor,
  }: { tenantId: string; promiseId: string; status: 'kept' | 'dropped' | 'open'; actor: Actor },
): Promise<void> {
  const at = now()
  const fanId = await inTenant(store, tenantId, async (scope) => {
    const promise = await promiseById(scope, promiseId)
    if (!promise) throw new CoreError('not-found', 'This promise is gone. Reload the page.', { promiseId })
    await storeSettled(scope, promiseId, { status, settledAt: status === 'open' ? null : at })
    await touchFan(scope, promise.fanId)
    const action = `promise.${status === 'open' ? 'reopen' : status}`
    await noteAudit(scope, { actor, action, fanId: promise.fanId, subjectId: promiseId, happenedAt: at })
    return promise.fanId
  })
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}
