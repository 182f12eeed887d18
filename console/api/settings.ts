import { Hono } from 'hono'
import { z } from 'zod'
import { removeDemo } from '../../core/demo/remove-demo.ts'
import { seedDemo } from '../../core/demo/seed-demo.ts'
import { addCreator, CreatorChange, editCreator, NewCreator } from '../../core/settings/edit-creator.ts'
import { addOffer, editOffer, OfferWords } from '../../core/settings/edit-menu.ts'
import { editModels, ModelEntries, ModelEntry, tryModel } from '../../core/settings/edit-models.ts'
import { readSettings } from '../../core/settings/read-settings.ts'
import { inTenant } from '../../core/tenant.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })

/** Creator and voice, menu, models, and the demo. Keys go in and never come out. */
export function settingsApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .get('/settings', allow('settings.read'), async (c) => {
      const { tenantId } = c.get('session')
      return ok(c, { creators: await inTenant(deps, tenantId, (scope) => readSettings(scope, deps)) })
    })
    .post('/creators', allow('settings.edit'), valid('json', NewCreator), async (c) => {
      const { tenantId, actor } = c.get('session')
      return ok(c, { creatorId: await addCreator(deps, { tenantId, creator: c.req.valid('json'), actor }) })
    })
    .patch('/creators/:id', allow('settings.edit'), valid('param', Id), valid('json', CreatorChange), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await editCreator(deps, { tenantId, creatorId, change: c.req.valid('json'), actor })
      return ok(c, { creatorId })
    })
    .post('/creators/:id/offers', allow('settings.edit'), valid('param', Id), valid('json', OfferWords), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      return ok(c, { offerId: await addOffer(deps, { tenantId, creatorId, offer: c.req.valid('json'), actor }) })
    })
    .put('/offers/:id', allow('settings.edit'), valid('param', Id), valid('json', OfferWords), async (c) => {
      const { tenantId, actor } = c.get('session')
      const offerId = c.req.valid('param').id
      await editOffer(deps, { tenantId, offerId, change: c.req.valid('json'), actor })
      return ok(c, { offerId })
    })
    .delete('/offers/:id', allow('settings.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const offerId = c.req.valid('param').id
      await editOffer(deps, { tenantId, offerId, change: undefined, actor })
      return ok(c, { offerId })
    })
    .put('/creators/:id/models', allow('settings.edit'), valid('param', Id), valid('json', ModelEntries), async (c) => {
      const { tenantId, actor } = c.get('session')
      const creatorId = c.req.valid('param').id
      await editModels(deps, { tenantId, creatorId, models: c.req.valid('json').models, actor })
      return ok(c, { creatorId })
    })
    .post(
      '/creators/:id/models/test',
      allow('settings.edit'),
      valid('param', Id),
      valid('json', ModelEntry),
      async (c) => {
        const { tenantId } = c.get('session')
        const creatorId = c.req.valid('param').id
        return ok(c, { result: await tryModel(deps, { tenantId, creatorId, entry: c.req.valid('json') }) })
      },
    )
    .delete('/demo', allow('settings.edit'), async (c) => {
      const { tenantId, actor } = c.get('session')
      return ok(c, { removed: await removeDemo(deps, { tenantId, actor }) })
    })
    .post('/demo', allow('settings.edit'), async (c) => {
      const { tenantId } = c.get('session')
      return ok(c, { creatorId: await seedDemo(deps, { tenantId, now: deps.now() }) })
    })
}
