import { createHmac } from 'node:crypto'
import type { Store } from '../db/db.ts'

/**
 * The id of what a request with an Idempotency-Key makes: the same for the same request sent again, and nobody can guess it. A
 * UUID of version 8 (RFC 9562). @param of the tenant, what it is about, and the key
 */
export function idOfKey({ vault }: Pick<Store, 'vault'>, of: string[]): string {
  const hex = createHmac('sha256', vault.keyFor('idempotency')).update(of.join('|')).digest('hex')
  const variant = ((Number.parseInt(hex.slice(16, 18), 16) & 0x3f) | 0x80).toString(16)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(18, 20)}`,
    hex.slice(20, 32),
  ].join('-')
}
