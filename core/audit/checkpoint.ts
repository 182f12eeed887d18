import type { StoredLink } from '../../db/audit-links.ts'
import { checkpointMac } from '../../db/audit-seal.ts'
import type { Vault } from '../../db/vault.ts'

/** What the chain was at a moment, signed, to be kept where nobody who has the database can reach it. */
export interface Checkpoint {
  number: number
  linkedAt: Date
  hash: Buffer
}

const FORM = 'souvenir-audit v1'

/** One line: form, number of the link, its time, its hash, our signature. No secret, and nothing about anybody. */
export function writeCheckpoint(vault: Vault, { number, linkedAt, hash }: Pick<StoredLink, keyof Checkpoint>): string {
  const words = `${FORM} ${number} ${linkedAt.toISOString()} ${hash.toString('base64url')}`
  return `${words} ${checkpointMac(vault, words)}`
}

/** @returns undefined when it is no checkpoint, or its signature is not ours */
export function readCheckpoint(vault: Vault, line: string): Checkpoint | undefined {
  const [, words, number, at, hash, mac] =
    /^(souvenir-audit v1 (\d+) (\S+) ([\w-]{43})) ([\w-]{43})$/.exec(line.trim()) ?? []
  if (!words || !hash || !at || checkpointMac(vault, words) !== mac) return undefined
  return { number: Number(number), linkedAt: new Date(at), hash: Buffer.from(hash, 'base64url') }
}
