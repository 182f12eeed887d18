import type { ErasureLedger } from '../../core/deps.ts'

/** Where nothing can be written beside the database: what was erased is known to the rows alone. See docs/privacy.md. */
export const noLedger: ErasureLedger = {
  where: 'nowhere but in the database',
  add: async () => undefined,
  lines: async () => [],
}
