import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { type FakeTelegram, startFakeTelegram } from './support/fake-telegram.ts'
import { person } from './support/fake-telegram-people.ts'
import { tokenIn } from './support/front-door.ts'
import { dataFolder, type Process, startProcess } from './support/process.ts'

const GROUP = -1_001_234_567_890
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function stage() {
  const fake = await startFakeTelegram()
  closing.push(fake.close)
  const bot = fake.addBot()
  const [kim, mia] = [person(fake, 'Kim'), person(fake, 'Mia')]
  const data = await dataFolder()
  closing.push(data.remove)
  const start = async (more: Record<string, string> = {}): Promise<Process> => {
    const souvenir = await startProcess({
      DATA_DIR: data.path,
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_REVIEW_CHAT_ID: String(GROUP),
      TELEGRAM_REVIEWER_IDS: String(kim.id),
      TELEGRAM_API_ROOT: fake.apiRoot,
      ...more,
    })
    closing.push(async () => souvenir.child.exitCode ?? souvenir.child.signalCode ?? souvenir.end('SIGKILL'))
    return souvenir
  }
  return { fake, bot, kim, mia, start }
}
const heardBy = (fake: FakeTelegram, id: number) =>
  fake.messages.filter(({ chatId, fromBot }) => chatId === id && fromBot)
const cardsOf = (fake: FakeTelegram) => fake.messages.filter(({ chatId, fromBot }) => chatId === GROUP && fromBot)

test('the real process: killed between draft and approval and started again, the old card sends once', async () => {
  const { fake, bot, kim, mia, start } = await stage()
  const first = await start()
  await mia.writes(bot, 'hi Nova, my dog Bruno ate my shoes')
  const card = await fake.until(() => cardsOf(fake)[0], 'the card', 20_000)
  expect(card.text).toContain('my dog Bruno ate my shoes')
  await kim.taps(bot, card, 'Edit')
  await fake.until(() => /^🔵 Kim is editing/.test(card.text), 'the card to say who edits', 20_000)
  await first.end('SIGKILL')

  const second = await start()
  expect(await kim.taps(bot, card, 'Send')).toMatch(/5 seconds/)
  await fake.until(() => /^🟢 Sent/.test(card.text), 'the outcome', 20_000)
  expect(heardBy(fake, mia.id)).toHaveLength(1)
  expect(cardsOf(fake)).toEqual([card])
  expect(second.log()).not.toContain('Bruno')
  expect(second.log()).not.toContain(bot.token)
  expect(await second.end('SIGTERM')).toBe(0)
  expect(bot.updates).toEqual([])
}, 120_000)

test('the real process: killed while it drew a card, it draws another, and the copy decides nothing', async () => {
  const { fake, bot, kim, mia, start } = await stage()
  const first = await start()
  await mia.writes(bot, 'hello?')
  fake.fail('sendMessage', { kind: 'hang' })
  await fake.until(() => fake.calls.some(({ method }) => method === 'sendMessage'), 'the card to be asked for', 20_000)
  await first.end('SIGKILL')
  await start()
  const card = await fake.until(() => cardsOf(fake)[0], 'the card', 20_000)
  expect(await kim.taps(bot, card, 'Send')).toMatch(/5 seconds/)
  await fake.until(() => heardBy(fake, mia.id).length > 0, 'the reply', 20_000)
  await fake.until(() => /^🟢 Sent/.test(card.text), 'the outcome', 20_000)
  expect(heardBy(fake, mia.id)).toHaveLength(1)
}, 120_000)

test('the real process: killed with a message told and not confirmed, it hears the message again, once', async () => {
  const { fake, bot, mia, start } = await stage()
  const first = await start()
  await fake.until(() => bot.poller, 'the bot to listen', 20_000)
  first.child.kill('SIGSTOP')
  const stopped = mia.writes(bot, 'are you there?')
  first.child.kill('SIGKILL')
  await start()
  await stopped
  const card = await fake.until(() => cardsOf(fake)[0], 'the card', 20_000)
  expect(card.text.match(/are you there\?/g)).toHaveLength(1)
}, 120_000)

test('the real process: a queue that is down at start is said in Health until it answers, and replies leave by their rows', async () => {
  const { fake, bot, kim, mia, start } = await stage()
  const queue = await startQueue()
  const souvenir = await start({
    AWS_REGION: 'eu-west-1',
    AWS_ACCESS_KEY_ID: 'test',
    AWS_SECRET_ACCESS_KEY: 'test',
    SQS_ENDPOINT: queue.url,
    SQS_QUEUE_URL: `${queue.url}/000000000000/deliveries`,
  })
  const troubles = await healthOf(souvenir)
  await expect
    .poll(troubles, { timeout: 20_000 })
    .toContainEqual(expect.objectContaining({ stage: 'queue', problem: expect.stringMatching(/found by their rows/) }))
  await mia.writes(bot, 'hi Nova')
  const card = await fake.until(() => cardsOf(fake)[0], 'the card', 20_000)
  expect(await kim.taps(bot, card, 'Send')).toMatch(/5 seconds/)
  await fake.until(() => /^🟢 Sent/.test(card.text), 'the outcome', 20_000)
  expect(heardBy(fake, mia.id)).toHaveLength(1)
  queue.comesUp()
  await expect.poll(troubles, { timeout: 20_000 }).toEqual([])
}, 120_000)

/** An Amazon that closes every connection, until it comes up and has nothing. */
async function startQueue() {
  let answer = (response: ServerResponse): void => void response.destroy()
  const server = createServer((_, response) => answer(response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  closing.push(async () => {
    server.closeAllConnections()
    server.close()
  })
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    comesUp() {
      answer = (response) => {
        response.writeHead(200, { 'content-type': 'application/x-amz-json-1.0' }).end('{}')
        // After that there is nothing to bring, for as long as anybody waits.
        answer = () => undefined
      }
    },
  }
}

/** What Health has to tell, by the sign-in link of the first start. */
async function healthOf({ url, said }: Process) {
  const signedIn = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify({ token: tokenIn(said()) }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  return async () => {
    const answer = (await (await fetch(`${url}/api/health`, { headers: { cookie } })).json()) as {
      data: { troubles: { stage: string; problem: string }[] }
    }
    return answer.data.troubles
  }
}
