import { describe, expect, onTestFinished, test } from 'vitest'
import { consoleOf, signInAt } from './support/console-of.ts'
import { discordPerson } from './support/fake-discord-people.ts'
import { pictureOf } from './support/fake-discord-rules.ts'
import { startFakeFanvue } from './support/fake-fanvue.ts'
import { person } from './support/fake-telegram-people.ts'
import { openHouse } from './support/house.ts'
import { postgresPrograms } from './support/own-postgres.ts'
import { fanMessage, signed } from './support/webhook-world.ts'

if (!postgresPrograms) console.log('Left out: "every desk". Install a Postgres server to run it.')

type Ask = ReturnType<typeof consoleOf>

/** Two processes on one database: Telegram and Discord are heard at the first, the console is open at the second. */
async function stage() {
  const fanvue = await startFakeFanvue()
  onTestFinished(() => fanvue.close())
  const house = await openHouse(postgresPrograms as string, {
    FANVUE_API_ROOT: fanvue.root,
    FANVUE_AUTH_ROOT: fanvue.root,
  })
  const { bot, app, discord, until } = house
  const one = await house.start('one')
  const cookie = await signInAt(one.url, one.said())
  const ask = consoleOf(one.url, cookie)
  await until('the bots to listen', () => bot.poller && discord.gateway.isConnected(app))
  // Hers, not the demo's.
  const [own] = await house.rows("select creator_id from connections where kind = 'telegram'")
  const creatorId: string = own.creator_id
  await ask(`/creators/${creatorId}`, { burstSeconds: 0 }, 'PATCH')
  const two = await house.start('two')
  const console = consoleOf(two.url, cookie)
  const heard = await listen(`${two.url}/api/events`, cookie)
  return {
    ...house,
    ...{ fanvue, one, two, ask, console, creatorId },
    /** The draft that waits about these words, as the console of the second process shows it. */
    draftAbout: (words: string) =>
      until(`a draft about “${words}”`, async () => {
        const { waiting } = (await console('/queue')).data
        return waiting.find(({ card }: Waiting) => card.messages.some(({ body }) => body.includes(words)))?.card as
          | Waiting['card']
          | undefined
      }),
    /** Its card in every place, as soon as each is there once. */
    cards: (words: string) =>
      until(`a card about “${words}” in both places`, () => {
        const { telegram, discord } = house.cardsAbout(words)
        const [first, second] = [telegram[0], discord[0]]
        return first && second && { telegram: first, discord: second }
      }),
    /** Every place says the same of it: Telegram, Discord, and the open console, which was told by itself. */
    async turns(words: string, draftId: string, outcome: RegExp, state: string) {
      await until(
        `the console to say ${state}`,
        async () => (await console(`/drafts/${draftId}`)).data.card.state === state,
      )
      await until('the console to be told', () => heard().includes(draftId))
      await until('the cards to turn', () => {
        const { telegram, discord } = house.cardsAbout(words)
        return (
          telegram.every(({ text }) => outcome.test(text)) && discord.every((card) => outcome.test(pictureOf(card)))
        )
      })
      const { telegram, discord } = house.cardsAbout(words)
      expect([telegram.length, discord.length]).toEqual([1, 1])
    },
  }
}

interface Waiting {
  card: { draftId: string; version: number; messages: { body: string }[] }
}

/** Everything that an open console is told, as it comes. */
async function listen(url: string, cookie: string): Promise<() => string> {
  const gone = new AbortController()
  onTestFinished(() => gone.abort())
  const stream = await fetch(url, { headers: { cookie }, signal: gone.signal })
  let heard = ''
  const decoder = new TextDecoder()
  void (async () => {
    for await (const bytes of stream.body ?? []) heard += decoder.decode(bytes)
  })().catch(() => undefined)
  return () => heard
}

/** Says yes in a console, to words of one's own. */
async function approves(console: Ask, { draftId, version }: Waiting['card'], text: string): Promise<void> {
  const yes = { verdict: 'approve', version, text }
  const first = await console(`/drafts/${draftId}/decision`, yes)
  const rules = first.data.outcome.warnings?.map(({ rule }: { rule: string }) => rule)
  const last = rules ? await console(`/drafts/${draftId}/decision`, { ...yes, acknowledged: rules }) : first
  expect(last.data.outcome.kind).toBe('approved')
}

