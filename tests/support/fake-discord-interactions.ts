import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Component, FakeApp, FakeUser } from './fake-discord.ts'

/** One tap or submission, and what became of it. */
export interface Interaction {
  id: string
  token: string
  app: FakeApp
  user: FakeUser
  channelId: string
  messageId: string | undefined
  at: number
  /** Discord's number of the first answer; undefined: none yet. */
  answer: number | undefined
  modal: { custom_id: string; title: string; components: Component[] } | undefined
  /** Messages that only this person sees. */
  notes: { text: string; components: Component[] }[]
}

export function newKeys(): { publicKey: string; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return { publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'), privateKey }
}

/** The headers that Discord signs a request with. @param at seconds, by Discord's clock */
export function signed(app: FakeApp, body: string, at: number): Record<string, string> {
  const timestamp = String(at)
  const signature = sign(null, Buffer.from(timestamp + body), app.keys.privateKey).toString('hex')
  return {
    'content-type': 'application/json',
    'x-signature-ed25519': signature,
    'x-signature-timestamp': timestamp,
  }
}
