import { setTimeout as sleep } from 'node:timers/promises'
import { type FakeApp, type FakeChannel, type FakeDiscord, startFakeDiscord } from '../../tests/support/fake-discord.ts'
import { discordPerson } from '../../tests/support/fake-discord-people.ts'
import { pictureOf } from '../../tests/support/fake-discord-rules.ts'
import { type FakeBot, type FakeTelegram, startFakeTelegram } from '../../tests/support/fake-telegram.ts'
import { type Person, person } from '../../tests/support/fake-telegram-people.ts'
import { dataFolder, startProcess } from '../../tests/support/process.ts'
import { percentile } from './measure.ts'
import { signIn } from './real-server.ts'

/** No faster than Telegram's one message a second in a chat allows: an approved reply turns its card twice. */
const ONE_EVERY_MS = 2_500
const PATIENCE_MS = 120_000
const WAITING = /^🟠/

export interface DeskFigure {
  what: string
  times: number
  p50Ms: number
  p95Ms: number
  maxMs: number
}

/**
 * Two real processes on one Postgres, a Telegram and a Discord on loopback. Decisions are made in the console of the process that
 * hears neither: half of them yes, half of them no. Measured is from the answer to a decision until each place shows its outcome.
 */
export async function cardsTurn(databaseUrl: string, times: number): Promise<DeskFigure[]> {
  const [telegram, discord, folder] = [await startFakeTelegram(), await startFakeDiscord(), await dataFolder()]
  const [bot, app] = [telegram.addBot(), discord.addApp()]
  const [kim, sam] = [person(telegram, 'Kim'), discordPerson(discord, 'Sam')]
  const channel = discord.addChannel({ type: 0, guildId: discord.snowflake(), name: 'review' })
  const env = {
    DATA_DIR: folder.path,
    DATABASE_URL: databaseUrl,
    TELEGRAM_BOT_TOKEN: bot.token,
    TELEGRAM_REVIEWER_IDS: String(kim.id),
    TELEGRAM_API_ROOT: telegram.apiRoot,
    DISCORD_BOT_TOKEN: app.token,
    DISCORD_REVIEW_CHANNEL_ID: channel.id,
    DISCORD_REVIEWER_IDS: sam.id,
    DISCORD_API_ROOT: discord.apiRoot,
  }
  const hearing = await startProcess(env)
  await until('the bots to listen', () => bot.poller && discord.gateway.isConnected(app))
  // The next one that starts makes a link of its own.
  const cookie = await signIn(hearing.url, /#\w+=(\S+)/.exec(hearing.said())?.[1] ?? '')
  const deciding = await startProcess(env)
  const gone = new AbortController()
  try {
    const ask = consoleAt(deciding.url, cookie)
    const heard = await listen(`${hearing.url}/api/events`, { cookie, signal: gone.signal })
    for (let index = 0; index < times; index += 1) {
      void person(telegram, `Fan ${index}`)
        .writes(bot, `hello, this is about ${subjectOf(index)}`)
        .catch(() => undefined)
    }
    const cardsAbout = (words: string) => ({
      inTelegram: telegram.messages.find(
        ({ chatId, fromBot, text }) => chatId === kim.id && fromBot && text.includes(words),
      ),
      inDiscord: discord.messages.find((one) => one.channelId === channel.id && pictureOf(one).includes(words)),
    })
    // New cards have had their share of what Telegram allows: what is measured is an outcome, not a flood.
    await until('every card', () =>
      Array.from({ length: times }, (_, index) => cardsAbout(subjectOf(index))).every(
        ({ inTelegram, inDiscord }) => inTelegram && inDiscord,
      ),
    )
    const edit = await plainEdits({ telegram, bot, kim, discord, app, channel })
    const walls: Record<string, number[]> = {
      peerTelegram: [],
      peerDiscord: [],
      telegram: [],
      discord: [],
      console: [],
    }
    for (let index = 0; index < times; index += 1) {
      const next = sleep(ONE_EVERY_MS)
      const about = subjectOf(index)
      const draft = await until(`a draft about ${about}`, () => waitingDraft(ask, about))
      const { inTelegram, inDiscord } = cardsAbout(about)
      if (!inTelegram || !inDiscord) throw new Error(`A card about ${about} is gone.`)
      walls.peerTelegram?.push(await timed(() => edit.telegram(index)))
      walls.peerDiscord?.push(await timed(() => edit.discord(index)))
      const turned = { telegram: 0, discord: 0, console: 0 }
      const all = Promise.all([
        telegram
          .until(() => !WAITING.test(inTelegram.text), 'the card in Telegram', PATIENCE_MS)
          .then(() => (turned.telegram = performance.now())),
        discord
          .until(() => !WAITING.test(pictureOf(inDiscord)), 'the card in Discord', PATIENCE_MS)
          .then(() => (turned.discord = performance.now())),
        heard.next(draft.draftId).then(() => (turned.console = performance.now())),
      ])
      await decide(ask, draft, index % 2 === 0 ? 'approve' : 'reject')
      const answeredAt = performance.now()
      await all
      for (const [place, at] of Object.entries(turned)) walls[place]?.push(Math.max(0, at - answeredAt))
      await next
    }
    return [
      figure('one plain edit to the same Telegram, the peer', walls.peerTelegram),
      figure('one plain edit to the same Discord, the peer', walls.peerDiscord),
      figure('a decision, until its card in Telegram has turned', walls.telegram),
      figure('a decision, until its card in Discord has turned', walls.discord),
      figure("a decision, until the other process's console is told", walls.console),
    ]
  } finally {
    gone.abort()
    await Promise.all([hearing.end('SIGTERM'), deciding.end('SIGTERM')])
    await Promise.all([telegram.close(), discord.close(), folder.remove()])
  }
}

const subjectOf = (index: number) => `trombone number ${index + 100}`

type Ask = ReturnType<typeof consoleAt>

function consoleAt(url: string, cookie: string) {
  return async (path: string, body?: unknown) => {
    const answer = await fetch(`${url}/api${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { cookie, origin: url, 'content-type': 'application/json' },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    const { data, error } = await answer.json()
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${JSON.stringify(error)}`)
    return data
  }
}

interface Waiting {
  draftId: string
  version: number
  messages: { body: string }[]
}

async function waitingDraft(ask: Ask, words: string): Promise<Waiting | undefined> {
  const { waiting }: { waiting: { card: Waiting }[] } = await ask('/queue')
  return waiting.find(({ card }) => card.messages.some(({ body }) => body.includes(words)))?.card
}

async function decide(ask: Ask, { draftId, version }: Waiting, verdict: 'approve' | 'reject'): Promise<void> {
  const path = `/drafts/${draftId}/decision`
  const first = (await ask(path, { verdict, version })).outcome
  const rules = first.warnings?.map(({ rule }: { rule: string }) => rule)
  const last = rules ? (await ask(path, { verdict, version, acknowledged: rules })).outcome : first
  if (last.kind !== (verdict === 'approve' ? 'approved' : 'rejected')) throw new Error(`It ended as ${last.kind}.`)
}

/** An open console of that process, as long as the signal lets it. */
async function listen(url: string, { cookie, signal }: { cookie: string; signal: AbortSignal }) {
  const stream = await fetch(url, { headers: { cookie }, signal })
  let awaited = { words: '', tell: () => {} }
  const hears = async () => {
    let said = ''
    for await (const chunk of stream.body?.pipeThrough(new TextDecoderStream()) ?? []) {
      said = `${said}${chunk}`.slice(-2_000)
      if (awaited.words === '' || !said.includes(awaited.words)) continue
      awaited.tell()
      awaited = { words: '', tell: () => {} }
      said = ''
    }
  }
  void hears().catch(() => undefined)
  return {
    /** Resolves when it is told of this from now on. */
    next: (words: string) =>
      new Promise<void>((resolve) => {
        awaited = { words, tell: resolve }
      }),
  }
}

interface Places {
  telegram: FakeTelegram
  bot: FakeBot
  kim: Person
  discord: FakeDiscord
  app: FakeApp
  channel: FakeChannel
}

/** What an edit costs without us: the same call to the same server, by `fetch`. */
async function plainEdits({ telegram, bot, kim, discord, app, channel }: Places) {
  const call = async (url: string, method: string, body: object, headers: Record<string, string> = {}) => {
    const answer = await fetch(url, {
      method,
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    })
    const said = await answer.json()
    if (!answer.ok) throw new Error(`The peer: ${answer.status} ${JSON.stringify(said)}`)
    return said
  }
  const toBot = `${telegram.apiRoot}/bot${bot.token}`
  const { result } = await call(`${toBot}/sendMessage`, 'POST', { chat_id: kim.id, text: 'the peer' })
  const toChannel = `${discord.apiRoot}/v10/channels/${channel.id}/messages`
  const asApp = { authorization: `Bot ${app.token}`, 'user-agent': 'DiscordBot (https://example.com, 1)' }
  const { id } = await call(toChannel, 'POST', { content: 'the peer' }, asApp)
  return {
    telegram: (index: number) =>
      call(`${toBot}/editMessageText`, 'POST', {
        chat_id: kim.id,
        message_id: result.message_id,
        text: `peer ${index}`,
      }),
    discord: (index: number) => call(`${toChannel}/${id}`, 'PATCH', { content: `peer ${index}` }, asApp),
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

function figure(what: string, walls: number[] = []): DeskFigure {
  const [p50Ms, p95Ms, maxMs] = [percentile(walls, 0.5), percentile(walls, 0.95), Math.max(...walls)]
  return { what, times: walls.length, p50Ms, p95Ms, maxMs }
}

async function until<T>(what: string, look: () => Promise<T> | T): Promise<NonNullable<Exclude<T, false>>> {
  const end = Date.now() + PATIENCE_MS
  for (;;) {
    const found = await look()
    if (found) return found as NonNullable<Exclude<T, false>>
    if (Date.now() > end) throw new Error(`Waited in vain for ${what}.`)
    await sleep(100)
  }
}
