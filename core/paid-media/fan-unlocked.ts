import { noteAudit } from '../../db/audit.ts'
import { addressOf, conversationById } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { decisionById } from '../../db/decisions.ts'
import { type Delivery, deliveryById, moveDelivery } from '../../db/deliveries.ts'
import { draftVersion } from '../../db/drafts.ts'
import { newId } from '../../db/ids.ts'
import { insertOfferMade } from '../../db/offers-made.ts'
import { deletePurchaseOf, STARS } from '../../db/purchases.ts'
import { inTenant } from '../../db/scope.ts'
import { noteTrouble } from '../../db/troubles.ts'
import { noteSent } from '../delivery/note-sent.ts'
import type { Deps } from '../deps.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'
import { MACHINE } from '../learning/remember-fact.ts'
import { keepPurchase } from '../tastes/record-purchase.ts'
import { reopenOffers } from '../tastes/remove-purchase.ts'
import type { PaidMedia } from './paid-media.ts'

type World = Pick<Deps, 'store' | 'now' | 'events' | 'log' | 'wake'>

/** What a platform says of money, with the words that we gave it along. */
export interface Unlocked {
  tenantId: string
  creatorId: string
  /** The id of our delivery, if it was we who sent it. */
  payload: string
  /** Whether whoever paid is the one at this address. */
  isAt(address: string): boolean
  boughtAt: Date
}

/**
 * A fan paid for media that we sent: their purchase, however often we are told. What fits no delivery of ours is told in Health,
 * for money is not lost in silence.
 */
export async function fanUnlocked(deps: World, unlocked: Unlocked): Promise<void> {
  const { store, now, events, log, wake } = deps
  const { tenantId, boughtAt } = unlocked
  const fanId = await inTenant(store, tenantId, async (scope) => {
    const sold = await soldIn(scope, unlocked)
    if (!sold) {
      const problem =
        'Somebody paid Stars for media that fit no reply of ours: the fan was erased, somebody else paid, or another program sells with this bot. The Stars are with the bot.'
      await noteTrouble(scope, {
        stage: 'delivery',
        subjectId: `paid:${unlocked.payload.slice(0, 80)}`,
        problem,
        now: now(),
      })
      return undefined
    }
    const { delivery, media } = sold
    await arrived(scope, delivery, now())
    const { offerId, title, category, stars: amountMinor } = media
    const { fanId, conversationId, draftId } = delivery
    const made = { fanId, conversationId, draftId, offerId, title, category, madeAt: delivery.settledAt ?? boughtAt }
    await insertOfferMade(scope, { id: newId(), ...made })
    const isNew = await keepPurchase(scope, {
      ...{ id: newId(), fanId, title, category, amountMinor, currency: STARS },
      externalId: purchaseOf(delivery),
      purchasedAt: boughtAt,
      by: MACHINE,
    })
    if (isNew)
      await noteAudit(scope, { ...BY_FAN, action: 'purchase.tell', fanId, subjectId: delivery.id, happenedAt: now() })
    return isNew ? fanId : undefined
  })
  log.info('media unlocked', { tenantId, isNew: fanId !== undefined })
  if (!fanId) return
  events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  wake(now())
}

/** The platform gave the fan their Stars back: it is no purchase any more. */
export async function purchaseRefunded(
  { store, now, events }: World,
  refunded: Pick<Unlocked, 'tenantId' | 'creatorId' | 'payload' | 'isAt'>,
): Promise<void> {
  const { tenantId } = refunded
  const fanId = await inTenant(store, tenantId, async (scope) => {
    const sold = await soldIn(scope, refunded)
    const gone = sold && (await deletePurchaseOf(scope, purchaseOf(sold.delivery)))
    if (!gone) return undefined
    await reopenOffers(scope, gone)
    await noteAudit(scope, {
      ...BY_FAN,
      action: 'purchase.refund',
      fanId: gone.fanId,
      subjectId: gone.id,
      happenedAt: now(),
    })
    return gone.fanId
  })
  if (fanId) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
}

const BY_FAN = { actor: 'souvenir' } as const
const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
const purchaseOf = ({ id }: Delivery) => `paid-media/${id}`

/** The delivery that carried it, and what it carried. */
async function soldIn(
  scope: Scope,
  { creatorId, payload, isAt }: Pick<Unlocked, 'creatorId' | 'payload' | 'isAt'>,
): Promise<{ delivery: Delivery; media: PaidMedia } | undefined> {
  const delivery = UUID.test(payload) ? await deliveryById(scope, payload) : undefined
  const conversation = delivery && (await conversationById(scope, delivery.conversationId))
  if (!delivery || conversation?.creatorId !== creatorId || !isAt(await addressOf(scope, conversation)))
    return undefined
  const decision = await decisionById(scope, delivery.decisionId)
  const version =
    decision &&
    (await draftVersion<DraftNotes>(scope, { id: decision.draftId, fanId: decision.fanId }, decision.version))
  const media = version?.notes.paidMedia
  return media && { delivery, media }
}

/** Nobody pays for what did not arrive: a reply whose answer was lost is there. */
async function arrived(scope: Scope, delivery: Delivery, now: Date): Promise<void> {
  const moved = await moveDelivery(scope, delivery.id, ['unknown'], { status: 'sent', problem: null, settledAt: now })
  if (moved) await noteSent(scope, moved, { by: MACHINE, now })
}
