import { spawn } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, expect, test } from 'vitest'
import type { LateStop } from './support/chaos-preload.ts'
import { startFakeTelegram } from './support/fake-telegram.ts'

const LEAVE_MS = 1_000
const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

/** A process of its own with the bot library in it, and what a chaos run loads before. It sends as soon as it is told where to. */
async function startSender(looks: 'looks twice' | 'looks once') {
  const fake = await startFakeTelegram()
  const bot = fake.addBot()
  const file = (path: string) => new URL(path, import.meta.url).href
  const program = `
    import { createBotClient } from ${JSON.stringify(file('../bot/telegram/bot-client.ts'))}
    const client = createBotClient(${JSON.stringify({ token: bot.token, apiRoot: fake.apiRoot })})
    await client.call('getMe', {})
    process.on('message', async ({ lateStop }) => {
      if (!lateStop) return
      const since = performance.now()
      const isInTime = () => ${looks === 'looks once'} || performance.now() - since < ${LEAVE_MS}
      const how = { signal: AbortSignal.timeout(20_000), isInTime }
      const sent = await client.callTraced('sendMessage', { chat_id: 4242, text: 'hi' }, how)
      process.send({ sent: sent.connecting ?? 'sent' }, () => process.exit())
    })
    // Its parent alone would not keep it alive.
    setInterval(() => undefined, 1_000)
    process.send({ ready: true })`
  const child = spawn(
    process.execPath,
    ['--import', file('support/chaos-preload.ts'), '--input-type=module', '--eval', program],
    { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] },
  )
  closing.push(async () => {
    child.kill('SIGKILL')
    await fake.close()
  })
  const says = (what: string) =>
    new Promise<unknown>((resolve) => {
      child.on('message', (said: Record<string, unknown>) => what in said && resolve(said[what]))
    })
  await says('ready')
  return { fake, child, says, port: Number(new URL(fake.apiRoot).port) }
}

test.each([
  ['looks twice', 'late', []],
  ['looks once', 'sent', ['hi']],
] as const)(
  'a process that is stopped with its connection standing, and %s: what the fan gets',
  async (looks, came, heard) => {
    const { fake, child, says, port } = await startSender(looks)
    const lateStop: LateStop = { ports: [port], until: Date.now() + 20_000 }
    const [still, sent] = [says('standsStill'), says('sent')]
    child.send({ lateStop })
    await still
    await sleep(LEAVE_MS + 200)
    expect(fake.messages).toEqual([])
    child.kill('SIGCONT')
    expect(await sent).toBe(came)
    expect(fake.messages.map(({ text }) => text)).toEqual(heard)
  },
)
