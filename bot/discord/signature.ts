const WINDOW_S = 300

/** What a request of Discord carries to be believed: `x-signature-ed25519` and `x-signature-timestamp`. */
export interface Signed {
  signature: string | undefined
  timestamp: string | undefined
  /** The very bytes that came, as text. */
  body: string
}

/**
 * Whether Discord signed these very bytes just now: Ed25519 over timestamp and body. Something older or newer than five minutes
 * is somebody playing it again. Where no key is known, nobody is believed.
 */
export async function isSigned(
  { signature = '', timestamp = '', body }: Signed,
  { publicKey, now }: { publicKey: string | undefined; now: Date },
): Promise<boolean> {
  if (!/^[0-9a-f]{128}$/i.test(signature) || !/^\d{1,12}$/.test(timestamp)) return false
  if (Math.abs(now.getTime() / 1_000 - Number(timestamp)) > WINDOW_S) return false
  // No other key stands in: there are some under which anybody can sign.
  if (!publicKey) return false
  const key = await crypto.subtle.importKey('raw', Buffer.from(publicKey, 'hex'), 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, Buffer.from(signature, 'hex'), Buffer.from(timestamp + body))
}
