import { setTimeout as sleep } from 'node:timers/promises'
import { type House, tell } from './chaos-house.ts'
import { POISON } from './chaos-proxy.ts'

/** A fan on one platform, and how its words are brought to us. */
export interface Fan {
  name: string
  channel: 'telegram' | 'fanvue' | 'webhook'
  /** As the provider knows the fan. */
  address: string
  /** What has to be brought so that we hear these words: made once, brought as often as it takes. */
  writes(text: string): { path: string; body: string; headers(): Record<string, string> }
}

/** A yes of a person, and whose. */
export interface Yes {
  fan: Fan
  draftId: string
  text: string
  at: number
}

/** What the run put in and was shown: the other half of what it is judged by. */
export interface Ledger {
  written: string[]
  yeses: Yes[]
  /** The drafts of these yeses. */
  decided: Set<string>
  /** Every text that anybody tapped yes for, by draft: of each draft exactly one may ever leave. */
  tapped: Map<string, Set<string>>
  /** When a fan last wrote. */
  wroteAt: Map<string, number>
  /** When a card was first seen to ask what became of these words; once for each question. */
  asked: { text: string; state: string; at: number }[]
  /** Of which a person said that they need not be sent any more; and of which one pressed so, and heard no answer yet. */
  dropped: Set<string>
  dropping: Set<string>
  /** The fan wrote again before these words left, so they wait for a new yes. */
  takenBack: Set<string>
  /** Words that a card asks about now. */
  onCards: Set<string>
}

export const newLedger = (): Ledger => ({
  written: [],
  yeses: [],
  decided: new Set(),
  tapped: new Map(),
  wroteAt: new Map(),
  asked: [],
  dropped: new Set(),
  dropping: new Set(),
  takenBack: new Set(),
  onCards: new Set(),
})

interface Card {
  draftId: string
  version: number
  state: string
  fan: { name: string }
  text: string
  settledAt?: string
}
interface Queue {
  waiting: { card: Card }[]
  stuck: Card[]
}
interface Run {
  house: House
  ledger: Ledger
  random: () => number
  /** What a look into the platform's own chat shows. */
  hasArrived: (fan: Fan, text: string) => boolean
  /** The platform is still at it: it may arrive in a moment. */
  isUnderWay: (fan: Fan, text: string) => boolean
  /** Two processes are about it, and if the fan wrote now neither would be allowed to go on. */
  isContested: (fan: Fan, text: string) => boolean
  isOver: () => boolean
  /** Copies that are still on their way. */
  late: Set<Promise<unknown>>
}

const BRING_MS = 8_000
const LOOK_MS = 400

/** Brings words as a platform does: until they are taken, twice over, and in no order. */
async function brings(run: Run, fan: Fan, texts: string[]): Promise<void> {
  const { house, ledger, random } = run
  const events = texts.map((text) => fan.writes(text))
  ledger.written.push(...texts)
  ledger.wroteAt.set(fan.name, performance.now())
  const bring = async ({ path, body, headers }: (typeof events)[number]) => {
    while (!run.isOver()) {
      const room = pick(house.up(), random)
      const brought = room && tell(room, path, { body, method: 'POST', headers: headers() })
      // It has no more patience, and brings it once more; the first may still arrive.
      const answer = await Promise.race([brought, sleep(BRING_MS, undefined, { ref: false })])
      if (answer && answer.status < 300) return
      await sleep(200)
    }
  }
  const again = events.map(async (event) => {
    await sleep(random() < 0.5 ? 0 : random() * 6_000)
    await bring(event)
  })
  for (const one of again) keep(run.late, one)
  await Promise.all(events.toSorted(() => random() - 0.5).map(bring))
  ledger.wroteAt.set(fan.name, performance.now())
}

