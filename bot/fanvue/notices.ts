import { z } from 'zod'
import type { Notice } from '../../core/platforms/take-notice.ts'

const Moment = z
  .string()
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .transform((text) => new Date(text))
const Creator = z.object({ uuid: z.string().min(1) })
const Fan = z.object({ uuid: z.string().min(1), handle: z.string().nullish(), display_name: z.string().nullish() })

/** What Fanvue brings: what happened, when, and to whom. What was said is never in it. */
export const Event = z.object({
  id: z.string().min(1).max(200),
  type: z.string().min(1).max(100),
  timestamp: Moment,
  data: z.looseObject({ creator: Creator.optional() }),
})
export type Event = z.infer<typeof Event>

const MessageData = z.object({ created_at: Moment.optional(), fan: Fan })
const DeletedData = z.object({ uuid: z.string().min(1).max(200), fan: Fan })
const RefundData = z.object({
  id: z.string().min(1).max(200),
  payment_id: z.string().min(1).max(200).nullish(),
  payment: z.looseObject({ id: z.string().min(1).max(200) }).nullish(),
  /** Left out: all of it. */
  amount: z.number().int().nullish(),
})
const PaymentData = z.object({
  id: z.string().min(1).max(200),
  source: z.string().max(60).default('other'),
  /** In the smallest unit: 1250 are 12.50. */
  gross: z.number().int().min(0).max(100_000_000),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/)
    .default('USD'),
  paid_at: Moment.optional(),
  purchaser: Fan,
})

/** What it means here. Undefined when an event that matters has a form nobody foresaw. */
export function toNotice({ type, timestamp, data }: Event): Notice | undefined {
  switch (type) {
    case 'creator.message.received':
    case 'creator.message.sent': {
      const message = MessageData.safeParse(data)
      if (!message.success) return undefined
      const { fan, created_at: at = timestamp } = message.data
      return { kind: 'chat', address: fan.uuid, fanName: nameOf(fan), at }
    }
    case 'creator.message.deleted': {
      const deleted = DeletedData.safeParse(data)
      return deleted.success
        ? { kind: 'deleted', externalId: deleted.data.uuid, address: deleted.data.fan.uuid }
        : undefined
    }
    case 'creator.refund.created': {
      const refund = RefundData.safeParse(data)
      const paymentId = refund.data?.payment_id ?? refund.data?.payment?.id
      if (!refund.success || !paymentId) return undefined
      const { id: externalId, amount } = refund.data
      if (amount === 0) return { kind: 'unused' }
      return { kind: 'refund', externalId, paymentId, amountMinor: amount == null ? undefined : Math.abs(amount) }
    }
    case 'creator.payment.succeeded': {
      const payment = PaymentData.safeParse(data)
      if (!payment.success) return undefined
      const { id: externalId, source, gross, currency, paid_at: at = timestamp, purchaser } = payment.data
      return {
        kind: 'payment',
        externalId,
        title: titleOf(source),
        amountMinor: gross,
        currency,
        address: purchaser.uuid,
        fanName: nameOf(purchaser),
        at,
      }
    }
    default:
      return { kind: 'unused' }
  }
}

const nameOf = ({ display_name, handle }: z.infer<typeof Fan>) => display_name || handle || undefined

function titleOf(source: string): string {
  const words = source.replaceAll(/[_-]+/g, ' ').trim().toLowerCase()
  return `Fanvue: ${words || 'payment'}`
}
