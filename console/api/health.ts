import { Hono } from 'hono'
import { can } from '../../core/access.ts'
import { proveNoAutoSend } from '../../core/approval/prove-no-auto-send.ts'
import { readHealth } from '../../core/health/read-health.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'

/** Health: what is connected, what is not, what went wrong, and the proof that nothing leaves without a yes. */
export function healthApi({ deps, installation }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/health', allow('health.read'), async (c) => {
      const { tenantId, actor } = c.get('session')
      const tenant = await inTenant(deps, tenantId, (scope) => readHealth(scope, deps))
      return ok(c, { ...tenant, installation, mayAudit: can(actor.role, 'audit.read'), now: deps.now() })
    })
    .post('/health/self-test', allow('health.read'), async (c) => {
      const { tenantId } = c.get('session')
      return ok(c, { proof: await proveNoAutoSend(deps, tenantId) })
    })
}
