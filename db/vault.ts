import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { DataKey } from './seal.ts'

/**
 * Holds the master key, which is never in the database, and what it opens: the root, from which every other key of this
 * installation is made, and the key of each fan. Both are stored wrapped, so another master key only wraps them anew.
 */
export interface Vault {
  /** Tells this master key from another and says nothing about either. */
  readonly keyCheck: string
  /** The root as it is stored. */
  wrapRoot(): Buffer
  /** A fresh data key for a fan, and its wrapped form to store. */
  newFanKey(tenantId: string, fanId: string): { key: DataKey; wrapped: Buffer }
  /** The same key in the wrapping of this vault's master key. */
  wrapFanKey(key: DataKey): Buffer
  /** Throws when the wrapped key is another fan's, or the master key is another. */
  unwrapFanKey(tenantId: string, fanId: string, wrapped: Buffer): DataKey
  /** For what belongs to a tenant and to no fan: tokens, creator-wide rules. */
  tenantKey(tenantId: string): DataKey
  /** A fingerprint for equality look-ups, different for each tenant. */
  fingerprint(tenantId: string, text: string): string
  /** A key for one purpose, so that no two uses share one. The same as long as the installation lives. */
  keyFor(purpose: string): Buffer
  /** A key only who holds the master key can make, database or not. */
  operatorKey(): Buffer
  /** Data keys of fans lately seen; `forget` on erasure. */
  readonly fanKeys: LRUCache<string, DataKey>
}

const ROOT = 'installs.root_wrapped'

/** @param masterKey 32 bytes; @param root 32 bytes, as `unwrapRoot` gave it: an installation without one uses its master key */
export function createVault(masterKey: Buffer, root: Buffer = masterKey): Vault {
  if (masterKey.length !== 32) throw new Error(`The master key must be 32 bytes; this one has ${masterKey.length}.`)
  const keyFor = (purpose: string) => derive(root, purpose)
  const wrapping = derive(masterKey, 'wrap-fan-keys')
  const fingerprinting = keyFor('fingerprints')
  const place = (tenantId: string, fanId: string) => `${tenantId}|${fanId}|fan_keys.wrapped`

  return {
    keyCheck: keyCheckOf(masterKey),
    wrapRoot: () => wrap(derive(masterKey, 'wrap-root'), ROOT, root),
    operatorKey: () => derive(masterKey, 'operator'),
    newFanKey(tenantId, fanId) {
      const bytes = randomBytes(32)
      return { key: { tenantId, fanId, bytes }, wrapped: wrap(wrapping, place(tenantId, fanId), bytes) }
    },
    wrapFanKey: ({ tenantId, fanId, bytes }) => wrap(wrapping, place(tenantId, fanId), bytes),
    unwrapFanKey: (tenantId, fanId, wrapped) => ({
      tenantId,
      fanId,
      bytes: unwrap(wrapping, place(tenantId, fanId), wrapped),
    }),
    tenantKey: (tenantId) => ({ tenantId, fanId: 'tenant', bytes: keyFor(`tenant/${tenantId}`) }),
    fingerprint: (tenantId, text) =>
      createHmac('sha256', fingerprinting).update(`${tenantId}|${text}`).digest('base64url').slice(0, 22),
    keyFor,
    fanKeys: new LRUCache({ max: 5_000, ttl: 5 * 60_000 }),
  }
}

/** @throws when another master key wrapped it, or a byte was changed */
export function unwrapRoot(masterKey: Buffer, wrapped: Buffer): Buffer {
  return unwrap(derive(masterKey, 'wrap-root'), ROOT, wrapped)
}

/** A new installation's root. */
export function newRoot(): Buffer {
  return randomBytes(32)
}

export function keyCheckOf(masterKey: Buffer): string {
  return createHmac('sha256', derive(masterKey, 'key-check')).update('souvenir').digest('base64url')
}

/** HKDF (RFC 5869) with SHA-256. */
function derive(from: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', from, '', `souvenir/${purpose}`, 32))
}

function wrap(wrapping: Buffer, place: string, bytes: Buffer): Buffer {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', wrapping, nonce)
  cipher.setAAD(Buffer.from(place))
  return Buffer.concat([nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

function unwrap(wrapping: Buffer, place: string, wrapped: Buffer): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', wrapping, wrapped.subarray(0, 12))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(wrapped.subarray(-16))
  return Buffer.concat([decipher.update(wrapped.subarray(12, -16)), decipher.final()])
}
