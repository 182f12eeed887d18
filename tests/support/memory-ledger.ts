import type { ErasureLedger } from '../../core/deps.ts'

/** A ledger that outlives the database of a story. */
export function memoryLedger(kept: string[] = []): ErasureLedger & { kept: string[] } {
  return {
    kept,
    where: 'memory',
    add: async (line) => {
      kept.push(line)
    },
    lines: async () => kept,
  }
}
