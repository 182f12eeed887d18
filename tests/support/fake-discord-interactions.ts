import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Component, FakeApp, FakeDiscord, FakeUser } from './fake-discord.ts'
import { Refused } from './fake-discord-rules.ts'

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

/** Discord tries an address before it takes it: a PING must be answered, and one that is signed wrongly refused. */
export async function setInteractionsUrl(
  fake: FakeDiscord,
  app: FakeApp | undefined,
  { interactions_endpoint_url: url }: { interactions_endpoint_url?: string },
): Promise<object> {
  if (!app || !url) throw new Refused(400, 50035, 'Invalid Form Body')
  const ping = JSON.stringify({ id: fake.snowflake(), application_id: app.applicationId, type: 1, token: 'aW50' })
  const good = signed(app, ping, Math.floor(fake.now() / 1_000))
  const bad = { ...good, 'x-signature-ed25519': '0'.repeat(128) }
  const [answer, refusal] = await Promise.all(
    [good, bad].map((headers) => fetch(url, { method: 'POST', body: ping, headers }).catch(() => undefined)),
  )
  const said = answer?.ok ? ((await answer.json()) as { type?: number }) : undefined
  if (said?.type !== 1 || refusal?.status !== 401) {
    throw new Refused(400, 50035, 'The specified interactions endpoint url could not be verified.')
  }
  app.interactionsUrl = url
  return { id: app.applicationId, interactions_endpoint_url: url }
}
