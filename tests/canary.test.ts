import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import { inflateRawSync, inflateSync } from 'node:zlib'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { startFakeTelegram } from './support/fake-telegram.ts'
import { person } from './support/fake-telegram-people.ts'
import { createBrowser, tokenIn } from './support/front-door.ts'
import { modelSays, startModelServer } from './support/model-server.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'
import { dataFolder, launch } from './support/process.ts'
import { filesIn, spellingsOf, whereFound } from './support/spellings.ts'
import { startUpstash } from './support/upstash-server.ts'

const redis = process.env.TEST_REDIS_URL
if (!redis || !postgresPrograms) {
  console.log('Left out: "a word that came in by every door". It needs TEST_REDIS_URL and a Postgres server installed.')
}
const MINUTE = 60_000
/** Enough for an index worth keeping in the shared cache. */
const MANY = 110

/** A word for each door, so that a leak names its door. None of them is a word, nor part of one. */
const door = (name: string) => `Zirkonvogel${name}`
const DOORS = [
  'message',
  'caption',
  'edit',
  'name',
  'memory',
  'rule',
  'note',
  'instruction',
  'promise',
  'reply',
  'draft',
]
const CANARIES = DOORS.map(door)

describe.skipIf(!redis || !postgresPrograms)('a word that came in by every door', () => {
  test(
    'stands readable in no file of the database, its log of writes, the cache, the logs, the data folder or a backup',
    async () => {
      const postgres = await startOwnPostgres(postgresPrograms as string)
      onTestFinished(() => postgres.remove())
      await postgres.start()
      const folder = await dataFolder()
      onTestFinished(() => folder.remove())
      const telegram = await startFakeTelegram()
      onTestFinished(() => telegram.close())
      const bot = telegram.addBot()
      const upstash = await startUpstash(redis as string)
      onTestFinished(() => upstash.stop())
      const model = await startModelServer()
      model.answers(modelSays(`what a day, ${door('draft')} and all. How was yours?`))
      const souvenir = launch({
        DATA_DIR: folder.path,
        DATABASE_URL: postgres.url,
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_API_ROOT: telegram.apiRoot,
        UPSTASH_REDIS_REST_URL: upstash.url,
        UPSTASH_REDIS_REST_TOKEN: upstash.token,
        OPENAI_BASE_URL: model.url,
        OPENAI_MODEL: 'm',
      })
      onTestFinished(async () => {
        if (souvenir.child.exitCode === null) await souvenir.end('SIGKILL')
      })
      const url = (await souvenir.url) ?? ''
      expect(url, souvenir.log()).not.toBe('')
      const owner = createBrowser(url)
      await owner.post('/api/auth/link', { token: tokenIn(souvenir.said()) })
      const ask = async (method: string, path: string, body?: unknown) => {
        const cookie = [...owner.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
        const headers = { cookie, origin: url, 'content-type': 'application/json' }
        const answer = await fetch(`${url}/api${path}`, {
          method,
          headers,
          ...(body ? { body: JSON.stringify(body) } : {}),
        })
        const text = await answer.text()
        if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text}`)
        return JSON.parse(text)
      }

      const mia = person(telegram, door('name'))
      for (let count = 0; count < MANY; count += 1)
        await mia.writes(bot, `${door('message')} and day ${count} on the boat`)
      await mia.sends(bot, {
        photo: [{ file_id: 'p', file_unique_id: 'p', width: 9, height: 9 }],
        caption: door('caption'),
      })
      const { kept } = await mia.writes(bot, 'I live in Lisbon')
      await mia.edits(bot, kept, `I live in ${door('edit')}`)
      const card = await waitFor(async () => {
        const { data } = await ask('GET', '/queue')
        return data.waiting
          .map((row: { card: Card }) => row.card)
          .find(({ fan, text }: Card) => fan.name === door('name') && text.includes(door('draft')))
      })
      const { id } = card.fan
      await ask('POST', `/fans/${id}/memories`, { fact: `likes ${door('memory')}` })
      await ask('POST', `/fans/${id}/preferences`, { kind: 'other', rule: `always mention ${door('rule')}` })
      await ask('POST', `/fans/${id}/promises`, { text: `a picture of ${door('promise')}` })
      await ask('PATCH', `/fans/${id}`, { privateNote: door('note'), instruction: `be kind, ${door('instruction')}` })
      const now = (await ask('GET', `/drafts/${card.draftId}`)).data.card
      const yes = { verdict: 'approve', version: now.version, text: `${door('reply')} it is` }
      const first = (await ask('POST', `/drafts/${card.draftId}/decision`, yes)).data.outcome
      const acknowledged = first.warnings?.map(({ rule }: { rule: string }) => rule)
      if (acknowledged) await ask('POST', `/drafts/${card.draftId}/decision`, { ...yes, acknowledged })
      await waitFor(async () => telegram.messages.some(({ text, fromBot }) => fromBot && text.includes(door('reply'))))
      const found = await ask('GET', `/fans/${id}/memories/search?q=${door('message')}`)
      expect(JSON.stringify(found)).toContain(door('message'))

      // Every word is there, and can be read by who may.
      const everything = JSON.stringify(await ask('GET', `/fans/${id}/export.json`))
      expect(CANARIES.filter((word) => !everything.includes(word))).toEqual([])
      const keys = await waitFor(async () => {
        const all = await upstash.redis.keys(`souvenir-test-${process.pid}/*`)
        return all.length > 0 ? all : undefined
      })
      const admin = new pg.Client({ connectionString: postgres.url })
      await admin.connect()
      await admin.query('checkpoint')
      await admin.end()

      const files = await filesIn(join(postgres.folder, 'data'))
      expect(files.filter((file) => file.includes('pg_wal')).length).toBeGreaterThan(0)
      expect(await whereFound(files, ['photos'])).not.toEqual([])
      expect(await whereFound(files, CANARIES)).toEqual([])
      expect(await whereFound(await filesIn(folder.path), CANARIES)).toEqual([])
      for (const key of keys) {
        const plain = key.replace(`souvenir-test-${process.pid}/`, '')
        const value = Buffer.from((await upstash.redis.get(plain)) ?? '', 'base64')
        expect(wordsIn(Buffer.concat([Buffer.from(key), value, inflated(value)]))).toEqual([])
      }
      const backup = join(folder.path, 'backup.sql')
      const dump = promisify(execFile)
      await dump(join(postgresPrograms as string, 'pg_dump'), ['--inserts', '--file', backup, postgres.url])
      expect(await whereFound([backup], ['photos'])).toEqual([backup])
      expect(await whereFound([backup], CANARIES)).toEqual([])
      expect(await souvenir.end('SIGTERM'), souvenir.log().slice(-2_000)).toBe(0)
      expect(souvenir.log()).toContain('waiting for approval')
      expect(wordsIn(Buffer.from(souvenir.log() + souvenir.said()))).toEqual([])
    },
    4 * MINUTE,
  )
})

interface Card {
  draftId: string
  text: string
  fan: { id: string; name: string }
}

const wordsIn = (bytes: Buffer) =>
  CANARIES.filter((word) => spellingsOf(word).some((spelling) => bytes.includes(spelling)))

/** What somebody would see who takes it for deflated; nothing when it is not. */
function inflated(bytes: Buffer): Buffer {
  for (const open of [inflateSync, inflateRawSync]) {
    try {
      return open(bytes)
    } catch {
      // Sealed bytes are no deflated ones: that is the point.
    }
  }
  return Buffer.alloc(0)
}

async function waitFor<T>(look: () => Promise<T | undefined | false>): Promise<T> {
  for (;;) {
    const seen = await look()
    if (seen) return seen
    await sleep(200)
  }
}
