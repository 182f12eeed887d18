import type { CardState } from '../../core/approval/card-state.ts'
import type { Ledger } from './chaos-people.ts'
import type { Attempt } from './chaos-proxy.ts'

/** What came of a run, by what its providers received and what it put in itself. */
export interface Verdict {
  /** A person's yes was taken, the fan does not have the words, and no card asks about them. */
  lost: string[]
  /** Reached a fan twice. */
  duplicated: string[]
  /** Nobody said yes to these very words; or two yeses to one draft both left; or the yes no longer stood. */
  unapproved: string[]
  /** Fans who read replies in another order than they were approved in. */
  reordered: string[]
  /** Messages of fans that were brought and taken, and are not stored; and those stored twice. */
  unheard: string[]
  heardTwice: string[]
  /** Stretches of a window's length that held more than the platform allows. */
  windowViolations: string[]
  /** Answers were lost for good, and no card asked a person since. */
  unknownsWithoutCard: string[]
  /** The program said or did what it never may; or the sums of a run do not come out. */
  problems: string[]
}

export interface Figures {
  approved: number
  reached: number
  /** Taken back, for the fan had written again. */
  takenBack: number
  /** Refused by the platform for good, and left so by a person. */
  dropped: number
  attempts: number
  lostAnswers: number
  unknowns: number
  failedCards: number
  /** Of each unknown: from the moment its answer was lost to the moment a card asked. */
  waitedSeconds: Spread
  /** The same without the time in which every process was dead, stopped or starting. */
  waitedWhileUpSeconds: Spread
  /** The fullest stretch of a window of any account, of what is allowed. */
  fullestWindows: Record<string, string>
}

type Spread = Record<'p50' | 'p95' | 'most', number>

export interface Evidence {
  ledger: Ledger
  blind: Attempt[]
  /** Of the platforms that can be looked up or keep our keys, with what they allow an account. */
  watched: Record<string, { attempts: Attempt[]; limit: { most: number; windowMs: number } }>
  /** Every message of fans, as the database holds it. */
  stored: string[]
  /** What each draft's card says in the end. */
  cards: Map<string, CardState>
  problems: string[]
  /** For how long of a stretch no process was up. */
  nobodyUpMs?: (from: number, to: number) => number
  /** What was still open when patience ended. */
  open: string[]
}

/** Such a card says that nothing of its draft left: that nobody's yes stands, or that the platform would not have it. */
const SAYS_NOT_SENT: ReadonlySet<CardState> = new Set([
  'waiting',
  'editing',
  'held',
  'rejected',
  'superseded',
  'expired',
  'failed',
])

/** Compares the two ends of a run. The program has no say in it, but for what its cards said and its rows hold. */
export function judge(evidence: Evidence): { verdict: Verdict; figures: Figures } {
  const { ledger, blind, watched, stored, problems } = evidence
  const attempts = [...blind, ...Object.values(watched).flatMap((one) => one.attempts)]
  const reached = attempts.filter((attempt) => attempt.reached).toSorted((a, b) => a.reachedAt - b.reachedAt)
  const timesReached = countOf(reached.map(({ text }) => text))
  const timesStored = countOf(stored)
  const lostAnswers = attempts.filter(({ came, text }) => came !== 'answered' && ledgerHas(ledger, text))
  const waits = ledger.asked
    .filter(({ state }) => state === 'unknown')
    .map(({ text, at }) => {
      const ended = attempts.filter((one) => one.text === text && one.endedAt <= at).map(({ endedAt }) => endedAt)
      const from = Math.max(...ended)
      return { waited: at - from, whileUp: at - from - (evidence.nobodyUpMs?.(from, at) ?? 0) }
    })
    .filter(({ waited }) => Number.isFinite(waited))
  const windows = Object.entries(watched).map(([name, { attempts: sends, limit }]) => {
    const accounts = [...Map.groupBy(sends, ({ account }) => account).values()]
    return { name, limit, most: Math.max(0, ...accounts.map((of) => fullest(of, limit.windowMs))) }
  })
  return {
    verdict: {
      lost: evidence.open.filter((text) => !ledger.onCards.has(text)),
      duplicated: [...timesReached].flatMap(([text, times]) => (times > 1 ? [`${times} times: ${text}`] : [])),
      unapproved: [...unapproved(ledger, timesReached), ...withoutStanding(evidence, timesReached)],
      reordered: reordered(ledger, reached),
      unheard: ledger.written.filter((text) => !timesStored.has(text)),
      heardTwice: ledger.written.filter((text) => (timesStored.get(text) ?? 0) > 1),
      windowViolations: windows.flatMap(({ name, limit, most }) =>
        most > limit.most ? [`${name}: ${most} of ${limit.most} in ${limit.windowMs / 1_000} s`] : [],
      ),
      unknownsWithoutCard: unasked(blind, ledger).map(
        ({ came, text, reached }) => `${came}, ${reached ? 'reached' : 'did not reach'} the fan: ${text}`,
      ),
      problems: [...problems, ...sums(evidence, timesReached)],
    },
    figures: {
      approved: ledger.yeses.length,
      reached: timesReached.size,
      takenBack: ledger.takenBack.size,
      dropped: ledger.dropped.size,
      attempts: attempts.length,
      lostAnswers: lostAnswers.length,
      unknowns: ledger.asked.filter(({ state }) => state === 'unknown').length,
      failedCards: ledger.asked.filter(({ state }) => state === 'failed').length,
      waitedSeconds: spreadOf(waits.map(({ waited }) => waited)),
      waitedWhileUpSeconds: spreadOf(waits.map(({ whileUp }) => whileUp)),
      fullestWindows: Object.fromEntries(windows.map(({ name, limit, most }) => [name, `${most} of ${limit.most}`])),
    },
  }
}

