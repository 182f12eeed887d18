import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import { afterEach, describe, expect, test } from 'vitest'
import { discordInteractions } from '../bot/discord/interactions.ts'
import { tendDiscord } from '../bot/discord/tend-discord.ts'
import { keepBehind } from '../bot/live/keep-behind.ts'
import { DiscordSettings } from '../core/connections/discord-settings.ts'
import { keepSettings } from '../core/connections/store-connection.ts'
import { connections } from '../db/schema.ts'
import { createDiscordWorld, type DiscordWorld } from './support/discord-world.ts'
import { signed } from './support/fake-discord-interactions.ts'
import { buttonsOf, pictureOf } from './support/fake-discord-rules.ts'

const SECOND = 1_000
const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A world in which Discord brings what people press over a real port; its bot still hears fans by the gateway. */
async function httpWorld() {
  const d = await createDiscordWorld()
  const kept = keepBehind()
  const app = new Hono().route('/webhooks/discord', discordInteractions(d.deps, d.source, kept.behind))
  const server = await new Promise<ReturnType<typeof serve>>((resolve) => {
    const started = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(started))
  })
  closing.push(() => server.close())
  const publicUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const tend = () =>
    tendDiscord(d.deps, {
      source: d.source,
      environment: { settings: d.settings, reviewerIds: [d.kim.id] },
      workspace: async () => d.tenantId,
      publicUrl,
    })
  const post = (body: string, headers: Record<string, string>, url = d.app.interactionsUrl ?? '') =>
    fetch(url, { method: 'POST', headers, body })
  return { d, kept, publicUrl, tend, post }
}

const secondsOf = (d: DiscordWorld) => Math.floor(d.fake.now() / SECOND)

/** A tap as Discord would bring it. */
function tapOn(d: DiscordWorld, card: Parameters<typeof buttonsOf>[0] & { id: string }, words: string): string {
  const { id: channel_id, guildId: guild_id } = d.reviewChannel
  const button = buttonsOf(card).find(({ label }) => label?.includes(words))
  const data = { component_type: 2, custom_id: button?.custom_id }
  const member = { user: d.kim.user }
  const { applicationId: application_id } = d.app
  const id = d.fake.snowflake()
  return JSON.stringify({
    id,
    application_id,
    type: 3,
    token: 'aW50',
    channel_id,
    guild_id,
    member,
    data,
    message: { id: card.id },
  })
}

