import type { Erasure } from '../../db/erasures.ts'
import type { Deps } from '../deps.ts'
import { type LedgerLine, ledgerLine, readLedgerLine } from './ledger.ts'

/** Writes an erasure down outside the database, once. */
export async function keepInLedger(
  { store, ledger }: Pick<Deps, 'store' | 'ledger'>,
  erasure: Erasure,
  kind: LedgerLine['kind'],
): Promise<void> {
  const known = (await ledger.lines()).some((text) => {
    const line = text.includes(erasure.id) ? readLedgerLine(store.vault, text) : undefined
    return line?.id === erasure.id && line.kind === kind
  })
  if (!known) await ledger.add(ledgerLine(store.vault, erasure, kind))
}
