import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { noteUpdate } from '../../db/inbox.ts'
import { insertPurchase } from '../../db/purchases.ts'
import { inTenant, lockTenant } from '../../db/scope.ts'
import type { Connection } from '../connections/find-connections.ts'
import type { Channel, Deps } from '../deps.ts'
import { takeBack } from '../inbound/take-back.ts'
import { type ChatNews, conversationWith, noteNews } from './chat-news.ts'
import { paymentSource, type Refund, refundedBefore, takeRefund } from './take-refund.ts'

/** What a platform brought, in our words. */
export type Notice =
  /** Something was said in a chat; what it was has to be fetched. */
  | ({ kind: 'chat' } & ChatNews)
  | ({ kind: 'payment'; externalId: string; title: string; amountMinor: number; currency: string } & ChatNews)
  /** A message was deleted there, by whoever wrote it. */
  | { kind: 'deleted'; externalId: string; address: string }
  | ({ kind: 'refund' } & Refund)
  /** Nothing of it is used here. */
  | { kind: 'unused' }

/**
 * Takes what a platform brought; when it returns, it is stored and the platform may be told so.
 * @returns false when it was brought before
 */
export async function takeNotice(
  { store, now, wake, events, log }: Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>,
  connection: Connection,
  { id, type, notice }: { id: string; type: string; notice: Notice },
): Promise<boolean> {
  const { tenantId } = connection
  const source = `${connection.kind}/${connection.id}`
  if (notice.kind === 'deleted') await takeDeleted({ store, now, wake, events, log }, connection, { id, notice })
  const fanId = await inTenant(store, tenantId, async (scope) => {
    if (!(await noteUpdate(scope, { source, externalId: id, receivedAt: now() }))) return 'told before' as const
    if (notice.kind === 'chat') await noteNews(scope, connection, notice, now())
    if (notice.kind !== 'payment' && notice.kind !== 'refund') return undefined
    // Brought at the same moment, the one that comes second sees what the first one wrote.
    await lockTenant(scope, `payment/${source}/${notice.kind === 'refund' ? notice.paymentId : notice.externalId}`)
    if (notice.kind === 'refund') return takeRefund(scope, { channel: connection.kind, source, now: now() }, notice)
    const seen = { source: paymentSource(source), externalId: notice.externalId, receivedAt: now() }
    if (!(await noteUpdate(scope, seen))) return undefined
    const amountMinor = notice.amountMinor - (await refundedBefore(scope, source, notice.externalId))
    return amountMinor > 0 || notice.amountMinor === 0
      ? recordPayment(scope, connection, { ...notice, amountMinor: Math.max(0, amountMinor) }, now())
      : undefined
  })
  if (fanId === 'told before') return false
  log.info(notice.kind === 'unused' ? 'notice not used' : 'notice taken', {
    tenantId,
    connectionId: connection.id,
    type,
  })
  if (fanId) events.publish(tenantId, { kind: 'fan', id: fanId, fanId })
  wake(now())
  return true
}

async function takeDeleted(
  deps: Parameters<typeof takeBack>[0],
  { tenantId, creatorId, kind }: Connection,
  { id, notice }: { id: string; notice: Extract<Notice, { kind: 'deleted' }> },
): Promise<void> {
  const { address, externalId } = notice
  const channel = kind as Channel
  await takeBack(deps, { tenantId, creatorId, channel, address, externalIds: [externalId], updateId: `deleted/${id}` })
}

/** @returns the fan; undefined when this payment stands here already */
async function recordPayment(
  scope: Scope,
  connection: Connection,
  payment: Extract<Notice, { kind: 'payment' }>,
  now: Date,
): Promise<string | undefined> {
  const { externalId, title, amountMinor, currency, at } = payment
  const { fanId } = await conversationWith(scope, connection, payment, now)
  const isNew = await insertPurchase(scope, {
    id: newId(),
    fanId,
    title,
    // The platform does not say what was bought, and a guess would teach the next offer something false.
    category: '',
    amountMinor,
    currency,
    externalId: `${connection.kind}/${externalId}`,
    purchasedAt: at,
  })
  if (isNew) await touchFan(scope, fanId)
  return isNew ? fanId : undefined
}
