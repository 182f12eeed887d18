import type { Connector } from '../../core/deps.ts'

/**
 * For platforms without a way in for programs: sends nothing, ever. An approved reply waits for a person, who copies the words
 * over and says so. The longest text is what a person may approve at all, so nothing is cut into parts.
 */
export const manualConnector: Connector = {
  channel: 'manual',
  promise: 'idempotent',
  longestText: 100_000,
  send: async () => ({ kind: 'by-hand' }),
}
