import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** Opens what belongs to one fan (or to one tenant, when `fanId` is 'tenant'). Only `vault.ts` and `fan-keys.ts` make one. */
export interface DataKey {
  readonly tenantId: string
  readonly fanId: string
  readonly bytes: Buffer
}

/** Where a sealed value stands. It is part of the seal: moved to another row, column or fan, it does not open. */
export interface Place {
  readonly column: `${string}.${string}`
  readonly row: string
}

const VERSION = 1
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * AES-256-GCM. Bytes: version (1), nonce (12, random), ciphertext, tag (16).
 * Random nonces stay far below the bound of NIST SP 800-38D because each fan has a key.
 */
export function seal(key: DataKey, place: Place, text: string): Buffer {
  return sealBytes(key, place, Buffer.from(text, 'utf8'))
}

/** Throws when a byte was changed, or when the value was sealed for another place or with another key. */
export function open(key: DataKey, place: Place, sealed: Buffer): string {
  return openBytes(key, place, sealed).toString('utf8')
}

export function sealBytes(key: DataKey, place: Place, bytes: Uint8Array): Buffer {
  const nonce = randomBytes(NONCE_BYTES)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(associatedData(key, place))
  return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()])
}

export function openBytes(key: DataKey, place: Place, sealed: Buffer): Buffer {
  if (sealed[0] !== VERSION) throw new Error(`${place.column} of row ${place.row} is sealed in an unknown way.`)
  const end = sealed.length - TAG_BYTES
  const decipher = createDecipheriv('aes-256-gcm', key.bytes, sealed.subarray(1, 1 + NONCE_BYTES))
  decipher.setAAD(associatedData(key, place))
  decipher.setAuthTag(sealed.subarray(end))
  return Buffer.concat([decipher.update(sealed.subarray(1 + NONCE_BYTES, end)), decipher.final()])
}

export function sealJson(key: DataKey, place: Place, value: unknown): Buffer {
  return seal(key, place, JSON.stringify(value))
}

export function openJson<T>(key: DataKey, place: Place, sealed: Buffer): T {
  return JSON.parse(open(key, place, sealed)) as T
}

function associatedData(key: DataKey, place: Place): Buffer {
  return Buffer.from([key.tenantId, key.fanId, place.column, place.row].join('|'))
}