/** Sends to a blind platform whose answer was lost, and that no card asked about since: what it asked before was another send. */
export function unasked(blind: Attempt[], { asked }: Ledger): Attempt[] {
  const lastAsked = new Map<string, number>()
  for (const { text, state, at } of asked) if (state === 'unknown') lastAsked.set(text, at)
  const isAsked = ({ text, endedAt }: Attempt) => (lastAsked.get(text) ?? Number.NEGATIVE_INFINITY) >= endedAt
  return blind.filter((attempt) => attempt.came !== 'answered' && !isAsked(attempt))
}

/** True when nothing went wrong that may not. */
export const isClean = (verdict: Verdict) => Object.values(verdict).every((list: string[]) => list.length === 0)

function unapproved(ledger: Ledger, timesReached: Map<string, number>): string[] {
  const yeses = new Set(ledger.yeses.map(({ text }) => text))
  return [...timesReached.keys()].filter((text) => !yeses.has(text))
}

/**
 * Words that reached a fan while their card says that they did not leave: it was superseded, say, and left all the same. What a
 * person said "never mind" to may have arrived.
 */
function withoutStanding({ ledger, cards }: Evidence, timesReached: Map<string, number>): string[] {
  return ledger.yeses.flatMap(({ draftId, text }) => {
    const state = cards.get(draftId)
    if (!timesReached.has(text) || ledger.dropped.has(text) || ledger.dropping.has(text)) return []
    return state && !SAYS_NOT_SENT.has(state)
      ? []
      : [`Reached the fan, and its card says ${state ?? 'nothing'}: ${text}`]
  })
}

/** Each yes comes to one end. Two for one, or none, and something happened that no other line tells. */
function sums({ ledger }: Evidence, timesReached: Map<string, number>): string[] {
  const [reached, takenBack] = [timesReached.size, ledger.takenBack.size]
  const dropped = [...ledger.dropped].filter((text) => !timesReached.has(text)).length
  const approved = ledger.yeses.length
  return reached + takenBack + dropped === approved
    ? []
    : [`${approved} were approved, but ${reached} reached fans, ${takenBack} were taken back and ${dropped} dropped.`]
}

function ledgerHas({ yeses }: Ledger, text: string): boolean {
  return yeses.some((yes) => yes.text === text)
}

/** Told twice is another fault; here the first arrival counts. */
function reordered(ledger: Ledger, reached: Attempt[]): string[] {
  const firstAt = new Map<string, number>()
  for (const { text, reachedAt } of reached) if (!firstAt.has(text)) firstAt.set(text, reachedAt)
  return [...Map.groupBy(ledger.yeses, ({ fan }) => fan.name)].flatMap(([name, yeses]) => {
    const heard = yeses.flatMap(({ text }) => {
      const at = firstAt.get(text)
      return at === undefined ? [] : [{ text, at }]
    })
    return heard.flatMap(({ text, at }, index) => {
      const before = heard[index - 1]
      if (!before || at >= before.at) return []
      const [late, early] = [before, { text, at }].map((one) => `${one.text} at ${Math.round(one.at / 100) / 10} s`)
      return [`${name}: ${early}, approved after ${late}${ledger.takenBack.has(before.text) ? ', taken back' : ''}`]
    })
  })
}

/** The most that any stretch of this length holds. */
function fullest(sends: Attempt[], windowMs: number): number {
  const times = sends.map(({ at }) => at).toSorted((a, b) => a - b)
  let most = 0
  let from = 0
  for (const [index, time] of times.entries()) {
    while ((times[from] ?? 0) <= time - windowMs) from += 1
    most = Math.max(most, index - from + 1)
  }
  return most
}

function countOf(list: string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const one of list) counts.set(one, (counts.get(one) ?? 0) + 1)
  return counts
}

/** @param times in milliseconds @returns seconds */
function spreadOf(times: number[]): Spread {
  const sorted = times.toSorted((a, b) => a - b)
  const at = (share: number) =>
    Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) / 100) / 10
  return { p50: at(0.5), p95: at(0.95), most: at(1) }
}
