import { describe, expect, test } from 'vitest'
import { type Evidence, isClean, judge, type Verdict } from './support/chaos-oracle.ts'
import { type Fan, newLedger } from './support/chaos-people.ts'
import type { Attempt } from './support/chaos-proxy.ts'
import { runChaos } from './support/chaos-rig.ts'
import { postgresPrograms } from './support/own-postgres.ts'

const MINUTES = 60_000

if (!postgresPrograms) {
  console.log(
    'Left out of the chaos run: two processes at once, stops, and restarts of Postgres. One process runs on the embedded database. Install a Postgres server to run them.',
  )
}

describe('chaos', () => {
  test(
    'a process that is killed and one that is stopped, platforms that misbehave, everything told twice: each yes arrives once, in its order',
    async () => {
      const { verdict, figures, befallen } = await runChaos({
        seed: 20_261_121,
        deliveries: 16,
        fans: 8,
        processes: 2,
        kills: 1,
        restarts: 1,
        stops: 1,
        longStops: 0,
        rivals: 0,
        lateStops: 0,
        clockJumps: 1,
        postgresPrograms,
        withinMs: 12 * MINUTES,
      })
      expect(verdict).toEqual(nothing)
      expect(befallen.kills).toBe(1)
      expect(figures.approved).toBeGreaterThanOrEqual(16)
      expect(figures.reached + figures.takenBack + figures.dropped).toBe(figures.approved)
    },
    // It breaks itself off before, and says where it was.
    15 * MINUTES,
  )
})

const nothing: Verdict = {
  lost: [],
  duplicated: [],
  unapproved: [],
  reordered: [],
  unheard: [],
  heardTwice: [],
  windowViolations: [],
  unknownsWithoutCard: [],
  problems: [],
}

const lou: Fan = {
  name: 'Lou',
  channel: 'telegram',
  address: '1',
  writes: () => ({ path: '', body: '', headers: () => ({}) }),
}
const sent = (text: string, at: number, more: Partial<Attempt> = {}): Attempt => ({
  account: 'nova',
  address: '1',
  text,
  at,
  endedAt: at + 1,
  came: 'answered',
  reached: true,
  reachedAt: at,
  ...more,
})

/** Two replies, each approved and received once; then something is made wrong. */
function evidence(wrong: (evidence: Evidence) => void = () => undefined): Evidence {
  const ledger = newLedger()
  ledger.written = ['hello']
  ledger.yeses = ['first', 'second'].map((text, at) => ({ fan: lou, draftId: text, text, at }))
  const limit = { most: 2, windowMs: 60_000 }
  const whole: Evidence = {
    ledger,
    blind: [sent('first', 10), sent('second', 20)],
    watched: { fanvue: { attempts: [], limit } },
    stored: ['hello'],
    cards: new Map([
      ['first', 'sent'],
      ['second', 'sent'],
    ]),
    problems: [],
    open: [],
  }
  wrong(whole)
  return whole
}

describe('the judge of a chaos run', () => {
  test('finds nothing where nothing is', () => {
    expect(judge(evidence()).verdict).toEqual(nothing)
  })

  const faults: [keyof Verdict, string, (evidence: Evidence) => void][] = [
    ['lost', 'a yes that came to nothing', (e) => e.open.push('third')],
    ['duplicated', 'a reply that arrived twice', (e) => e.blind.push(sent('first', 30))],
    ['unapproved', 'words that nobody said yes to', (e) => e.blind.push(sent('other', 30))],
    ['unapproved', 'words that left although their yes stood no more', (e) => e.cards.set('second', 'superseded')],
    ['unapproved', 'words whose card says that they were not sent', (e) => e.cards.set('second', 'failed')],
    [
      'reordered',
      'replies in another order than their yeses',
      (e) => Object.assign(e.blind[1] as Attempt, { at: 5, reachedAt: 5 }),
    ],
    [
      'reordered',
      'a slow reply that was sent first and arrived after the next',
      (e) => Object.assign(e.blind[0] as Attempt, { reachedAt: 25 }),
    ],
    ['unheard', 'a message that was taken and is gone', (e) => e.stored.pop()],
    ['heardTwice', 'a message that stands there twice', (e) => e.stored.push('hello')],
    [
      'windowViolations',
      'a stretch of a minute that is too full, across the minute’s edge',
      (e) =>
        e.watched.fanvue?.attempts.push(
          ...[59_000, 60_500, 118_000].map((at) => sent('first', at, { reached: false })),
        ),
    ],
    [
      'unknownsWithoutCard',
      'a lost answer that nobody was asked about',
      (e) => Object.assign(e.blind[0] as Attempt, { came: 'lost' }),
    ],
    [
      'unknownsWithoutCard',
      'a second lost answer, where a person was asked about the first',
      (e) => {
        e.ledger.asked.push({ text: 'first', state: 'unknown', at: 15 })
        e.blind.unshift(sent('first', 5, { came: 'lost', reached: false }))
        Object.assign(e.blind[1] as Attempt, { at: 18, reachedAt: 18, endedAt: 19, came: 'lost' })
      },
    ],
    [
      'unknownsWithoutCard',
      'a lost answer whose card says that nothing was sent',
      (e) => {
        e.ledger.asked.push({ text: 'first', state: 'failed', at: 15 })
        Object.assign(e.blind[0] as Attempt, { came: 'lost' })
      },
    ],
    ['problems', 'a yes that was taken back, and reached the fan', (e) => e.ledger.takenBack.add('second')],
    [
      'problems',
      'a yes that came to no end',
      (e) => e.ledger.yeses.push({ fan: lou, draftId: 'third', text: 'third', at: 2 }),
    ],
    ['problems', 'a process that ended by itself', (e) => e.problems.push('A process ended by itself.')],
  ]
  test.each(faults)('%s: %s', (what, _words, wrong) => {
    const { verdict } = judge(evidence(wrong))
    expect(verdict[what]).not.toEqual([])
    expect(isClean(verdict)).toBe(false)
  })

  test.each(['sent', 'unknown', 'sending'] as const)('lets a reply be that arrived and whose card says %s', (state) => {
    expect(judge(evidence((e) => e.cards.set('second', state))).verdict).toEqual(nothing)
  })

  test('lets one be that arrived although a person gave it up', () => {
    const { verdict } = judge(
      evidence((e) => {
        e.cards.set('second', 'failed')
        e.ledger.dropped.add('second')
      }),
    )
    expect(verdict).toEqual(nothing)
  })

  test('measures how long a lost answer waited for its card, and lets one that has a card be', () => {
    const { verdict, figures } = judge(
      evidence((e) => {
        Object.assign(e.blind[0] as Attempt, { came: 'gone', endedAt: 1_000 })
        e.ledger.asked.push({ text: 'first', state: 'unknown', at: 42_000 })
        e.open.push('third')
        e.ledger.onCards.add('third')
      }),
    )
    expect(verdict).toEqual(nothing)
    expect(figures.waitedSeconds.most).toBe(41)
  })
})
