import { cp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, test } from 'vitest'
import { connectEmbedded } from '../db/connect.embedded.ts'
import { startFakeTelegram } from './support/fake-telegram.ts'
import { person } from './support/fake-telegram-people.ts'
import { tokenIn } from './support/front-door.ts'
import { dump } from './support/plant.ts'
import { dataFolder, type Process, runCommand, startProcess } from './support/process.ts'

const MINUTE = 60_000
const REVIEW_GROUP = -100_777
const STEPS = ['stop', 'ledger', 'rows', 'memory', 'cards', 'receipt']

describe('an erasure and the end of a process', () => {
  test(
    'kill -9 after each of its steps, and in the middle of Telegram: the next process finishes it, once',
    async () => {
      const house = await openHouse()
      const { telegram } = house
      const erased: string[] = []
      for (const point of ['deleteMessage', ...STEPS]) {
        const fanId = await house.newFan(`Tom ${point}`)
        const isDead = new Promise<void>((resolve) => house.souvenir.child.once('close', () => resolve()))
        const kill = () => house.souvenir.child.kill('SIGKILL')
        if (point === 'deleteMessage') telegram.fail('deleteMessage', { kind: 'hang' })
        const id = await house.asksErasure(fanId)
        erased.push(id)
        if (point === 'deleteMessage') {
          await telegram.until(
            () => telegram.calls.some(({ outcome }) => outcome === 'hang'),
            'the card to be taken away',
          )
          kill()
        } else await house.untilLogged(`"stage":"erasure ${point}"`, kill)
        await isDead
        await house.restart()
        await house.untilDone(id)
        expect(telegram.messages.filter(({ fromBot }) => fromBot).map(({ text }) => text)).toEqual([])
      }
      await house.souvenir.end('SIGTERM')
      const lines = (await readFile(join(house.folder, 'erasures.ledger'), 'utf8')).trim().split('\n')
      const kinds = (id: string) =>
        lines.filter((line) => line.includes(id)).map((line) => /"kind":"(\w+)"/.exec(line)?.[1])
      for (const id of erased) expect(kinds(id)).toEqual(['begun', 'done'])
      expect(lines).toHaveLength(2 * erased.length)
      await house.lookInside(async (db) => {
        expect(await dump(db, 'conversations')).not.toEqual([])
        for (const table of ['fans', 'fan_keys', 'messages', 'cards']) {
          for (const row of await dump(db, table)) expect(row).not.toContain('deleteMessage')
        }
        expect((await dump(db, 'fans')).filter((row) => row.includes('"is_demo": false'))).toEqual([])
        expect(await dump(db, 'erasures')).toHaveLength(erased.length)
        for (const row of await dump(db, 'erasures')) expect(row).toContain('"state": "done"')
      })
    },
    6 * MINUTE,
  )

  test(
    'a backup from before the erasure: the fan is gone again before anybody is served',
    async () => {
      const house = await openHouse()
      const fanId = await house.newFan('Mia')
      const stranger = await house.newFan('Leo')
      await house.souvenir.end('SIGTERM')
      const [database, backup] = [join(house.folder, 'database'), join(house.folder, 'backup')]
      await cp(database, backup, { recursive: true })
      await house.restart()
      await house.untilDone(await house.asksErasure(fanId))
      await house.souvenir.end('SIGTERM')

      const restore = async () => {
        await rm(database, { recursive: true })
        await cp(backup, database, { recursive: true })
        await house.restart()
      }
      await restore()
      expect(house.souvenir.said()).toContain('1 forgotten again')
      expect((await house.ask(`/fans/${fanId}`)).status).toBe(404)
      expect((await house.ask(`/fans/${stranger}`)).status).toBe(200)
      await house.souvenir.end('SIGTERM')
      await house.lookInside(async (db) => {
        for (const table of ['fans', 'fan_keys', 'messages', 'conversations', 'drafts', 'draft_versions', 'cards']) {
          for (const row of await dump(db, table)) expect(row).not.toContain(fanId)
        }
      })

      // The same story sees a house that lost its ledger, and finds a copy of it.
      const copy = join(house.folder, 'copy.ledger')
      await rename(join(house.folder, 'erasures.ledger'), copy)
      await restore()
      expect((await house.ask(`/fans/${fanId}`)).status).toBe(200)
      const replay = (ledger: string) => runCommand('erasures:replay', [ledger], { DATA_DIR: house.folder })
      const tooEarly = await replay(copy)
      expect(tooEarly).toMatchObject({ code: 1, problems: expect.stringContaining('Nothing was replayed.') })
      await house.souvenir.end('SIGTERM')
      const tampered = join(house.folder, 'tampered.ledger')
      await writeFile(tampered, (await readFile(copy, 'utf8')).replaceAll('"reason":"person"', '"reason":"silence"'))
      expect(await replay(tampered)).toMatchObject({ code: 1, said: expect.stringContaining('0 forgotten again, 2') })
      const replayed = await replay(copy)
      expect(replayed.said, replayed.problems).toContain('1 forgotten again, 0 lines unreadable.')
      expect(replayed.code).toBe(0)
      expect((await replay(copy)).said).toContain('0 forgotten again')
      await house.restart()
      expect((await house.ask(`/fans/${fanId}`)).status).toBe(404)
      expect((await house.ask(`/fans/${stranger}`)).status).toBe(200)
      await house.souvenir.end('SIGTERM')
    },
    6 * MINUTE,
  )
})