/** One fan's days: writes, is answered, writes again; now and then before the answer is there. */
export async function livesOn(
  run: Run,
  fan: Fan,
  { rounds, cards, onYes }: { rounds: number; cards: () => Map<string, Card>; onYes: () => void },
): Promise<void> {
  const { random } = run
  for (let round = 1; round <= rounds && !run.isOver(); round += 1) {
    const texts = [`${fan.name} says ${round}: what a day`, `${fan.name} adds ${round}: and you?`]
    await brings(run, fan, random() < 0.3 ? texts : texts.slice(0, 1))
    const yes = await saysYes(run, fan, cards)
    if (!yes) return
    onYes()
    const isPatient = random() < 0.7
    // Longer than any lease; a yes that was taken back never leaves, so nobody waits for ever.
    const until = performance.now() + (isPatient ? 60_000 : 6_000 + random() * 6_000)
    const isPatientStill = () => performance.now() < until || run.isContested(fan, yes.text)
    while (!run.isOver() && isPatientStill() && !isSettled(run, yes)) await sleep(100)
  }
}

const isSettled = ({ ledger, hasArrived }: Run, { fan, text }: Yes) => hasArrived(fan, text) || ledger.dropped.has(text)

/**
 * The yeses of which it is not known yet what became of them. One that was given before the fan wrote again may have been
 * taken back, and then its card says so.
 */
export async function openYeses(run: Run): Promise<Yes[]> {
  const open = run.ledger.yeses.filter((yes) => !isSettled(run, yes) && !run.ledger.takenBack.has(yes.text))
  for (const { fan, draftId, text, at } of open) {
    if ((run.ledger.wroteAt.get(fan.name) ?? 0) < at) continue
    const card = (await run.house.ask<{ card: Card }>(`/api/drafts/${draftId}`))?.card
    if (card?.state === 'superseded') run.ledger.takenBack.add(text)
  }
  return open.filter(({ text }) => !run.ledger.takenBack.has(text))
}

/** Two people tap at once, with words of their own, at two processes; and the slower one's tap comes once more, later. */
async function saysYes(run: Run, fan: Fan, cards: () => Map<string, Card>): Promise<Yes | undefined> {
  const { house, ledger, random } = run
  const words = new Map<string, string[]>()
  while (!run.isOver()) {
    const card = cards().get(fan.name)
    if (!card || ledger.decided.has(card.draftId)) {
      // A tap whose answer was lost with its process may have counted, and then this fan has no card any more.
      const [draftId, texts] = [...words].at(-1) ?? []
      const text = draftId && texts && (await decidedAs(run, draftId, texts))
      if (text) return takenYes(run, { fan, draftId, text })
      await sleep(draftId ? LOOK_MS : 100)
      continue
    }
    const { draftId, version } = card
    const mark = random() < 0.01 ? POISON : 'soon'
    const texts =
      words.get(draftId) ??
      ['one', 'two'].map(
        (who) => `Good to hear from you, ${fan.name}. Tell me more ${mark} (${draftId.slice(-12)} ${who})`,
      )
    words.set(draftId, texts)
    const taps = ledger.tapped.get(draftId) ?? new Set()
    ledger.tapped.set(draftId, taps)
    for (const text of texts) taps.add(text)
    const outcomes = await Promise.all(texts.map((text) => tap(house, { draftId, version, text })))
    const winner = texts[outcomes.indexOf('approved')] ?? (await decidedAs(run, draftId, texts))
    if (winner === undefined) {
      await sleep(LOOK_MS)
      continue
    }
    if (outcomes.filter((kind) => kind === 'approved').length > 1)
      house.problems.push(`Two taps on one draft both counted: ${winner}`)
    keep(
      run.late,
      sleep(random() * 8_000).then(() => tap(house, { draftId, version, text: pick(texts, random) ?? '' })),
    )
    return takenYes(run, { fan, draftId, text: winner })
  }
  return undefined
}

function takenYes({ ledger }: Run, taken: Pick<Yes, 'fan' | 'draftId' | 'text'>): Yes {
  const yes = { ...taken, at: performance.now() }
  ledger.yeses.push(yes)
  ledger.decided.add(yes.draftId)
  return yes
}

