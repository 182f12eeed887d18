import type { Connector } from '../../core/deps.ts'

/** The Try it page: the "fan" reads the conversation itself, so accepting the reply is delivering it. */
export const tryItConnector: Connector = {
  channel: 'try-it',
  promise: 'idempotent',
  longestText: 4_096,
  send: async ({ key }) => ({ kind: 'sent', externalId: key }),
}
