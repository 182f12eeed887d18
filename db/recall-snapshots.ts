import { promisify } from 'node:util'
import { deflateRaw, inflateRaw } from 'node:zlib'
import { type DataKey, openBytes, sealBytes } from './seal.ts'

const deflate = promisify<Uint8Array, { level: number }, Buffer>(deflateRaw)
const inflate = promisify<Uint8Array, { maxOutputLength: number }, Buffer>(inflateRaw)
/** Most of it are hashes, which no effort makes smaller. */
const LEVEL = 1
/** Some 800,000 messages. */
const LARGEST = 64 * 1024 * 1024

const snapshotPlace = (fanId: string) => ({ column: 'cache.recall', row: fanId }) as const

/** A fan's search index as it may lie in a cache: deflated, then sealed with the fan's key, and gone with it. */
export async function sealRecallSnapshot(key: DataKey, bytes: Uint8Array): Promise<Uint8Array> {
  return sealBytes(key, snapshotPlace(key.fanId), await deflate(bytes, { level: LEVEL }))
}

/** Throws when it is another fan's, or when a byte of it was changed. */
export async function openRecallSnapshot(key: DataKey, sealed: Uint8Array): Promise<Uint8Array> {
  return inflate(openBytes(key, snapshotPlace(key.fanId), Buffer.from(sealed)), { maxOutputLength: LARGEST })
}
