import { Hono } from 'hono'
import { z } from 'zod'
import { can } from '../../core/access.ts'
import { changeReviewer, partReviewer } from '../../core/reviewers/change-reviewer.ts'
import { readOwnAccounts, readReviewers } from '../../core/reviewers/read-reviewers.ts'
import { waysToBring } from '../../core/reviewers/ways-to-bring.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** The people who decide in chat apps, and whose accounts those are. */
export function reviewersApi({ deps }: ConsoleWorld) {
  return (
    new Hono<SignedIn>()
      .get('/reviewers', allow('team.read'), async (c) => {
        const { tenantId, actor } = c.get('session')
        return ok(c, { reviewers: await inTenant(deps, tenantId, (scope) => readReviewers(scope, actor)) })
      })
      .patch(
        '/reviewers/:id',
        allow('team.edit'),
        valid('param', Id),
        valid('json', z.object({ isActive: z.boolean() })),
        async (c) => {
          const { tenantId, actor } = c.get('session')
          const reviewerId = c.req.valid('param').id
          await changeReviewer(deps, { tenantId, reviewerId, isActive: c.req.valid('json').isActive, actor })
          return ok(c, { reviewerId })
        },
      )
      // One's own; anybody's for those who may change the team.
      .delete('/reviewers/:id/account', allow('account.edit'), valid('param', Id), async (c) => {
        const { tenantId, actor } = c.get('session')
        const reviewerId = c.req.valid('param').id
        await partReviewer(deps, { tenantId, reviewerId, actor, onlyOwn: !can(actor.role, 'team.edit') })
        return ok(c, { reviewerId })
      })
      .get('/chat-accounts', allow('account.edit'), async (c) => {
        const { tenantId, actor } = c.get('session')
        return ok(
          c,
          await inTenant(deps, tenantId, async (scope) => ({
            accounts: await readOwnAccounts(scope, actor),
            ways: await waysToBring(scope),
          })),
        )
      })
  )
}