describe.skipIf(!postgresPrograms)('every desk', () => {
  test('a fan of each channel is answered from another desk, hears it once, and every card turns at both processes', async () => {
    const { telegram, discord, fanvue, bot, app, kim, sam, one, ask, console, creatorId, ...of } = await stage()

    // Telegram, approved in Discord.
    const mia = person(telegram, 'Mia')
    void mia.writes(bot, 'my dog Bruno ate my shoes').catch(() => undefined)
    const aboutMia = await of.draftAbout('Bruno')
    const { discord: card } = await of.cards('Bruno')
    expect(await sam.taps(app, card, 'Send')).toContain('5 seconds')
    await of.turns('Bruno', aboutMia.draftId, /^🟢 Sent .* by Sam/, 'sent')
    const heardByMia = () => telegram.messages.filter(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    expect(heardByMia()).toHaveLength(1)

    // Discord, approved in the console of the other process.
    const max = discordPerson(discord, 'Max')
    max.writes(app, 'I passed my exam today')
    const aboutMax = await of.draftAbout('exam')
    await of.cards('exam')
    await approves(console, aboutMax, 'I am so proud of you')
    await of.turns('exam', aboutMax.draftId, /^🟢 Sent/, 'sent')
    expect(max.heard(app).map(pictureOf)).toEqual(['I am so proud of you'])

    // Fanvue, approved in Telegram.
    const path = `/creators/${creatorId}/fanvue`
    const { clientId, clientSecret, webhookSecret } = fanvue.app
    const put = await ask(path, { clientId, clientSecret, webhookSecret }, 'PUT')
    expect(put.status).toBe(200)
    fanvue.app.redirectUri = (await ask(path)).data.fanvue.redirectUri
    const { url } = (await ask(`${path}/sign-in`, {})).data
    const back = new URL((await fetch(url, { redirect: 'manual' })).headers.get('location') ?? '')
    const signedIn = await ask('/fanvue/sign-in', Object.fromEntries(back.searchParams))
    expect(signedIn.status).toBe(200)
    const tom = fanvue.newFan('Tom')
    const event = fanvue.messageEvent(tom, fanvue.fanWrites(tom, 'how was the lighthouse?'))
    const { webhookUrl } = (await ask(path)).data.fanvue
    expect((await fanvue.bring(webhookUrl, event)).status).toBe(200)
    const aboutTom = await of.draftAbout('lighthouse')
    const { telegram: shown } = await of.cards('lighthouse')
    expect(await kim.taps(bot, shown, 'Send')).toContain('5 seconds')
    await of.turns('lighthouse', aboutTom.draftId, /^🟢 Sent .* by Kim/, 'sent')
    expect(fanvue.heard(tom)).toHaveLength(1)

    // A creator's own program, approved in the console and carried over by hand.
    const made = (await ask(`/creators/${creatorId}/webhook`, {}, 'PUT')).data
    const body = JSON.stringify(fanMessage('the trombone was loud', { sentAt: new Date().toISOString() }))
    const told = await fetch(`${one.url}/api/webhooks/${made.webhook.id}`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json', ...signed(body, { secret: made.secrets.inbound, id: 'msg_1' }) },
    })
    expect(told.status).toBe(200)
    const aboutTrombone = await of.draftAbout('trombone')
    await of.cards('trombone')
    await approves(console, aboutTrombone, 'Which song was the best of all?')
    await of.turns('trombone', aboutTrombone.draftId, /^✋ Yours to send/, 'by-hand')
    await console(`/drafts/${aboutTrombone.draftId}/delivery`, { answer: 'arrived' })
    await of.turns('trombone', aboutTrombone.draftId, /^🟢 Sent/, 'sent')

    // Nobody heard anything twice, and nobody something else.
    expect([heardByMia().length, max.heard(app).length, fanvue.heard(tom).length]).toEqual([1, 1, 1])
  }, 600_000)
})
