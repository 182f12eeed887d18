import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectEmbedded } from '../../db/connect.embedded.ts'
import { type ChatMessage, startFakeTelegram } from './fake-telegram.ts'
import { person } from './fake-telegram-people.ts'
import { tokenIn } from './front-door.ts'
import { dataFolder, launch } from './process.ts'
import { seeded } from './seeded.ts'
import { storedInbound } from './stored-inbound.ts'

export interface CrashPlan {
  /** The same seed kills at the same points of the story. */
  seed: number
  kills: number
  fans: number
  /** How often each fan writes and is answered. */
  rounds: number
  /** What else happens to the data while the process is dead: how a fault is planted that the oracle must see. */
  whileDead?: (dataDir: string) => Promise<void>
}

export interface CrashReport {
  kills: number
  killsAtDelivery: number
  /** Messages that Telegram was told are received, and are not stored; and those stored twice. */
  lost: string[]
  storedTwice: string[]
  /** Yeses that a person was shown as taken, and that never reached the fan. */
  undelivered: string[]
  deliveredTwice: string[]
  outOfOrder: string[]
  /** Replies that reached a fan without a yes. */
  unapproved: string[]
  /** How often a person was asked whether a reply had arrived. */
  asked: number
  written: number
  approved: number
}

interface Waiting {
  card: { draftId: string; version: number; state: string; fan: { name: string }; text: string }
}
interface Queue {
  waiting: Waiting[]
  stuck: Waiting['card'][]
}

/** For the story, and more for each kill. */
const PATIENCE_MS = 120_000
const PATIENCE_PER_KILL_MS = 20_000

/**
 * Runs the real process against a Bot API on a real socket and kills it with -9 again and again: at any moment, and at the
 * worst one, when a reply has reached the fan and the process has not heard so. A person approves over HTTP all the while.
 * At the end the fans' chats and the database are compared with what was promised to each side.
 */
export async function crashAgainAndAgain(plan: CrashPlan): Promise<CrashReport> {
  const random = seeded(plan.seed)
  const folder = await dataFolder()
  const telegram = await startFakeTelegram()
  const bot = telegram.addBot()
  const fans = Array.from({ length: plan.fans }, (_, index) => person(telegram, `Fan${index + 1}`))
  const env = { DATA_DIR: folder.path, TELEGRAM_BOT_TOKEN: bot.token, TELEGRAM_API_ROOT: telegram.apiRoot }
  const report = { kills: 0, killsAtDelivery: 0, asked: 0 }
  const written: string[] = []
  /** Words a person said yes to and was shown as taken, in the order of the yeses, by fan. */
  const taken = new Map<string, string[]>(fans.map(({ name }) => [name, []]))

  let souvenir = follow(launch(env))
  if (!(await souvenir.url)) throw new Error(`It did not start.\n${souvenir.log()}`)
  const cookie = await signIn(souvenir)
  await configure(souvenir, cookie)
  const fanMessages = (of: { id: number }) =>
    telegram.messages.filter(({ chatId, fromBot }) => chatId === of.id && fromBot)

  let isOver = false
  let atDelivery: (() => void) | undefined
  onPush(telegram.messages, (message) => {
    if (message.fromBot) atDelivery?.()
  })

  const killer = (async () => {
    while (report.kills < plan.kills && !isOver) {
      const dead = once(souvenir.child, 'close')
      // Armed before the process is up: what was due sends itself as soon as it can. Killed inside the provider, which has
      // done what was asked and not answered yet.
      const isWorst = random() < 0.5
      let isAtDelivery = false
      atDelivery = () => {
        isAtDelivery = isWorst
        if (isWorst) souvenir.child.kill('SIGKILL')
      }
      await Promise.race([dead, sleep(isWorst ? 15_000 : 200 + random() * 3_000, undefined, { ref: false })])
      atDelivery = undefined
      if (isOver) return
      souvenir.child.kill('SIGKILL')
      await dead
      report.kills += 1
      if (isAtDelivery) report.killsAtDelivery += 1
      await plan.whileDead?.(folder.path)
      souvenir = follow(launch(env))
    }
  })()

  const reviewer = (async () => {
    const answered = new Set<string>()
    while (!isOver) {
      await sleep(100)
      const queue = await ask<Queue>(souvenir, cookie, '/queue')
      for (const { card } of queue?.waiting ?? []) {
        const fan = fans.find(({ name }) => name === card.fan.name)
        if (!fan) continue
        const text = `Good to hear from you, ${fan.name}. Tell me more (${card.draftId.slice(-12)})`
        const outcome = await approve(souvenir, cookie, card, text)
        const list = taken.get(fan.name)
        if (outcome === 'approved' && !list?.includes(text)) list?.push(text)
      }
      for (const card of queue?.stuck ?? []) {
        const fan = fans.find(({ name }) => name === card.fan.name)
        if (!fan || card.state !== 'unknown') continue
        // A person looks into the chat, and says what they see.
        const answer = fanMessages(fan).some(({ text }) => text === card.text) ? 'arrived' : 'again'
        const path = `/drafts/${card.draftId}/delivery`
        if ((await ask(souvenir, cookie, path, { answer })) && !answered.has(card.draftId)) report.asked += 1
        answered.add(card.draftId)
      }
    }
  })()

  const writing = fans.map(async (fan) => {
    for (let round = 1; round <= plan.rounds && !isOver; round += 1) {
      const text = `${fan.name} says ${round}: what a day`
      written.push(text)
      // It is said; whether the bot hears it at once is not the fan's business.
      fan.writes(bot, text).catch(() => undefined)
      while (fanMessages(fan).length < round && !isOver) await sleep(50)
    }
  })

  const patienceMs = PATIENCE_MS + plan.kills * PATIENCE_PER_KILL_MS
  const patience = sleep(patienceMs, 'late', { ref: false })
  const end = await Promise.race([Promise.all([...writing, killer]).then(() => 'done'), patience])
  if (end === 'done') await untilConfirmed()
  isOver = true
  await Promise.allSettled([...writing, killer, reviewer])
  await souvenir.url
  const code = await souvenir.end('SIGTERM')
  await telegram.close()
  try {
    if (end === 'late') throw new Error(`Not done after ${patienceMs / 1_000} s. Log:\n${souvenir.log().slice(-4_000)}`)
    if (code !== 0) throw new Error(`The last process ended with ${code}.\n${souvenir.log().slice(-4_000)}`)
    const key = Buffer.from(await readFile(join(folder.path, 'master.key'), 'utf8'), 'base64')
    const stored = await storedInbound(await connectEmbedded(join(folder.path, 'database')), key)
    const yeses = [...taken].flatMap(([name, texts]) => texts.map((text) => ({ name, text })))
    const replies = fans.flatMap((fan) => fanMessages(fan).map(({ text }) => ({ name: fan.name, text })))
    const countOf = (list: { text: string }[], text: string) => list.filter((one) => one.text === text).length
    return {
      ...report,
      written: written.length,
      approved: yeses.length,
      lost: written.filter((text) => !stored.includes(text)),
      storedTwice: written.filter((text) => stored.filter((one) => one === text).length > 1),
      undelivered: yeses.filter(({ text }) => countOf(replies, text) === 0).map(({ text }) => text),
      deliveredTwice: [...new Set(replies.filter(({ text }) => countOf(replies, text) > 1).map(({ text }) => text))],
      // A yes whose answer was lost with the process is known to nobody but the database; it has the right words then.
      unapproved: replies
        .filter(({ name, text }) => !text.startsWith(`Good to hear from you, ${name}.`))
        .map(({ text }) => text),
      outOfOrder: fans.flatMap(({ name }) => {
        const said = replies.filter((reply) => reply.name === name).map(({ text }) => text)
        const order = (taken.get(name) ?? []).filter((text) => said.includes(text))
        return order.toSorted((a, b) => said.indexOf(a) - said.indexOf(b)).join() === order.join() ? [] : [name]
      }),
    }
  } finally {
    await folder.remove()
  }

  async function untilConfirmed(): Promise<void> {
    while (bot.confirmed < bot.nextUpdateId) await sleep(50)
  }
}

