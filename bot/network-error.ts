/** Errors of the network that come before a connection stands: nothing was sent, surely. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENETDOWN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/** Nothing was sent: whoever was about to send it was too late. @see Part.isInTime in `core/deps.ts` */
export class TooLate extends Error {}

/** Nothing was sent: the connection never stood, for whatever reason. */
export class NeverStood extends Error {}

/** What broke a request, by the code of the network, wherever a library wrapped it. */
export function networkError(error: unknown): { code: string; neverConnected: boolean } {
  const code = codeOf(error)
  return { code, neverConnected: error instanceof NeverStood || NEVER_CONNECTED.has(code) }
}

function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return ''
  // We broke it off ourselves, which is no word of the network's.
  if ('code' in error && error.code === 'ABORT_ERR') return ''
  if ('code' in error && typeof error.code === 'string') return error.code
  return 'cause' in error ? codeOf(error.cause) : ''
}
