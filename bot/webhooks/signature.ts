import { createHmac, timingSafeEqual } from 'node:crypto'
import { Webhook, WebhookVerificationError } from 'standardwebhooks'

export type Verified =
  | { kind: 'genuine'; webhookId: string }
  /** Nothing that we can check. */
  | { kind: 'unsigned' }
  /** By its own clock more than five minutes old, or as far ahead. */
  | { kind: 'out-of-time' }
  | { kind: 'wrong' }

const LONGEST_ID = 255

/**
 * Checks a request by the Standard Webhooks scheme: one of its signatures must be by one of our secrets, compared in constant
 * time, and its timestamp within five minutes of now. @param body the very bytes that came, as text
 */
export function verifyStandard(body: string, headers: Headers, secrets: string[]): Verified {
  const [webhookId, timestamp, signature] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    headers.get(name),
  )
  if (!webhookId || webhookId.length > LONGEST_ID || !timestamp || !signature) return { kind: 'unsigned' }
  if (!/^\d{1,12}$/.test(timestamp)) return { kind: 'unsigned' }
  const given = { 'webhook-id': webhookId, 'webhook-timestamp': timestamp, 'webhook-signature': signature }
  for (const secret of secrets) {
    try {
      new Webhook(secret).verify(body, given, { jsonParse: false })
      return { kind: 'genuine', webhookId }
    } catch (error) {
      if (!(error instanceof WebhookVerificationError)) throw error
      if (/timestamp/i.test(error.message)) return { kind: 'out-of-time' }
    }
  }
  return { kind: 'wrong' }
}

/**
 * Checks a partner's own way of signing: hex HMAC-SHA256 of the body alone. It has no timestamp, so an old request can only be
 * known by its id, which must be there.
 */
export function verifyPartner(
  body: string,
  headers: Headers,
  { secret, signatureHeader, idHeader }: { secret: string; signatureHeader: string; idHeader: string },
): Verified {
  const [signature, webhookId] = [headers.get(signatureHeader), headers.get(idHeader)]
  if (!signature || !webhookId || webhookId.length > LONGEST_ID) return { kind: 'unsigned' }
  const expected = createHmac('sha256', secret).update(body).digest()
  const given = /^[0-9a-f]{64}$/i.test(signature) ? Buffer.from(signature, 'hex') : Buffer.alloc(expected.length)
  return timingSafeEqual(given, expected) ? { kind: 'genuine', webhookId } : { kind: 'wrong' }
}