async function signIn({ at: url, said }: Followed): Promise<string> {
  const answer = await fetch(`${url}/api/auth/link`, {
    method: 'POST',
    headers: { origin: url, 'content-type': 'application/json' },
    body: JSON.stringify({ token: tokenIn(said()) }),
  })
  const cookie = answer.headers.getSetCookie().map((line) => line.split(';')[0])
  if (!answer.ok) throw new Error(`Sign-in failed: ${await answer.text()}`)
  return cookie.join('; ')
}

/** A process as it comes up: `at` is empty until it answers. */
function follow(attempt: ReturnType<typeof launch>) {
  const followed = { ...attempt, at: '' }
  void attempt.url.then((url) => {
    followed.at = url ?? ''
  })
  return followed
}
type Followed = ReturnType<typeof follow>

/** The bot's creator answers at once, so that the story is about deaths and not about waiting. */
async function configure(souvenir: Followed, cookie: string): Promise<void> {
  const settings = await ask<{ creators: { id: string }[] }>(souvenir, cookie, '/settings')
  for (const { id } of settings?.creators ?? []) {
    await ask(souvenir, cookie, `/creators/${id}`, { burstSeconds: 0 }, 'PATCH')
  }
}

/** @returns undefined when the process was dead or died meanwhile: the person tries again */
async function ask<T>(
  { at: url }: Followed,
  cookie: string,
  path: string,
  body?: unknown,
  method = body === undefined ? 'GET' : 'POST',
): Promise<T | undefined> {
  if (url === '') return undefined
  try {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: { cookie, origin: url, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(60_000),
    })
    const { success, data, error } = (await answer.json()) as { success: boolean; data: T; error?: { message: string } }
    if (!success && answer.status >= 500) throw new Error(`${path}: ${error?.message}`)
    return success ? data : undefined
  } catch (error) {
    if (error instanceof TypeError || (error as Error).name === 'TimeoutError') return undefined
    throw error
  }
}

async function approve(
  souvenir: Followed,
  cookie: string,
  card: Waiting['card'],
  text: string,
): Promise<string | undefined> {
  interface Answer {
    outcome: { kind: string; warnings?: { rule: string }[] }
  }
  const path = `/drafts/${card.draftId}/decision`
  const yes = { verdict: 'approve', version: card.version, text }
  const first = (await ask<Answer>(souvenir, cookie, path, yes))?.outcome
  if (first?.kind !== 'confirm') return first?.kind
  const acknowledged = first.warnings?.map(({ rule }) => rule)
  return (await ask<Answer>(souvenir, cookie, path, { ...yes, acknowledged }))?.outcome.kind
}

/** Calls back inside `push`: while the provider still works on the request. */
function onPush(list: ChatMessage[], told: (message: ChatMessage) => void): void {
  const push = list.push.bind(list)
  list.push = (...messages) => {
    const length = push(...messages)
    for (const message of messages) told(message)
    return length
  }
}
