import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { onTestFinished } from 'vitest'
import { startFakeDiscord } from './fake-discord.ts'
import { discordPerson } from './fake-discord-people.ts'
import { pictureOf } from './fake-discord-rules.ts'
import { startFakeTelegram } from './fake-telegram.ts'
import { person } from './fake-telegram-people.ts'
import { startOwnPostgres } from './own-postgres.ts'
import { dataFolder, startProcess } from './process.ts'

const GROUP = -1_001_234_567_890
const PATIENCE_MS = 120_000

/** A Postgres, a Telegram and a Discord, each with a bot and a place for cards, and as many real processes as the story starts. */
export async function openHouse(programs: string, settings: Record<string, string> = {}) {
  const postgres = await startOwnPostgres(programs)
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
  const [kim, sam] = [person(telegram, 'Kim'), discordPerson(discord, 'Sam')]
  const channel = discord.addChannel({ type: 0, guildId: discord.snowflake(), name: 'review' })
  const folder = await dataFolder()
  onTestFinished(() => folder.remove())
  return {
    ...{ telegram, discord, bot, app, kim, sam },
    /** @param name by which the database knows its connections */
    async start(name: string) {
      const souvenir = await startProcess({
        DATA_DIR: folder.path,
        DATABASE_URL: `${postgres.url}?application_name=${name}`,
        TELEGRAM_BOT_TOKEN: bot.token,
        TELEGRAM_REVIEW_CHAT_ID: String(GROUP),
        TELEGRAM_REVIEWER_IDS: String(kim.id),
        TELEGRAM_API_ROOT: telegram.apiRoot,
        DISCORD_BOT_TOKEN: app.token,
        DISCORD_REVIEW_CHANNEL_ID: channel.id,
        DISCORD_REVIEWER_IDS: sam.id,
        DISCORD_API_ROOT: discord.apiRoot,
        ...settings,
      })
      onTestFinished(async () => {
        souvenir.child.kill('SIGCONT')
        if (souvenir.child.exitCode === null && souvenir.child.signalCode === null) await souvenir.end('SIGKILL')
      })
      return souvenir
    },
    /** The cards with these words, as they look now. */
    cardsAbout: (words: string) => ({
      telegram: telegram.messages.filter(
        ({ chatId, fromBot, text }) => chatId === GROUP && fromBot && text.includes(words),
      ),
      discord: discord.messages.filter(
        (message) => message.channelId === channel.id && pictureOf(message).includes(words),
      ),
    }),
    rows: async (words: string) => (await database.query(words)).rows,
    async until<T>(what: string, look: () => Promise<T> | T): Promise<NonNullable<Exclude<T, false>>> {
      const end = Date.now() + PATIENCE_MS
      for (;;) {
        const found = await look()
        if (found) return found as NonNullable<Exclude<T, false>>
        if (Date.now() > end) {
          const last = [...telegram.calls.slice(-5).map(({ method, outcome }) => `${method} ${outcome}`)]
          last.push(...discord.calls.slice(-5).map(({ route, outcome }) => `${route} ${outcome}`))
          throw new Error(`Waited in vain for ${what}. Last calls: ${last.join(', ')}`)
        }
        await sleep(50)
      }
    },
  }
}
