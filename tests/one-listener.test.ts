import { describe, expect, test } from 'vitest'
import { consoleOf, signInAt } from './support/console-of.ts'
import { discordPerson } from './support/fake-discord-people.ts'
import { person } from './support/fake-telegram-people.ts'
import { openHouse } from './support/house.ts'
import { postgresPrograms } from './support/own-postgres.ts'
import type { Process } from './support/process.ts'

if (!postgresPrograms) console.log('Left out: "one bot and several processes". Install a Postgres server to run it.')

/** One Telegram bot and one Discord bot, with a fan each. */
async function stage() {
  const house = await openHouse(postgresPrograms as string)
  const { telegram, discord, rows, until } = house
  return {
    ...house,
    mia: person(telegram, 'Mia'),
    max: discordPerson(discord, 'Max'),
    /** Refused because another asked at the same time. */
    conflicts: () => telegram.calls.filter(({ outcome }) => outcome.startsWith('409')),
    /** Stops it as a machine does that has no time for it: not in the middle of a transaction, or all would wait with it. */
    async holdUp({ child }: Process, name: string) {
      await until('a moment between two transactions', async () => {
        child.kill('SIGSTOP')
        const open = `application_name = '${name}' and xact_start is not null`
        const isBetween = (await rows(`select pid from pg_stat_activity where ${open}`)).length === 0
        if (!isBetween) child.kill('SIGCONT')
        return isBetween
      })
    },
  }
}

/** How often this process said that a bot is its own to hear, and that it lost one. */
const taken = (souvenir: Process) => souvenir.log().match(/watch taken/g)?.length ?? 0
const lost = (souvenir: Process) => souvenir.log().match(/watch lost/g)?.length ?? 0

describe.skipIf(!postgresPrograms)('one bot and several processes', () => {
  test('one listens for each bot; killed, stopped or held up, another goes on, and each message is there once', async () => {
    const { telegram, discord, bot, app, mia, max, ...of } = await stage()
    const one = await of.start('one')
    await of.until('the first to listen', () => bot.poller && discord.gateway.isConnected(app))
    const ask = consoleOf(one.url, await signInAt(one.url, one.said()))
    for (const { id } of (await ask('/settings')).data.creators) {
      await ask(`/creators/${id}`, { burstSeconds: 0 }, 'PATCH')
    }
    const two = await of.start('two')
    const count = async () => Number((await of.rows('select count(*) from messages'))[0].count)
    const before = await count()
    const stored = (messages: number) => async () => (await count()) - before === messages
    /** Whether it is heard shows in the rows. */
    const writes = (words: string) => void mia.writes(bot, words).catch(() => undefined)

    writes('the first word')
    max.writes(app, 'a first word too')
    await of.until('both cards in both places', () => {
      const both = [of.cardsAbout('the first word'), of.cardsAbout('a first word too')]
      return both.every((cards) => cards.telegram.length === 1 && cards.discord.length === 1)
    })
    await of.until('one to listen', () => discord.gateway.connected(app) === 1)
    // A process that got no time for ten seconds may lose its bots; else nobody is ever refused.
    const refusals = () => (lost(one) + lost(two) === 0 ? of.conflicts() : [])
    expect(refusals()).toEqual([])

    // Killed: nobody says goodbye, and its time runs out.
    await one.end('SIGKILL')
    max.writes(app, 'is anybody there?')
    writes('still there?')
    await of.until('the other to listen', () => taken(two) >= 2 && discord.gateway.connected(app) === 1)
    await of.until('what was said meanwhile', stored(4))
    expect(refusals()).toEqual([])

    // Held up: it cannot say that it lost its bots, and what it believes when it goes on is not heard.
    const three = await of.start('three')
    await of.holdUp(two, 'two')
    await of.until('the third to listen', () => taken(three) >= 2 && discord.gateway.connected(app) === 2)
    writes('and now?')
    await of.until('what was said to the third', stored(5))
    two.child.kill('SIGCONT')
    await of.until('the second to see it', () => lost(two) >= 2 && discord.gateway.connected(app) === 1)
    writes('once more')
    max.writes(app, 'once more from me')
    await of.until('all that was said', stored(7))
    await of.until('both bots to be called well', async () => {
      const states = await of.rows('select status, problem from connections')
      return states.every(({ status, problem }) => status === 'working' && problem === null)
    })

    // Stopped: it gives its bots back before it ends, so that nobody waits for its time to run out.
    await two.end('SIGKILL')
    const code = await three.end('SIGTERM')
    const held = await of.rows('select holder from watches where until > clock_timestamp()')
    // On a machine that gives it no time it ends by force, and says so.
    if (code === 0) expect(held).toEqual([])
    else expect(three.log()).toContain('stopping took too long')
  }, 600_000)
})
