import { conversationAt, lockAddress } from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan, updateFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { noteUpdate } from '../../db/inbox.ts'
import { inTenant } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { creatorWrote } from '../inbound/creator-wrote.ts'
import { InboundMessage } from '../inbound/inbound-message.ts'
import { openConversation } from '../inbound/receive-message.ts'
import { takeBack } from '../inbound/take-back.ts'
import { fanWrote } from '../journey.ts'
import { keepPurchase } from '../tastes/record-purchase.ts'
import type { WebhookEvent } from './envelope.ts'

/** Whose webhook told it, and by which `webhook-id`: told twice, it counts once. */
export interface Arrival {
  tenantId: string
  creatorId: string
  webhookId: string
}

const CHANNEL = 'webhook'

/**
 * Does what a verified event says, in one transaction; when it returns, nothing can lose it.
 * @returns the fan it is about, when there is one, and the message it became; `isNew` is false when it was told before
 */
export async function takeEvent(
  deps: Deps,
  arrival: Arrival,
  event: WebhookEvent,
): Promise<{ fanId: string | undefined; isNew: boolean; messageId?: string }> {
  const { tenantId, creatorId, webhookId } = arrival
  switch (event.type) {
    case 'fan.message':
    case 'fan.message.edited': {
      const received = await fanWrote(deps, inboundOf(arrival, event))
      return received.kind === 'stored'
        ? { fanId: received.fanId, isNew: true, messageId: received.messageId }
        : { fanId: await fanAt(deps, arrival, event.data.fan.id), isNew: false }
    }
    case 'creator.message': {
      const isNew = await creatorWrote(deps, { ...inboundOf(arrival, event), isTakeOver: true })
      return { fanId: await fanAt(deps, arrival, event.data.fan.id), isNew }
    }
    case 'fan.message.deleted': {
      const { id, fan } = event.data
      await takeBack(deps, {
        tenantId,
        creatorId,
        channel: CHANNEL,
        address: fan.id,
        externalIds: [id],
        updateId: webhookId,
      })
      return { fanId: await fanAt(deps, arrival, fan.id), isNew: true }
    }
    case 'fan.purchase':
    case 'fan.profile': {
      const kept = await inTenant(deps.store, tenantId, (scope) => keep(scope, arrival, event, deps.now()))
      if (kept.isNew) deps.events.publish(tenantId, { kind: 'fan', id: kept.fanId, fanId: kept.fanId })
      return kept
    }
  }
}

type Said = Extract<WebhookEvent, { type: 'fan.message' | 'fan.message.edited' | 'creator.message' }>
type Told = Extract<WebhookEvent, { type: 'fan.purchase' | 'fan.profile' }>

function inboundOf({ tenantId, creatorId, webhookId }: Arrival, said: Said): InboundMessage {
  const { type, data } = said
  const isEdit = type === 'fan.message.edited'
  const editedAt = isEdit ? (said.data.editedAt ?? said.timestamp) : undefined
  return InboundMessage.parse({
    tenantId,
    creatorId,
    channel: CHANNEL,
    address: data.fan.id,
    fan: { name: data.fan.name ?? '', ...(data.fan.language ? { language: data.fan.language } : {}) },
    externalId: data.id,
    updateId: webhookId,
    body: data.text,
    media: data.media ?? [],
    ...(data.replyTo ? { replyToExternalId: data.replyTo } : {}),
    sentAt: new Date(data.sentAt),
    isEdit,
    ...(editedAt ? { editedAt: new Date(editedAt) } : {}),
  })
}

async function fanAt({ store }: Deps, { tenantId, creatorId }: Arrival, address: string): Promise<string | undefined> {
  return inTenant(store, tenantId, async (scope) => {
    const addressHash = scope.vault.fingerprint(tenantId, `${CHANNEL}|${address}`)
    return (await conversationAt(scope, { creatorId, channel: CHANNEL, addressHash }))?.fanId
  })
}

/** Something that is no message: of somebody we know, or of somebody whom we know from now on. */
async function keep(
  scope: Scope,
  { tenantId, creatorId, webhookId }: Arrival,
  { type, data }: Told,
  now: Date,
): Promise<{ fanId: string; isNew: boolean }> {
  const addressHash = scope.vault.fingerprint(tenantId, `${CHANNEL}|${data.fan.id}`)
  await lockAddress(scope, CHANNEL, addressHash)
  if (!(await creatorById(scope, creatorId))) throw new CoreError('not-found', 'The creator of this webhook is gone.')
  const known = await conversationAt(scope, { creatorId, channel: CHANNEL, addressHash })
  const { fanId } =
    known ??
    (await openConversation(
      scope,
      {
        creatorId,
        channel: CHANNEL,
        address: data.fan.id,
        fan: { name: data.fan.name ?? 'Fan', language: data.fan.language },
        sentAt: type === 'fan.purchase' ? new Date(data.purchasedAt) : now,
      },
      { addressHash, now },
    ))
  const source = `${CHANNEL}/${creatorId}`
  if (!(await noteUpdate(scope, { source, externalId: webhookId, receivedAt: now }))) return { fanId, isNew: false }
  if (type === 'fan.purchase') {
    const { id, title, category, amountMinor, currency, purchasedAt } = data
    const isNew = await keepPurchase(scope, {
      id: newId(),
      fanId,
      externalId: `${source}/${id}`,
      title,
      category,
      amountMinor,
      currency,
      purchasedAt: new Date(purchasedAt),
      by: 'souvenir',
    })
    return { fanId, isNew }
  }
  const language = data.fan.language?.slice(0, 2).toLowerCase()
  await updateFan(scope, fanId, {
    name: data.fan.name.slice(0, 120).toWellFormed().trim() || 'Fan',
    ...(language === 'fr' || language === 'en' ? { language } : {}),
  })
  await touchFan(scope, fanId)
  return { fanId, isNew: true }
}
