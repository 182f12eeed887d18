import { readFileSync } from 'node:fs'
import { createServer as createSecureServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { createBotClient } from '../bot/telegram/bot-client.ts'
import { telegramConnector } from '../bot/telegram/deliver.ts'
import { createLimits } from '../bot/telegram/limits.ts'
import { connectorContract } from './support/connector.contract.ts'
import { startFakeTelegram } from './support/fake-telegram.ts'
import { createTelegramWorld } from './support/telegram-world.ts'

const SECOND = 1_000
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

connectorContract('Telegram', async () => {
  const fake = await startFakeTelegram()
  closing.push(fake.close)
  const bot = fake.addBot()
  const limits = createLimits(() => new Date())
  const connect = (apiRoot: string) =>
    telegramConnector({ client: createBotClient({ token: bot.token, apiRoot }), limits })
  const refusal = (code: number, description: string, retryAfter?: number) =>
    fake.fail('sendMessage', { kind: 'error', code, description, ...(retryAfter ? { retryAfter } : {}) })
  return {
    connector: connect(fake.apiRoot),
    address: '4242',
    heard: () => fake.messages.map(({ text }) => text),
    next: {
      asksToWait: (seconds) => refusal(429, `Too Many Requests: retry after ${seconds}`, seconds),
      refuses: () => refusal(400, 'Bad Request: message text is empty'),
      fails: () => refusal(502, 'Bad Gateway'),
      losesTheAnswer: () => fake.fail('sendMessage', { kind: 'lose-answer' }),
      isSilent: () => fake.fail('sendMessage', { kind: 'hang' }),
    },
    blocks: () => void fake.blocked.set(4242, 'bot was blocked by the user'),
    unplugged: () => connect('http://127.0.0.1:1'),
  }
})

describe('Telegram deliveries', () => {
  test('a server that hangs up before the connection stands has surely sent nothing', async () => {
    const server = createServer((socket) => socket.destroy())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    closing.push(async () => server.close())
    const secure = createBotClient({ token: '7000001:x', apiRoot: `https://127.0.0.1:${port}` })
    const connector = telegramConnector({ client: secure, limits: createLimits(() => new Date()) })
    const send = { address: '1', text: 'hi', key: 'k', signal: AbortSignal.timeout(2_000) }
    expect(await connector.send(send)).toMatchObject({ kind: 'later' })
  })

  test('a process that stood still before its connection was there writes nothing on it: somebody else may have sent it since', async () => {
    const fake = await startFakeTelegram()
    closing.push(fake.close)
    const bot = fake.addBot()
    const client = createBotClient({ token: bot.token, apiRoot: fake.apiRoot })
    const connector = telegramConnector({ client, limits: createLimits(() => new Date()) })
    const answers: boolean[] = []
    const send = (...times: boolean[]) => {
      answers.splice(0, answers.length, ...times)
      const isInTime = () => answers.shift() ?? false
      return connector.send({ address: '4242', text: 'hi', key: 'k', signal: AbortSignal.timeout(5_000), isInTime })
    }
    expect(await send(false)).toEqual({ kind: 'too-late' })
    expect(await send(true, false)).toEqual({ kind: 'too-late' })
    expect(fake.calls).toEqual([])
    expect(await send(true, true)).toMatchObject({ kind: 'sent' })
    expect(fake.messages.map(({ text }) => text)).toEqual(['hi'])
  })

  test('nor does one that stood still while the ends of its connection agreed on their keys', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0')
    let isAgreeing = false
    const [heard, own] = [
      [] as string[],
      (name: string) => readFileSync(new URL(`./data/tls/${name}`, import.meta.url)),
    ]
    const server = createSecureServer(
      {
        cert: own('server.pem'),
        key: own('server.key'),
        SNICallback(_name, done) {
          isAgreeing = true
          done(null)
        },
      },
      (request, response) => {
        heard.push(request.url ?? '')
        response.end(JSON.stringify({ ok: true, result: { message_id: 1, date: 1, chat: { id: 4242 } } }))
      },
    )
    await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve))
    closing.push(async () => {
      vi.unstubAllEnvs()
      server.closeAllConnections()
      server.close()
    })
    const { port } = server.address() as AddressInfo
    const client = createBotClient({ token: '7000001:x', apiRoot: `https://localhost:${port}` })
    const connector = telegramConnector({ client, limits: createLimits(() => new Date()) })
    const send = (isInTime: () => boolean) =>
      connector.send({ address: '4242', text: 'hi', key: 'k', signal: AbortSignal.timeout(5_000), isInTime })
    expect(await send(() => !isAgreeing)).toEqual({ kind: 'too-late' })
    expect(heard).toEqual([])
    expect(await send(() => true)).toMatchObject({ kind: 'sent' })
    expect(heard).toHaveLength(1)
  })

  test('asked to wait, the reply waits as long and is sent once', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    t.fake.fail('sendMessage', { kind: 'error', code: 429, description: 'Too Many Requests', retryAfter: 30 })
    await t.pass(6 * SECOND)
    expect(t.heard(mia)).toHaveLength(0)
    await t.pass(20 * SECOND)
    expect(t.heard(mia)).toHaveLength(0)
    await t.pass(15 * SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent/)
  })

  test('a fan who blocked the bot: the card says so, and a new approval is refused', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    t.fake.blocked.set(mia.id, 'bot was blocked by the user')
    await t.pass(6 * SECOND)
    expect(card.text).toMatch(/^🔴 Not sent: They blocked the bot on Telegram/)
    expect(card.buttons.flat().map(({ text }) => text)).toEqual(['🔁 Try again'])
    t.fake.blocked.delete(mia.id)
    await t.taps(card, 'Try again')
    await t.pass(SECOND)
    expect(t.heard(mia)).toHaveLength(1)
    expect(card.text).toMatch(/^🟢 Sent/)
  })

  test('a fan who blocks the bot while a card waits cannot be answered, and can again when they come back', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await mia.blocks(t.bot)
    expect(await t.taps(card, 'Send')).toMatch(/cannot be reached/)
    await mia.blocks(t.bot, false)
    expect(await t.taps(card, 'Send')).toMatch(/5 seconds/)
  })

  test('a reply of ten thousand characters arrives in three messages, whole and in order', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'tell me all')
    const family = '👨‍👩‍👧‍👦'
    const words = Array.from({ length: 900 }, (_, index) => `${family}${index}`).join(' ')
    const second = await t.repliesTo(card, words.slice(0, 4_000))
    const third = await t.repliesTo(second, `+ ${words.slice(4_000, 8_000)}`)
    await t.taps(third, 'Send')
    await t.pass(6 * SECOND)
    const heard = t.heard(mia)
    expect(heard.length).toBeGreaterThan(1)
    expect(heard.every((part) => part.length <= 4_096 && part.isWellFormed())).toBe(true)
    // No family was torn apart: each part begins and ends with a whole one.
    expect(heard.slice(0, -1).every((part) => !/\u200d$/.test(part))).toBe(true)
  })

  test('our reply is known again when the fan answers it', async () => {
    const t = await createTelegramWorld()
    const mia = t.person('Mia')
    const card = await t.fanWrites(mia, 'hi')
    await t.taps(card, 'Send')
    await t.pass(6 * SECOND)
    const ours = t.fake.messages.find(({ chatId, fromBot }) => chatId === mia.id && fromBot)
    if (!ours) throw new Error('Nothing arrived.')
    await mia.answers(t.bot, ours, 'this one')
    const [draft] = await t.draftRows()
    const messages = await t.messagesOf(draft?.fanId ?? '')
    const reply = messages.find(({ direction }) => direction === 'outbound')
    expect(messages.find(({ body }) => body === 'this one')?.replyToId).toBe(reply?.id)
  })
})
