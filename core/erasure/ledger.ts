import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { Erasure } from '../../db/erasures.ts'
import type { Vault } from '../../db/vault.ts'

const Line = z.object({
  format: z.literal('souvenir.erasure'),
  version: z.literal(1),
  /** begun: whatever of this fan turns up must go; done: and this is what went. */
  kind: z.enum(['begun', 'done']),
  id: z.uuid(),
  tenantId: z.string(),
  creatorId: z.uuid(),
  fanHash: z.string(),
  addressHashes: z.array(z.string()),
  reason: z.string(),
  askedBy: z.string(),
  askedByName: z.string(),
  askedAt: z.iso.datetime(),
  dueAt: z.iso.datetime(),
  erasedAt: z.iso.datetime().nullable(),
  doneAt: z.iso.datetime().nullable(),
  receipt: z.record(z.string(), z.number()),
})
export type LedgerLine = z.infer<typeof Line>

/** An erasure as one line of JSON, signed so that nobody without the master key can write or change one. */
export function ledgerLine(vault: Vault, erasure: Erasure, kind: LedgerLine['kind']): string {
  const line = JSON.stringify({
    format: 'souvenir.erasure',
    version: 1,
    kind,
    id: erasure.id,
    tenantId: erasure.tenantId,
    creatorId: erasure.creatorId,
    fanHash: erasure.fanHash,
    addressHashes: erasure.addressHashes,
    reason: erasure.reason,
    askedBy: erasure.askedBy,
    askedByName: erasure.askedByName,
    askedAt: erasure.askedAt.toISOString(),
    dueAt: erasure.dueAt.toISOString(),
    erasedAt: erasure.erasedAt?.toISOString() ?? null,
    doneAt: erasure.doneAt?.toISOString() ?? null,
    receipt: erasure.receipt,
  } satisfies LedgerLine)
  return `${line}\t${sign(vault, line)}`
}

/** Undefined when it is no line of ours: changed, half written, or signed with another master key. */
export function readLedgerLine(vault: Vault, text: string): LedgerLine | undefined {
  const [line = '', signature = ''] = text.split('\t')
  const [expected, given] = [Buffer.from(sign(vault, line)), Buffer.from(signature)]
  if (expected.length !== given.length || !timingSafeEqual(expected, given)) return undefined
  return Line.safeParse(JSON.parse(line)).data
}

const sign = (vault: Vault, line: string) =>
  createHmac('sha256', vault.keyFor('erasure-ledger')).update(line).digest('base64url')