async function tap(
  house: House,
  { draftId, version, text }: { draftId: string; version: number; text: string },
): Promise<string | undefined> {
  interface Answer {
    outcome: { kind: string; warnings?: { rule: string }[] }
  }
  const path = `/api/drafts/${draftId}/decision`
  const yes = { verdict: 'approve', version, text, acknowledged: ['ungrounded'] }
  const first = (await house.ask<Answer>(path, { body: yes }))?.outcome
  if (first?.kind !== 'confirm') return first?.kind
  const acknowledged = first.warnings?.map(({ rule }) => rule)
  return (await house.ask<Answer>(path, { body: { ...yes, acknowledged } }))?.outcome.kind
}

/** Every answer was lost, or somebody was faster: the card says what stands. */
async function decidedAs({ house }: Run, draftId: string, texts: string[]): Promise<string | undefined> {
  const card = (await house.ask<{ card: Card }>(`/api/drafts/${draftId}`))?.card
  const isOpen = card === undefined || ['pending', 'held', 'superseded', 'withdrawn', 'expired'].includes(card.state)
  return isOpen ? undefined : texts.find((text) => text === card.text)
}

/** Looks at the queue all the time, and into the chat for what the queue asks about. */
export async function watchQueue(run: Run, fans: Map<string, Fan>, cards: Map<string, Card>): Promise<void> {
  const { house, ledger, random } = run
  const busy = new Set<string>()
  const questions = new Set<string>()
  while (!run.isOver()) {
    const queue = await house.ask<Queue>('/api/queue')
    if (queue) {
      cards.clear()
      for (const { card } of queue.waiting) cards.set(card.fan.name, card)
      const stuck = queue.stuck.filter(({ fan, state }) => fans.has(fan.name) && ['unknown', 'failed'].includes(state))
      ledger.onCards.clear()
      for (const card of stuck) {
        ledger.onCards.add(card.text)
        // Answered, sent and lost again between two looks, it is another question about the same words.
        const question = `${card.draftId} ${card.settledAt}`
        if (!questions.has(question)) ledger.asked.push({ text: card.text, state: card.state, at: performance.now() })
        questions.add(question)
        if (busy.has(card.draftId)) continue
        busy.add(card.draftId)
        keep(
          run.late,
          answers(run, fans.get(card.fan.name) as Fan, card).finally(() => busy.delete(card.draftId)),
        )
      }
    }
    // Its answer went with a process, and it counted all the same: no card asks any more.
    if (queue) for (const text of ledger.dropping) if (!ledger.onCards.has(text)) ledger.dropped.add(text)
    await sleep(LOOK_MS + random() * LOOK_MS)
  }
}

/** A person takes a moment, looks into the chat, and says what is there; the tap arrives twice. */
async function answers(run: Run, fan: Fan, { draftId, text, state, settledAt: asked }: Card): Promise<void> {
  const { house, ledger, random, hasArrived } = run
  await sleep(random() * 4_000)
  if (random() < 0.2) await sleep(random() * 10_000)
  while (run.isUnderWay(fan, text)) await sleep(100)
  const answer = hasArrived(fan, text) ? 'arrived' : state === 'failed' && text.includes(POISON) ? 'drop' : 'again'
  const tapped = () => house.ask(`/api/drafts/${draftId}/delivery`, { body: { answer, asked } })
  const said = await Promise.all([tapped(), tapped()])
  if (answer === 'drop') (said.some(Boolean) ? ledger.dropped : ledger.dropping).add(text)
  keep(run.late, sleep(random() * 8_000).then(tapped))
  // The next look at the queue shows what it came to.
  await sleep(2_000)
}

function keep(late: Set<Promise<unknown>>, one: Promise<unknown>): void {
  const kept = one.catch(() => undefined).finally(() => late.delete(kept))
  late.add(kept)
}

const pick = <One>(list: One[], random: () => number): One | undefined => list[Math.floor(random() * list.length)]

export type { Card, Run }
