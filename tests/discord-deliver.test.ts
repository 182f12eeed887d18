import { afterEach, describe, expect, test } from 'vitest'
import { discordConnector } from '../bot/discord/deliver.ts'
import { createDiscordRest } from '../bot/discord/rest.ts'
import { fetchInTime } from '../bot/node/send-in-time.ts'
import { connectorContract } from './support/connector.contract.ts'
import { startFakeDiscord } from './support/fake-discord.ts'
import { discordPerson } from './support/fake-discord-people.ts'
import { pictureOf } from './support/fake-discord-rules.ts'

const SEND = 'POST /channels/:id/messages'
const LOOK = 'GET /channels/:id/messages'
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

async function bench() {
  const fake = await startFakeDiscord()
  closing.push(fake.close)
  const app = fake.addApp()
  const mia = discordPerson(fake, 'Mia')
  const chat = fake.directChat(app, mia.user)
  const connect = (apiRoot: string) =>
    discordConnector({ rest: createDiscordRest({ token: app.token, apiRoot, fetchInTime }) })
  const connector = connect(fake.apiRoot)
  const send = (text: string, key = 'reply:0', ms = 20_000) =>
    connector.send({ address: chat.id, text, key, signal: AbortSignal.timeout(ms) })
  return { fake, app, mia, chat, connect, connector, send }
}

connectorContract('Discord', async () => {
  const { fake, app, mia, chat, connect, connector } = await bench()
  const always = 1_000
  return {
    connector,
    address: chat.id,
    heard: () => mia.heard(app).map(pictureOf),
    next: {
      asksToWait: (retryAfter) => fake.fail(SEND, { kind: 'error', status: 429, retryAfter }),
      refuses: () => fake.fail(SEND, { kind: 'error', status: 400, code: 50035, message: 'Invalid Form Body' }),
      fails: () => fake.fail(SEND, { kind: 'error', status: 502 }, always),
      losesTheAnswer: () => fake.fail(SEND, { kind: 'lose-answer' }, always),
      isSilent: () => fake.fail(SEND, { kind: 'hang' }, always),
    },
    heals: fake.heal,
    blocks: () => void fake.closed.set(mia.id, 50007),
    unplugged: () => connect('http://127.0.0.1:2/api'),
  }
})

describe('Discord deliveries', () => {
  test('a lost answer is asked again with the same nonce: heard once, and known to be sent', async () => {
    const { fake, app, mia, send } = await bench()
    fake.fail(SEND, { kind: 'lose-answer' })
    expect(await send('hello')).toMatchObject({ kind: 'sent', externalId: mia.heard(app)[0]?.id })
    expect(mia.heard(app)).toHaveLength(1)
    expect(await send('hello')).toMatchObject({ kind: 'sent', externalId: mia.heard(app)[0]?.id })
    expect(await send('hello', 'reply:1')).toMatchObject({ kind: 'sent' })
    expect(mia.heard(app)).toHaveLength(2)
    expect(fake.violations).toEqual([])
  })

  test('every answer is lost: the chat is looked through, however much was said there since', async () => {
    const { fake, app, mia, connector, chat, send } = await bench()
    const since = new Date()
    const look = (text: string, key = 'reply:0') =>
      connector.find?.({ address: chat.id, text, key, since, signal: AbortSignal.timeout(20_000) })
    for (let count = 0; count < 120; count += 1) mia.writes(app, `and ${count}`)
    fake.fail(SEND, { kind: 'lose-answer' }, 3)
    expect(await send('*hello* ')).toMatchObject({ kind: 'unknown' })
    expect(await look('*hello* ')).toEqual({ kind: 'found', externalIds: [mia.heard(app)[0]?.id] })
    // A fan's own words are not ours, even when they are the same.
    expect(await look('and 3')).toEqual({ kind: 'absent' })
    fake.fail(LOOK, { kind: 'error', status: 403, code: 50001, message: 'Missing Access' })
    expect(await look('*hello* ')).toMatchObject({ kind: 'later' })
    for (let count = 0; count < 500; count += 1) mia.writes(app, `more ${count}`)
    expect(await look('what is not there')).toMatchObject({ kind: 'later', problem: expect.stringMatching(/Too much/) })
    expect(mia.heard(app)).toHaveLength(1)
  })

  test('after a lost answer, being asked to wait is no proof that nothing was sent', async () => {
    const { fake, app, mia, send } = await bench()
    fake.fail(SEND, { kind: 'close-before' })
    fake.fail(SEND, { kind: 'error', status: 429, retryAfter: 30 })
    expect(await send('hello')).toMatchObject({ kind: 'unknown' })
    expect(mia.heard(app)).toHaveLength(0)
  })

  test.each([
    [50007, /closed them, blocked the bot, or left/],
    [50278, /share no server/],
  ])('a closed door (%i) is said in plain words', async (code, words) => {
    const { fake, mia, send } = await bench()
    fake.closed.set(mia.id, code)
    expect(await send('hello')).toMatchObject({ kind: 'refused', unreachable: expect.stringMatching(words) })
  })

  test('what Discord would read as formatting is what the fan reads, or it is refused', async () => {
    const { app, mia, send } = await bench()
    const words =
      '# no title\n> no quote\n- no list\n1. one\n@everyone <@1> <#2> <t:3:R> ||no|| `no` ~~no~~ [a](https://b.example/c_d)'
    await send(words)
    expect(mia.heard(app).map(pictureOf)).toEqual([words])
    expect(await send('*'.repeat(1_500), 'reply:1')).toMatchObject({ kind: 'refused' })
  })
})