describe('what people press, brought by signed requests', () => {
  test('Discord is told where to bring it; Kim edits, sees what changed, and sends; the fan hears once', async () => {
    const { d, kept, tend, publicUrl } = await httpWorld()
    await tend()
    expect(d.app.interactionsUrl).toMatch(`${publicUrl}/webhooks/discord/`)
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    const form = await d.kim.opens(d.app, card, 'Edit')
    const edited = await d.kim.submits(d.app, form, 'hello you')
    expect(edited.notes[0]?.text).toContain('Nothing was sent yet')
    expect(await d.kim.answers(d.app, edited, 'Send')).toContain('5 seconds')
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app).map(pictureOf)).toEqual(['hello you'])
    await d.reads(card, /^🟢 Sent .* by Kim/)
    await kept.settled()
    expect(d.fake.calls.filter(({ route }) => route.includes('callback'))).toEqual([])
    expect(d.fake.violations).toEqual([])
  })

  test('a signature that is wrong, missing or old, or an address that is not there: 401 in words, and nothing is decided', async () => {
    const { d, tend, post, publicUrl } = await httpWorld()
    await tend()
    const card = await d.fanWrites(d.person('Mia'), 'hello')
    const tap = tapOn(d, card, 'Send')
    const right = signed(d.app, tap, secondsOf(d))
    const without = (name: string) => Object.fromEntries(Object.entries(right).filter(([key]) => key !== name))
    const bad: [headers: Record<string, string>, url?: string][] = [
      [{ ...right, 'x-signature-ed25519': '0'.repeat(128) }],
      [{ ...right, 'x-signature-ed25519': 'not hex' }],
      [{ ...right, 'x-signature-timestamp': String(secondsOf(d) + 1) }],
      [without('x-signature-ed25519')],
      [without('x-signature-timestamp')],
      [signed(d.fake.addApp(), tap, secondsOf(d))],
      [signed(d.app, tap, secondsOf(d) - 301)],
      [signed(d.app, tap, secondsOf(d) + 301)],
      [right, `${publicUrl}/webhooks/discord/11111111-1111-4111-8111-111111111111`],
      [right, `${publicUrl}/webhooks/discord/x`],
    ]
    for (const [headers, url] of bad) {
      const answer = await post(tap, headers, url)
      expect(answer.status).toBe(401)
      expect(await answer.json()).toMatchObject({
        success: false,
        error: { code: 'wrong-signature', message: expect.stringMatching(/Nothing was taken/), retryable: false },
      })
    }
    expect((await post(`${tap} `, right)).status).toBe(401)
    expect((await post('x'.repeat(1_100_000), right)).status).toBe(413)
    expect((await d.drafts('pending')).length).toBe(1)
    expect((await post(tap, right)).status).toBe(200)
    expect((await d.drafts('approved')).length).toBe(1)
  })

  test('as long as Discord has not told the key of a new token, no signature is believed', async () => {
    const { d, post, publicUrl } = await httpWorld()
    const card = await d.fanWrites(d.person('Mia'), 'hello')
    const tap = tapOn(d, card, 'Send')
    const { id, tenantId, settings } = await d.connection(() => true)
    const { publicKey: _, ...withoutKey } = DiscordSettings.parse(settings)
    await keepSettings(d.deps, { tenantId, id, settings: withoutKey })
    const url = `${publicUrl}/webhooks/discord/${id}`
    // Under a key of zeros this signature fits one text of four.
    const fitsMany = `01${'0'.repeat(126)}`
    for (let second = 0; second < 24; second += 1) {
      const timestamp = String(secondsOf(d) - second)
      const headers = { 'x-signature-ed25519': fitsMany, 'x-signature-timestamp': timestamp }
      expect((await post(tap, headers, url)).status).toBe(401)
    }
    expect((await post(tap, signed(d.app, tap, secondsOf(d)), url)).status).toBe(401)
    expect((await d.drafts('pending')).length).toBe(1)
  })

  test('the same signed request again, after the reply was taken back, sends nothing', async () => {
    const { d, tend, post } = await httpWorld()
    await tend()
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    const tap = tapOn(d, card, 'Send')
    const headers = signed(d.app, tap, secondsOf(d))
    const both = await Promise.all([post(tap, headers), post(tap, headers)])
    expect(both.map(({ status }) => status)).toEqual([200, 200])
    await d.reads(card, /^🟢 Leaves in a moment/)
    await d.taps(card, 'Undo')
    await d.reads(card, /^🟠 Waiting since/)
    expect((await post(tap, headers)).status).toBe(200)
    await d.pass(20 * SECOND)
    expect(mia.heard(d.app)).toEqual([])
    expect(await d.drafts('pending')).toHaveLength(1)
  })

  test('what is no interaction of ours is answered in words, and a database that is slow is waited for behind the answer', async () => {
    const { d, kept, tend, post } = await httpWorld()
    await tend()
    for (const odd of ['hello', '[]', '{"id":"1"}', '{"id":"1","type":2,"token":"t","application_id":"1","data":{}}']) {
      const answer = await post(odd, signed(d.app, odd, secondsOf(d)))
      expect(await answer.json()).toMatchObject({ type: 4, data: { flags: 64 } })
    }
    const mia = d.person('Mia')
    const card = await d.fanWrites(mia, 'hello')
    const gate = Promise.withResolvers<void>()
    const { db } = d.store
    const { transaction } = db
    // From the very first question on: whose application it is, is known from the request before.
    db.transaction = ((...of: Parameters<typeof transaction>) =>
      gate.promise.then(() => transaction.apply(db, of))) as typeof transaction
    const later = await d.kim.opens(d.app, card, 'Send').finally(() => {
      db.transaction = transaction
      gate.resolve()
    })
    expect(later.answer).toBe(6)
    await d.fake.until(() => later.notes.at(-1)?.text.includes('5 seconds'), 'what was put off')
    await kept.settled()
    await d.pass(6 * SECOND)
    expect(mia.heard(d.app)).toHaveLength(1)
  })

  test('what was believed by a key of before is done only as the connection is stored now', async () => {
    const { d, kept, tend, post, publicUrl } = await httpWorld()
    await tend()
    const card = await d.fanWrites(d.person('Mia'), 'hello')
    const { id, tenantId, settings } = await d.connection(() => true)
    const url = `${publicUrl}/webhooks/discord/${id}`
    const now = DiscordSettings.parse(settings)
    const other = d.fake.addApp()
    await keepSettings(d.deps, { tenantId, id, settings: { ...now, publicKey: other.keys.publicKey } })
    const tap = tapOn(d, card, 'Send')
    // Another key since: the answer tells nothing, and nothing is done.
    const stale = await post(tap, signed(d.app, tap, secondsOf(d)), url)
    expect(await stale.text()).not.toMatch(/5 seconds/)
    expect((await post(tap, signed(d.app, tap, secondsOf(d)), url)).status).toBe(401)
    expect((await d.drafts('pending')).length).toBe(1)
    // The new one counts at once.
    const again = tapOn(d, card, 'Send')
    expect(await (await post(again, signed(other, again, secondsOf(d)), url)).text()).toMatch(/5 seconds/)
    // Disconnected: nobody is believed any more.
    await d.store.db.delete(connections).where(eq(connections.id, id))
    const last = tapOn(d, card, 'Undo')
    await post(last, signed(other, last, secondsOf(d)), url)
    expect((await post(last, signed(other, last, secondsOf(d)), url)).status).toBe(401)
    await kept.settled()
    expect((await d.drafts('approved')).length).toBe(1)
  })

  test('an address that Discord cannot reach, or none, is said in Health; another program’s address too', async () => {
    const { d, tend } = await httpWorld()
    d.fake.fail('PATCH /applications/@me', {
      kind: 'error',
      status: 400,
      code: 50035,
      message: 'could not be verified',
    })
    await tend()
    const refused = await d.connection(({ problem }) => problem !== null)
    expect(refused.problem).toMatch(/does not bring here what people press.*could not be verified/)
    await tend()
    await d.connection(({ status }) => status === 'working')
    d.app.interactionsUrl = 'https://other.example/taps'
    await d.restart()
    const elsewhere = await d.connection(({ problem }) => problem !== null)
    expect(elsewhere.problem).toMatch(/to other\.example, not here\. Take the “Interactions Endpoint URL” away/)
  })
})
