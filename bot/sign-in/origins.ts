const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Whether a request comes from our own pages. A page elsewhere can make a browser send our cookies; it cannot forge `Origin`.
 * Ours are PUBLIC_URL, and the address itself while it is this machine's own. A name that merely resolves to this machine is not.
 */
export function isOurOrigin(request: Request, publicUrl: URL | undefined): boolean {
  const origin = request.headers.get('origin')
  if (origin === null) {
    const site = request.headers.get('sec-fetch-site')
    return site === null || site === 'same-origin' || site === 'none'
  }
  if (origin === publicUrl?.origin) return true
  const host = request.headers.get('host') ?? new URL(request.url).host
  return isLoopback(host) && origin === `http://${host}`
}

export function isLoopback(host: string): boolean {
  return LOOPBACK.has(host.replace(/:\d+$/, ''))
}
