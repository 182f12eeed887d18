import { Hono } from 'hono'
import { z } from 'zod'
import { answerAccount } from '../../core/business/answer-account.ts'
import { giveConsent, readBusiness, revokeConsent } from '../../core/business/give-consent.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const Account = z.object({ id: z.uuid(), accountId: z.uuid() })
const Consent = z.object({ id: z.uuid(), consentId: z.uuid() })

/** A creator's own accounts, whose they are, and which providers of models may read what comes by them. */
export function businessApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/creators/:id/business', allow('settings.read'), valid('param', Id), async (c) => {
      const { tenantId } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, { business: await inTenant(deps, tenantId, (scope) => readBusiness(scope, deps, creatorId)) })
    })
    .post(
      '/creators/:id/business/:accountId',
      allow('settings.edit'),
      valid('param', Account),
      valid('json', z.object({ isHers: z.boolean() })),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const { id: creatorId, accountId } = c.req.valid('param')
        await answerAccount(deps, { tenantId, creatorId, accountId, isHers: c.req.valid('json').isHers, actor })
        return ok(c, { accountId })
      },
    )
    .post(
      '/creators/:id/consents',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', z.object({ provider: z.string().min(1).max(300) })),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const creatorId = c.req.valid('param').id
        await giveConsent(deps, { tenantId, creatorId, provider: c.req.valid('json').provider, actor })
        return ok(c, { creatorId })
      },
    )
    .delete('/creators/:id/consents/:consentId', allow('settings.edit'), valid('param', Consent), async (c) => {
      const { tenantId, actor } = c.get('session')
      const { id: creatorId, consentId } = c.req.valid('param')
      await revokeConsent(deps, { tenantId, creatorId, consentId, actor })
      return ok(c, { consentId })
    })
}
