import { createHmac } from 'node:crypto'
import type { Vault } from './vault.ts'

/** Why somebody looked or changed something. */
export type AuditPurpose =
  /** A fan is being answered: recall, drafts, decisions, delivery. */
  | 'answering'
  /** A person reads or corrects what is known of a fan. */
  | 'review'
  | 'learning'
  | 'export'
  | 'erasure'
  | 'retention'
  /** Settings, team, connections: no fan's data. */
  | 'administration'

/** An entry as its seal sees it: everything but the place in line. */
export interface AuditEntry {
  id: string
  tenantId: string
  actor: string
  action: string
  purpose: string
  fanHash: string | null
  subjectId: string | null
  requestId: string | null
  count: number
  happenedAt: Date
}

/** A link of the chain as its seal sees it. */
export interface AuditLink {
  number: number
  kind: string
  covers: string
  through: number
  awaited: string
  entries: number
  digest: Buffer
  linkedAt: Date
}

/** Sixteen bytes: nobody guesses 128 bits, and an entry stays small. */
const MAC_BYTES = 16
/** Before the first link. */
export const NOTHING_BEFORE = Buffer.alloc(32)

interface AuditKeys {
  pseudonyms: Buffer
  entries: Buffer
  links: Buffer
  checkpoints: Buffer
}

const keysOf = new WeakMap<Vault, AuditKeys>()

/** One key for each use, derived from the master key; none of them is ever in the database. */
function auditKeys(vault: Vault): AuditKeys {
  const known = keysOf.get(vault)
  if (known) return known
  const made = {
    pseudonyms: vault.keyFor('audit/pseudonyms'),
    entries: vault.keyFor('audit/entries'),
    links: vault.keyFor('audit/links'),
    checkpoints: vault.keyFor('audit/checkpoints'),
  }
  keysOf.set(vault, made)
  return made
}

/** What the record calls a fan. Whoever has the record without the key cannot tell which fan it is, erased or not. */
export function pseudonymOf(vault: Vault, tenantId: string, fanId: string): string {
  return createHmac('sha256', auditKeys(vault).pseudonyms)
    .update(`${tenantId}|${fanId}`)
    .digest('base64url')
    .slice(0, 22)
}

export function entryMac(vault: Vault, entry: AuditEntry): Buffer {
  const { id, tenantId, actor, action, purpose, fanHash, subjectId, requestId, count, happenedAt } = entry
  // A JSON list is one text for one entry and no other.
  const said = [id, tenantId, actor, action, purpose, fanHash, subjectId, requestId, count, happenedAt.getTime()]
  return createHmac('sha256', auditKeys(vault).entries).update(JSON.stringify(said)).digest().subarray(0, MAC_BYTES)
}

/** @param before the hash of the link before; `NOTHING_BEFORE` for the first */
export function linkHash(vault: Vault, before: Buffer, link: AuditLink): Buffer {
  const { number, kind, covers, through, awaited, entries, digest, linkedAt } = link
  const said = [number, kind, covers, through, awaited, entries, digest.toString('base64'), linkedAt.getTime()]
  return createHmac('sha256', auditKeys(vault).links).update(before).update(JSON.stringify(said)).digest()
}

export function checkpointMac(vault: Vault, words: string): string {
  return createHmac('sha256', auditKeys(vault).checkpoints).update(words).digest('base64url')
}
