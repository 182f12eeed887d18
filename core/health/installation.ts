/** What the process knows of itself and of its surroundings, told by whoever started it. */
export interface Installation {
  version: string
  runtime: 'node' | 'worker'
  startedAt: Date
  database: { kind: 'embedded' | 'postgres'; where: string }
  masterKey: { source: 'environment' | 'file'; path?: string }
  cache: { kind: 'memory' | 'upstash' }
  /** Whether links can be sent by mail; without a mail server they are told to the operator. */
  hasMail: boolean
}
