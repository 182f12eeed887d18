import { createHmac, timingSafeEqual } from 'node:crypto'

const WINDOW_S = 300

/**
 * Whether Fanvue signed these very bytes just now: `t=<seconds>,v0=<hex>` over `<seconds>.<body>`. Something older or newer
 * than five minutes is somebody playing it again.
 */
export function isSigned(
  header: string | undefined,
  body: string,
  { secret, now }: { secret: string; now: Date },
): boolean {
  const parts = (header ?? '').split(',').map((part) => part.trim())
  const seconds = parts.find((part) => /^t=\d{1,12}$/.test(part))?.slice(2)
  if (seconds === undefined || Math.abs(now.getTime() / 1_000 - Number(seconds)) > WINDOW_S) return false
  const expected = createHmac('sha256', secret).update(`${seconds}.${body}`).digest()
  // While a secret is changed there may be one for each.
  return parts.some(
    (part) => /^v0=[0-9a-f]{64}$/.test(part) && timingSafeEqual(Buffer.from(part.slice(3), 'hex'), expected),
  )
}
