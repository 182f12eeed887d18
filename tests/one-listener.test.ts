import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, onTestFinished, test } from 'vitest'
import { consoleOf, signInAt } from './support/console-of.ts'
import { startFakeDiscord } from './support/fake-discord.ts'
import { discordPerson } from './support/fake-discord-people.ts'
import { pictureOf } from './support/fake-discord-rules.ts'
import { startFakeTelegram } from './support/fake-telegram.ts'
import { person } from './support/fake-telegram-people.ts'
import { postgresPrograms, startOwnPostgres } from './support/own-postgres.ts'
import { dataFolder, type Process, startProcess } from './support/process.ts'

if (!postgresPrograms) console.log('Left out: "one bot and several processes". Install a Postgres server to run it.')

const GROUP = -1_001_234_567_890
const PATIENCE_MS = 120_000

/** One Telegram bot and one Discord bot, and as many processes on one Postgres as the story starts. */
async function stage() {
  const postgres = await startOwnPostgres(postgresPrograms as string)
  onTestFinished(() => postgres.remove())
  await postgres.start()
  const database = new pg.Client({ connectionString: postgres.url })
  await database.connect()
  onTestFinished(() => database.end())
  const telegram = await startFakeTelegram()
  onTestFinished(() => telegram.close())
  const discord = await startFakeDiscord()
  onTestFinished(() => discord.close())
  const [bot, app] = [telegram.addBot(), discord.addApp()]
  const mia = person(telegram, 'Mia')
  const kim = person(telegram, 'Kim')
  const [sam, max] = [discordPerson(discord, 'Sam'), discordPerson(discord, 'Max')]
  const channel = discord.addChannel({ type: 0, guildId: discord.snowflake(), name: 'review' })
  const folder = await dataFolder()
  onTestFinished(() => folder.remove())
  const start = async () => {
    const souvenir = await startProcess({
      DATA_DIR: folder.path,
      DATABASE_URL: postgres.url,
      TELEGRAM_BOT_TOKEN: bot.token,
      TELEGRAM_REVIEW_CHAT_ID: String(GROUP),
      TELEGRAM_REVIEWER_IDS: String(kim.id),
      TELEGRAM_API_ROOT: telegram.apiRoot,
      DISCORD_BOT_TOKEN: app.token,
      DISCORD_REVIEW_CHANNEL_ID: channel.id,
      DISCORD_REVIEWER_IDS: sam.id,
      DISCORD_API_ROOT: discord.apiRoot,
    })
    onTestFinished(async () => {
      souvenir.child.kill('SIGCONT')
      if (souvenir.child.exitCode === null && souvenir.child.signalCode === null) await souvenir.end('SIGKILL')
    })
    return souvenir
  }
  const ask = async (words: string) => (await database.query(words)).rows
  return {
    ...{ telegram, discord, bot, app, mia, max, start, ask },
    /** How often these words stand on cards in Telegram and in Discord. */
    shown: (words: string) => ({
      telegram: telegram.messages.filter(({ chatId, text }) => chatId === GROUP && text.includes(words)).length,
      discord: discord.messages.filter(
        (message) => message.channelId === channel.id && pictureOf(message).includes(words),
      ).length,
    }),
    /** Refused because another asked at the same time. */
    conflicts: () => telegram.calls.filter(({ outcome }) => outcome.startsWith('409')),
    /** Stops it as a machine does that has no time for it: not in the middle of a transaction, or all would wait with it. */
    async holdUp({ child }: Process) {
      for (;;) {
        child.kill('SIGSTOP')
        await sleep(500)
        const open = "xact_start < clock_timestamp() - interval '400 milliseconds' and pid <> pg_backend_pid()"
        if ((await ask(`select pid from pg_stat_activity where ${open}`)).length === 0) return
        child.kill('SIGCONT')
      }
    },
    async until(what: string, isSo: () => Promise<unknown> | unknown) {
      const end = Date.now() + PATIENCE_MS
      while (!(await isSo())) {
        if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`)
        await sleep(50)
      }
    },
  }
}

/** How often this process said that a bot is its own to hear, and that it lost one. */
const taken = (souvenir: Process) => souvenir.log().match(/watch taken/g)?.length ?? 0
const lost = (souvenir: Process) => souvenir.log().match(/watch lost/g)?.length ?? 0

describe.skipIf(!postgresPrograms)('one bot and several processes', () => {
  test('one listens for each bot; killed, stopped or held up, another goes on, and each message is there once', async () => {
    const { telegram, discord, bot, app, mia, max, ...of } = await stage()
    const one = await of.start()
    await of.until('the first to listen', () => bot.poller && discord.gateway.isConnected(app))
    const ask = consoleOf(one.url, await signInAt(one.url, one.said()))
    for (const { id } of (await ask('/settings')).data.creators) {
      await ask(`/creators/${id}`, { burstSeconds: 0 }, 'PATCH')
    }
    const two = await of.start()
    const rows = async () => Number((await of.ask('select count(*) from messages'))[0].count)
    const before = await rows()
    const stored = (count: number) => async () => (await rows()) - before === count
    /** Whether it is heard shows in the rows. */
    const writes = (words: string) => void mia.writes(bot, words).catch(() => undefined)

    writes('the first word')
    max.writes(app, 'a first word too')
    await of.until('both cards in both places', () => {
      const both = [of.shown('the first word'), of.shown('a first word too')]
      return both.every((shown) => shown.telegram === 1 && shown.discord === 1)
    })
    expect(discord.gateway.connected(app)).toBe(1)
    expect(of.conflicts()).toEqual([])

    // Killed: nobody says goodbye, and its time runs out.
    await one.end('SIGKILL')
    max.writes(app, 'is anybody there?')
    writes('still there?')
    await of.until('the other to listen', () => taken(two) >= 2 && discord.gateway.connected(app) === 1)
    await of.until('what was said meanwhile', stored(4))
    expect(of.conflicts()).toEqual([])

    // Held up: it cannot say that it lost its bots, and what it believes when it goes on is not heard.
    const three = await of.start()
    await of.holdUp(two)
    await of.until('the third to listen', () => taken(three) >= 2 && discord.gateway.connected(app) === 2)
    writes('and now?')
    await of.until('what was said to the third', stored(5))
    two.child.kill('SIGCONT')
    await of.until('the second to see it', () => lost(two) >= 2 && discord.gateway.connected(app) === 1)
    writes('once more')
    max.writes(app, 'once more from me')
    await of.until('all that was said', stored(7))
    await of.until('both bots to be called well', async () => {
      const states = await of.ask('select status, problem from connections')
      return states.every(({ status, problem }) => status === 'working' && problem === null)
    })

    // Stopped: it gives its bots back before it ends, so that nobody waits for its time to run out.
    await two.end('SIGKILL')
    expect(await three.end('SIGTERM')).toBe(0)
    expect(await of.ask('select holder from watches where until > clock_timestamp()')).toEqual([])
  }, 600_000)
})
