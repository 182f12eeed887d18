import { type AddressInfo, connect, createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectPostgres, waitForPostgres } from '../db/connect.node.ts'
import { consoleOf, signInAt } from './support/console-of.ts'
import { startFakeTelegram } from './support/fake-telegram.ts'
import { person } from './support/fake-telegram-people.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'
import { dataFolder, failToStart, launch } from './support/process.ts'

if (!postgresPrograms) console.log('Left out: "a Postgres that restarts". Install a Postgres server to run it.')

const MINUTE = 60_000

describe.skipIf(!postgresPrograms)('a Postgres that restarts', () => {
  test(
    'while a process starts keeps it waiting, and ends nothing',
    async () => {
      const postgres = await startOwnPostgres(postgresPrograms as string)
      onTestFinished(() => postgres.remove())
      await postgres.start()
      const folder = await dataFolder()
      onTestFinished(() => folder.remove())
      const behind = await goesAwayAtFirst(postgres.url, 4_000)
      const souvenir = launch({ DATA_DIR: folder.path, DATABASE_URL: behind.url })
      onTestFinished(async () => {
        if (souvenir.child.exitCode === null) await souvenir.end('SIGKILL')
      })
      expect(await souvenir.url, souvenir.log()).toBeTruthy()
      expect(behind.broken()).toBeGreaterThan(2)
      expect(await souvenir.end('SIGTERM')).toBe(0)
    },
    4 * MINUTE,
  )

  test(
    'costs nobody a message: what was heard is stored, what was approved goes out once',
    async () => {
      const postgres = await startOwnPostgres(postgresPrograms as string)
      onTestFinished(() => postgres.remove())
      const folder = await dataFolder()
      onTestFinished(() => folder.remove())
      const telegram = await startFakeTelegram()
      onTestFinished(() => telegram.close())
      const bot = telegram.addBot()

      // It is started before its database, and waits.
      const souvenir = launch({
        DATA_DIR: folder.path,
        DATABASE_URL: postgres.url,
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
      })
      onTestFinished(async () => {
        if (souvenir.child.exitCode === null) await souvenir.end('SIGKILL')
      })
      while (!souvenir.said().includes('Waiting for Postgres') && souvenir.child.exitCode === null) await sleep(50)
      await postgres.start()
      const url = (await souvenir.url) ?? ''
      expect(souvenir.said()).toContain('Souvenir is running')
      const ask = consoleOf(url, await signInAt(url, souvenir.said()))
      const settings = await ask('/settings')
      for (const { id } of settings.data.creators) await ask(`/creators/${id}`, { burstSeconds: 0 }, 'PATCH')

      const fans = ['Lou', 'Max', 'Zoe'].map((name) => person(telegram, name))
      const repliesTo = (id: number) => telegram.messages.filter(({ chatId, fromBot }) => fromBot && chatId === id)
      let isOver = false
      const restarts = (async () => {
        for (let count = 0; count < 4; count += 1) {
          await sleep(1_500)
          await postgres.restart()
        }
      })()
      const approved = new Set<string>()
      const reviewing = (async () => {
        while (!isOver) {
          await sleep(100)
          const queue = await ask('/queue')
          for (const { card } of queue.data?.waiting ?? []) {
            if (!fans.some(({ name }) => name === card.fan.name)) continue
            const text = `Good to hear from you, ${card.fan.name}. Tell me more (${card.draftId.slice(-12)})`
            const yes = { verdict: 'approve', version: card.version, text }
            const first = await ask(`/drafts/${card.draftId}/decision`, yes)
            const rules = first.data?.outcome.warnings?.map(({ rule }: { rule: string }) => rule)
            const last = rules ? await ask(`/drafts/${card.draftId}/decision`, { ...yes, acknowledged: rules }) : first
            if (last.data?.outcome.kind === 'approved') approved.add(text)
          }
          for (const card of queue.data?.stuck ?? []) {
            const fan = fans.find(({ name }) => name === card.fan.name)
            if (!fan || card.state !== 'unknown') continue
            const hasArrived = repliesTo(fan.id).some(({ text }) => text === card.text)
            await ask(`/drafts/${card.draftId}/delivery`, { answer: hasArrived ? 'arrived' : 'again' })
          }
        }
      })()
      await Promise.all(
        fans.map(async (fan) => {
          for (let round = 1; round <= 2; round += 1) {
            fan.writes(bot, `${fan.name} says ${round}`).catch(() => undefined)
            while (repliesTo(fan.id).length < round) await sleep(50)
          }
        }),
      )
      await restarts
      isOver = true
      await reviewing

      expect(souvenir.child.exitCode).toBeNull()
      const replies = fans.flatMap(({ id }) => repliesTo(id).map(({ text }) => text))
      expect(replies).toHaveLength(6)
      expect(new Set(replies).size).toBe(6)
      for (const text of approved) expect(replies).toContain(text)
      expect((await fetch(`${url}/health/ready`)).status).toBe(200)
      expect(await souvenir.end('SIGTERM'), souvenir.log().slice(-3_000)).toBe(0)
    },
    3 * MINUTE,
  )

  test(
    'a server that refuses us is named at once, without the password',
    async () => {
      const postgres = await startOwnPostgres(postgresPrograms as string)
      onTestFinished(() => postgres.remove())
      await postgres.start()
      const folder = await dataFolder()
      onTestFinished(() => folder.remove())
      const url = postgres.url.replace('postgres@', 'postgres:geheim@').replace(/\/postgres$/, '/nowhere')
      const refused = await failToStart({ DATA_DIR: folder.path, DATABASE_URL: url })
      expect(refused.code).toBe(1)
      expect(refused.words).toMatch(/database "nowhere" does not exist/)
      expect(refused.words).not.toContain('geheim')
    },
    3 * MINUTE,
  )

  test('a server that never comes is given up with what to do', async () => {
    const gone = waitForPostgres('postgres://postgres@127.0.0.1:9/x', { forMs: 600, onWait: () => undefined })
    await expect(gone).rejects.toThrow(/did not answer within 1 seconds.*Start it, or check DATABASE_URL/s)
  })

  test(
    'an owner who may not make roles still has the walls, by FORCE alone',
    async () => {
      const postgres = await startOwnPostgres(postgresPrograms as string)
      onTestFinished(() => postgres.remove())
      await postgres.start()
      const admin = new pg.Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query('create role tenant_owner login')
      await admin.query('create database theirs owner tenant_owner')
      await admin.end()
      const url = postgres.url.replace('postgres@', 'tenant_owner@').replace(/\/postgres$/, '/theirs')
      const { pool, close } = await connectPostgres(url, () => undefined)
      onTestFinished(() => close())
      await pool.query("insert into installs (id, key_check) values (1, 'x')")
      const forged = pool.query(
        "insert into creators (id, tenant_id, name, persona, created_at) values (gen_random_uuid(), 'a', 'Nova', '{}', now())",
      )
      await expect(forged).rejects.toMatchObject({ code: '42501' })
    },
    3 * MINUTE,
  )
})

/** The way to a server that answers whoever looks whether it is there, and then for a while ends each session soon. */
async function goesAwayAtFirst(url: string, forMs: number) {
  const there = new URL(url)
  const { port, hostname } = there
  let [until, broken] = [Number.POSITIVE_INFINITY, 0]
  let isFirst = true
  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      one.on('error', () => other.destroy()).on('close', () => other.destroy())
      one.pipe(other)
    }
    if (isFirst) until = performance.now() + forMs
    else if (performance.now() < until) {
      broken += 1
      setTimeout(() => upstream.destroy(), 40)
    }
    isFirst = false
  })
  await new Promise<void>((listens) => server.listen(0, '127.0.0.1', listens))
  onTestFinished(() => void server.close())
  there.port = String((server.address() as AddressInfo).port)
  return { url: there.href, broken: () => broken }
}
