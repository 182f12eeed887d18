import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createLocalEvents } from '../bot/live/local-events.ts'
import { InboundMessage } from '../core/inbound/inbound-message.ts'
import { receiveMessage } from '../core/inbound/receive-message.ts'
import { organization } from '../db/auth-schema.ts'
import { creators } from '../db/schema.ts'
import { databaseUrl } from './support/database.ts'
import { type FakeApp, type FakeChannel, type FakeDiscord, startFakeDiscord } from './support/fake-discord.ts'
import { type DiscordPerson, discordPerson } from './support/fake-discord-people.ts'
import { pictureOf } from './support/fake-discord-rules.ts'
import { recordingLog } from './support/recording-log.ts'
import { moveIn, type RunningWorker, startWorker } from './support/worker.ts'

describe('Discord on Cloudflare Workers', () => {
  let fake: FakeDiscord
  let app: FakeApp
  let reviewChannel: FakeChannel
  let kim: DiscordPerson
  let worker: RunningWorker

  beforeAll(async () => {
    fake = await startFakeDiscord()
    app = fake.addApp()
    reviewChannel = fake.addChannel({ type: 0, guildId: fake.snowflake(), name: 'review' })
    kim = discordPerson(fake, 'Kim')
    worker = await startWorker(databaseUrl ?? '', {
      DISCORD_BOT_TOKEN: app.token,
      DISCORD_REVIEW_CHANNEL_ID: reviewChannel.id,
      DISCORD_REVIEWER_IDS: kim.id,
      DISCORD_API_ROOT: fake.apiRoot,
    })
    await moveIn(worker)
  })
  afterAll(async () => {
    await worker.stop()
    await fake.close()
  })

  test('the minute tells Discord where to bring taps; Kim presses, the fan hears once, and the card says so', async () => {
    await worker.cron()
    expect(app.interactionsUrl).toContain(`${worker.url.origin}/webhooks/discord/`)

    const mia = discordPerson(fake, 'Mia')
    await isHeard(worker, fake.directChat(app, mia.user).id, 'hi Nova, I passed my exam today')
    await worker.cron()
    const card = await fake.until(
      () => fake.messages.find(({ channelId }) => channelId === reviewChannel.id),
      'the card in the review channel',
    )
    expect(pictureOf(card)).toContain('I passed my exam today')
    expect(mia.heard(app)).toEqual([])
    expect(await kim.taps(app, card, 'Send')).toContain('5 seconds')
    await fake.until(() => mia.heard(app)[0], 'the reply')
    await fake.until(() => /^🟢 Sent .* by Kim/.test(pictureOf(card)), 'the card to say so')
    await worker.cron()
    expect(mia.heard(app)).toHaveLength(1)
    expect(fake.violations).toEqual([])
    expect(worker.logs().join('\n')).not.toMatch(/passed my exam/)
  })
})

/** A process that stays heard a fan by the gateway, on the same database: a Worker has none. */
async function isHeard({ store }: RunningWorker, address: string, body: string): Promise<void> {
  const [home] = await store.db.select().from(organization)
  const [nova] = await store.db.select().from(creators)
  const ground = {
    store,
    now: () => new Date(),
    wake: () => undefined,
    events: createLocalEvents(),
    log: recordingLog(),
  }
  const said = InboundMessage.parse({
    tenantId: home?.id,
    creatorId: nova?.id,
    channel: 'discord',
    address,
    fan: { name: 'Mia' },
    externalId: '1',
    body,
    sentAt: new Date(),
  })
  await receiveMessage(ground, said)
}
