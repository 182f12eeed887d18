import { Hono } from 'hono'
import { z } from 'zod'
import { CalibrationChoice, chooseCalibration } from '../../core/personality/choose-calibration.ts'
import { NewPurchase, recordPurchase } from '../../core/tastes/record-purchase.ts'
import { removePurchase } from '../../core/tastes/remove-purchase.ts'
import { setTaste, TasteChoice } from '../../core/tastes/set-taste.ts'
import { OFFER_ANSWERS, settleOffer } from '../../core/tastes/settle-offer.ts'
import { allow } from './allow.ts'
import type { ConsoleWorld } from './console-world.ts'
import { ok } from './respond.ts'
import type { SignedIn } from './session.ts'
import { valid } from './valid.ts'

const Id = z.object({ id: z.uuid() })
const OfferAnswer = z.object({ status: z.enum(OFFER_ANSWERS) })

/** What a person says about how a fan likes it: calibration, tastes, purchases, and what became of offers. */
export function personalityApi({ deps }: ConsoleWorld) {
  return new Hono<SignedIn>()
    .patch(
      '/fans/:id/calibrations',
      allow('fan.edit'),
      valid('param', Id),
      valid('json', CalibrationChoice),
      async (c) => {
        const { tenantId, actor } = c.get('session')
        const fanId = c.req.valid('param').id
        await chooseCalibration(deps, { tenantId, fanId, actor, ...c.req.valid('json') })
        return ok(c, { fanId })
      },
    )
    .put('/fans/:id/tastes', allow('fan.edit'), valid('param', Id), valid('json', TasteChoice), async (c) => {
      const { tenantId, actor } = c.get('session')
      const fanId = c.req.valid('param').id
      await setTaste(deps, { tenantId, fanId, choice: c.req.valid('json'), actor })
      return ok(c, { fanId })
    })
    .post('/fans/:id/purchases', allow('fan.edit'), valid('param', Id), valid('json', NewPurchase), async (c) => {
      const { tenantId, actor } = c.get('session')
      const fanId = c.req.valid('param').id
      const purchase = c.req.valid('json')
      return ok(c, { purchaseId: await recordPurchase(deps, { tenantId, fanId, purchase, actor }) })
    })
    .delete('/purchases/:id', allow('fan.edit'), valid('param', Id), async (c) => {
      const { tenantId, actor } = c.get('session')
      const purchaseId = c.req.valid('param').id
      await removePurchase(deps, { tenantId, purchaseId, actor })
      return ok(c, { purchaseId })
    })
    .patch('/offers-made/:id', allow('fan.edit'), valid('param', Id), valid('json', OfferAnswer), async (c) => {
      const { tenantId, actor } = c.get('session')
      const offerMadeId = c.req.valid('param').id
      await settleOffer(deps, { tenantId, offerMadeId, status: c.req.valid('json').status, actor })
      return ok(c, { offerMadeId })
    })
}
