import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { TelegramServer } from 'telegram-test-api/lib/telegramServer.js'
import { afterEach, expect, test } from 'vitest'
import { runBots } from '../bot/telegram/run-bots.ts'
import { createTelegramSource } from '../bot/telegram/telegram-source.ts'
import { connectionsOn } from '../core/connections/find-connections.ts'
import { createWorld } from './support/world.ts'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

interface Drawn {
  reply_markup: { inline_keyboard: { callback_data: string }[][] }
}

/** Somebody else's Bot API server, which knows text and buttons: it shares no line with ours. */
test('against another Bot API server: a fan writes, Kim taps Send, the fan hears once', async () => {
  const port = await freePort()
  const server = new TelegramServer({ port, host: '127.0.0.1' })
  await server.start()
  closing.push(() => server.stop())
  const world = await createWorld()
  const source = createTelegramSource(world.deps)
  world.deps.connectors = { connectorFor: source.connectorFor }
  world.deps.desks = { desksFor: source.desksFor }
  const token = '7000001:AAE-abcdefghijklmnopqrstuvwxyz012345'
  const bots = runBots(world.deps, {
    source,
    environment: { settings: { token, apiRoot: server.config.apiURL, reviewChatId: '900' }, reviewerIds: ['900'] },
    workspace: async () => world.tenantId,
    publicUrl: undefined,
  })
  closing.push(bots.stop)
  await bots.start()
  await until(async () => (await connectionsOn(world.deps, 'telegram'))[0]?.status === 'working')

  const mia = server.getClient(token, { userId: 800, chatId: 800, firstName: 'Mia', type: 'private' })
  const kim = server.getClient(token, { userId: 900, chatId: 900, firstName: 'Kim', type: 'private' })
  await mia.sendMessage(mia.makeMessage('hi Nova, my dog Bruno ate my shoes'))
  await until(async () => {
    await world.pass(1_000)
    return sentTo(900).length > 0
  })
  const card = sentTo(900)[0]
  expect(card?.message.text).toContain('my dog Bruno ate my shoes')
  if (!card) throw new Error('There is no card.')
  const { reply_markup: markup } = card.message as unknown as Drawn
  const data = markup.inline_keyboard[0]?.[0]?.callback_data ?? ''
  const tap = kim.makeCallbackQuery(data, { message: { message_id: card.messageId } })
  await kim.sendCallback(tap as Parameters<typeof kim.sendCallback>[0])
  await until(async () => {
    await world.pass(1_000)
    return sentTo(800).length > 0
  })
  await world.pass(60_000)
  expect(sentTo(800)).toHaveLength(1)
  expect(sentTo(900)).toHaveLength(1)
  expect(sentTo(900)[0]?.message.text).toMatch(/Sent .* by Kim/)

  function sentTo(chatId: number) {
    return server.storage.botMessages.filter(({ message }) => String(message.chat_id) === String(chatId))
  }
})

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let look = 0; look < 300; look += 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  throw new Error('It never came to that.')
}

async function freePort(): Promise<number> {
  const probe = createServer()
  await new Promise<void>((resolve) => probe.listen(0, '127.0.0.1', resolve))
  const { port } = probe.address() as AddressInfo
  await new Promise((resolve) => probe.close(resolve))
  return port
}