/** The real process with a bot in a review group, and a signed-in owner. */
async function openHouse() {
  const folder = await dataFolder()
  onTestFinished(() => folder.remove())
  const telegram = await startFakeTelegram()
  onTestFinished(() => telegram.close())
  const bot = telegram.addBot()
  const env = {
    DATA_DIR: folder.path,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_API_ROOT: telegram.apiRoot,
    TELEGRAM_REVIEW_CHAT_ID: String(REVIEW_GROUP),
  }
  let souvenir: Process = await startProcess(env)
  onTestFinished(async () => {
    if (souvenir.child.exitCode === null && souvenir.child.signalCode === null) await souvenir.end('SIGKILL')
  })
  const signedIn = await fetch(`${souvenir.url}/api/auth/link`, {
    method: 'POST',
    headers: { origin: souvenir.url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenIn(souvenir.said()) }),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const ask = async (path: string, method = 'GET', body?: unknown) => {
    const answer = await fetch(`${souvenir.url}/api${path}`, {
      method,
      headers: { cookie, origin: souvenir.url, ...(body ? { 'content-type': 'application/json' } : {}) },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    return { status: answer.status, ...((await answer.json()) as { data: Answered }) }
  }
  const { data } = await ask('/settings')
  for (const { id } of data.creators) await ask(`/creators/${id}`, 'PATCH', { burstSeconds: 0 })

  return {
    folder: folder.path,
    telegram,
    get souvenir() {
      return souvenir
    },
    ask,
    async restart() {
      souvenir = await startProcess(env)
    },
    /** Somebody writes to the bot, and their card stands. */
    async newFan(name: string): Promise<string> {
      const cards = () => telegram.messages.filter(({ fromBot }) => fromBot).length
      const before = cards()
      await person(telegram, name).writes(bot, 'hi Nova, my dog Bruno is ill')
      await telegram.until(() => cards() > before, 'the card')
      const { fans } = (await ask(`/fans?search=${encodeURIComponent(name)}`)).data
      const [fan] = fans
      if (!fan) throw new Error(`${name} is not here.`)
      return fan.id
    },
    async asksErasure(fanId: string) {
      return (await ask(`/fans/${fanId}/erasure`, 'POST')).data.erasureId
    },
    async untilDone(id: string) {
      while ((await ask(`/erasures/${id}`)).data.state !== 'done') await sleep(50)
    },
    async untilLogged(words: string, then: () => void) {
      while (!souvenir.log().includes(words)) await sleep(1)
      then()
    },
    async lookInside(look: (db: Awaited<ReturnType<typeof connectEmbedded>>['db']) => Promise<void>) {
      const { db, close } = await connectEmbedded(join(folder.path, 'database'))
      await look(db)
      await close()
    },
  }
}

interface Answered {
  creators: { id: string }[]
  fans: { id: string }[]
  erasureId: string
  state: string
}
