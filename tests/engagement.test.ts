import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockIn } from '../core/engagement/clock-in.ts'
import { driftOf } from '../core/engagement/drifting.ts'
import { engagementOf, REFRESH_MS, remember, type Seen, trendOf } from '../core/engagement/engagement-score.ts'
import { type CampaignFan, orderForCampaign } from '../core/engagement/order-for-campaign.ts'
import { type FollowUpMoment, planFollowUp } from '../core/engagement/plan-follow-up.ts'
import { usualTimes } from '../core/engagement/usual-times.ts'
import { isOfferDay, isWeekendBuyer } from '../core/engagement/weekend-buyer.ts'
import { emotionalState } from '../core/moods/emotional-state.ts'
import type { Exchange } from '../core/personality/exchanges.ts'
import { moodsOf } from '../db/moods.ts'
import { inTenant } from '../db/scope.ts'
import { consoleHttp } from './support/console-http.ts'
import { createWorld, type World } from './support/world.ts'

const SECOND = 1_000
const HOUR = 3_600_000
const DAY = 24 * HOUR
const PARIS = 'Europe/Paris'
/** A Friday, nine in the evening in Paris. */
const NOW = new Date('2026-11-20T20:00:00Z')
const ago = (ms: number) => new Date(NOW.getTime() - ms)
const answered = (length: number, delayMs: number): Exchange => ({
  reply: 'x',
  repliedAt: NOW,
  answer: { text: 'a'.repeat(length), delayMs, feel: 'neutral' },
})
const times = (n: number, exchange: Exchange) => Array.from({ length: n }, () => exchange)

describe('drifting away', () => {
  const usual = times(6, answered(120, 0.2 * HOUR))

  test('is noticed by short answers and long delays together, by much of one, or by silence, and says why', () => {
    expect(driftOf([...usual, ...times(4, answered(20, 5 * HOUR))])?.en).toBe(
      'Answers come shorter (20 characters, before 120) and later (after 5 h, before 0.2 h).',
    )
    expect(driftOf([...usual, ...times(4, answered(25, 0.2 * HOUR))])?.fr).toContain('plus courtes')
    expect(driftOf([...usual, ...times(2, { ...answered(1, 1), answer: undefined })])?.en).toContain('no answer')
    expect(driftOf([...usual, ...times(4, answered(40, HOUR))])).toBeUndefined()
  })

  test('is never said of somebody who goes on as before, nor with too little to compare', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 300 }),
        fc.integer({ min: 1, max: 40 * HOUR }),
        fc.nat(30),
        (length, delay, n) => {
          expect(driftOf(times(n, answered(length, delay)))).toBeUndefined()
        },
      ),
    )
    expect(driftOf([...usual.slice(0, 3), ...times(4, answered(2, 20 * HOUR))])).toBeUndefined()
  })
})

describe('the engagement score', () => {
  const dates = fc.array(
    fc.nat(60 * 24).map((hours) => ago(hours * HOUR)),
    { maxLength: 60 },
  )
  const label = fc.constantFrom('positive' as const, 'negative' as const, 'neutral' as const)
  const seen = fc.record({
    wroteAt: dates,
    purchasedAt: dates,
    moods: fc.array(fc.record({ label })),
    exchanges: fc.array(fc.constantFrom(answered(10, HOUR), { ...answered(1, 1), answer: undefined })),
    now: fc.constant(NOW),
  })

  test('is a whole number from 0 to 100, and every good sign raises it or leaves it', () => {
    fc.assert(
      fc.property(seen, (fan: Seen) => {
        const { score } = engagementOf(fan)
        expect(Number.isInteger(score) && score >= 0 && score <= 100).toBe(true)
        const more = (given: Partial<Seen>) => engagementOf({ ...fan, ...given }).score
        expect(more({ wroteAt: [...fan.wroteAt, NOW] })).toBeGreaterThanOrEqual(score)
        expect(more({ purchasedAt: [...fan.purchasedAt, NOW] })).toBeGreaterThanOrEqual(score)
        expect(more({ exchanges: [...fan.exchanges, answered(10, HOUR)] })).toBeGreaterThanOrEqual(score)
        expect(more({ moods: [...fan.moods, { label: 'positive' }] })).toBeGreaterThanOrEqual(score)
        expect(more({ now: new Date(NOW.getTime() + DAY) })).toBeLessThanOrEqual(score + 1)
      }),
    )
  })

  test('follows its formula', () => {
    const wroteAt = [ago(0), ago(7 * DAY)]
    const { score, parts } = engagementOf({ wroteAt, purchasedAt: [], moods: [], exchanges: [], now: NOW })
    expect(parts).toEqual({ recent: 1, often: 2 / 12, answering: 0, warm: 0.5, buying: 0 })
    expect(score).toBe(Math.round(100 * (0.3 + 0.25 / 6 + 0.05)))
  })

  test('has a trend against a week ago', () => {
    const week = (scores: number[]) =>
      scores.reduce<ReturnType<typeof remember>>(
        (all, score, n) => remember(all, score, ago((scores.length - n) * DAY)),
        [],
      )
    expect(trendOf([])).toBe('steady')
    expect(trendOf(week([40, 41, 42, 41, 40, 40, 39, 41, 60]))).toBe('up')
    expect(trendOf(week([60, 60, 58, 57, 55, 54, 53, 52, 50]))).toBe('down')
    expect(week(Array(99).fill(50))).toHaveLength(30)
    expect(REFRESH_MS).toBe(24 * HOUR)
  })
})

describe('when to write', () => {
  const moment: FollowUpMoment = {
    lastOurs: ago(HOUR),
    lastTheirs: ago(2 * HOUR),
    hour: 21,
    delayMs: 2 * HOUR,
    isWeekendBuyer: false,
    unanswered: 0,
    isLeftAlone: false,
    timeZone: PARIS,
    now: NOW,
  }

  test('is at their hour, never before they usually answer, and never in the past', () => {
    fc.assert(
      fc.property(
        fc.nat(23),
        fc.integer({ min: 0, max: 47 * 60 }),
        fc.integer({ min: 1, max: 200 }),
        fc.boolean(),
        fc.nat(4),
        (hour, minutes, hours, isWeekendBuyer, unanswered) => {
          const delayMs = minutes * 60_000
          const lastOurs = ago(hours * HOUR)
          const lastTheirs = ago((hours + 1) * HOUR)
          const { at } = planFollowUp({ ...moment, hour, delayMs, lastOurs, lastTheirs, isWeekendBuyer, unanswered })
          if (!at) throw new Error('nothing planned')
          expect(clockIn(at, PARIS).hour).toBe(hour)
          expect(at.getTime()).toBeGreaterThanOrEqual(NOW.getTime())
          expect(at.getTime() - lastOurs.getTime()).toBeGreaterThanOrEqual(delayMs)
          if (isWeekendBuyer) expect(['Fri', 'Sat']).toContain(clockIn(at, PARIS).weekday)
          if (unanswered >= 2) expect(at.getTime() - lastOurs.getTime()).toBeGreaterThanOrEqual(7 * DAY)
        },
      ),
    )
  })

  test('whoever takes two hours is left two hours', () => {
    const { at, why } = planFollowUp({ ...moment, hour: 22, lastOurs: ago(0) })
    expect(at?.toISOString()).toBe('2026-11-21T21:00:00.000Z')
    expect(why.en).toBe('They usually write around 22:00 and take 2 hours to answer.')
  })

  test('is nothing in care, while they wait for us, or while too little is known', () => {
    for (const given of [{ isLeftAlone: true }, { lastTheirs: NOW }, { hour: undefined }, { delayMs: undefined }]) {
      const { at, why } = planFollowUp({ ...moment, ...given })
      expect(at).toBeUndefined()
      expect(why.fr).not.toBe('')
    }
  })

  test('the usual hour is where most was written, by their clock; the usual delay is the median', () => {
    const wroteAt = [20, 20, 21, 9].map((hour) => new Date(Date.UTC(2026, 10, 10, hour, 5)))
    const { hour, delayMs, hours } = usualTimes(
      wroteAt,
      [1, 2, 9].map((h) => answered(5, h * HOUR)),
      PARIS,
    )
    expect([hour, delayMs, hours[21]]).toEqual([21, 2 * HOUR, 2])
    expect(usualTimes(wroteAt.slice(2), [], PARIS)).toMatchObject({ hour: undefined, delayMs: undefined })
  })
})

describe('weekend buyers and campaigns', () => {
  const on = (...days: number[]) => days.map((day) => ({ purchasedAt: new Date(Date.UTC(2026, 10, day, 12)) }))

  test('weekend buyers bought at least 60 % of three or more from Friday to Sunday', () => {
    expect(isWeekendBuyer(on(13, 14, 15), PARIS)).toBe(true)
    expect(isWeekendBuyer(on(13, 14, 16, 17, 20), PARIS)).toBe(true)
    expect(isWeekendBuyer(on(13, 14), PARIS)).toBe(false)
    expect(isWeekendBuyer(on(10, 11, 14), PARIS)).toBe(false)
    expect([isOfferDay(NOW, PARIS), isOfferDay(ago(-2 * DAY), PARIS)]).toEqual([true, false])
  })

  test('a campaign goes by score, on Friday and Saturday to weekend buyers first, and never to fans in care', () => {
    const fan = fc.record({
      id: fc.uuid(),
      score: fc.option(fc.nat(100)),
      isWeekendBuyer: fc.boolean(),
      inCare: fc.boolean(),
      timeZone: fc.constant(PARIS),
    })
    fc.assert(
      fc.property(fc.array(fan), fc.nat(6), (fans: CampaignFan[], day) => {
        const now = new Date(NOW.getTime() + day * DAY)
        const ordered = orderForCampaign(fans, now)
        expect(ordered.length).toBe(fans.filter(({ inCare }) => !inCare).length)
        const rank = ({ score, isWeekendBuyer: isFirst }: CampaignFan) =>
          (isFirst && day < 2 ? 1_000 : 0) + (score ?? -1)
        const ranks = ordered.map(rank)
        expect(ranks).toEqual(ranks.toSorted((a, b) => b - a))
      }),
    )
  })
})

describe('how a fan feels', () => {
  const reading = (label: 'positive' | 'negative' | 'neutral', hoursAgo: number, confidence = 0.9) => ({
    reading: { label, confidence },
    saidAt: ago(hoursAgo * HOUR),
  })
  test.each([
    [[], 'neutral'],
    [[reading('positive', 0)], 'positive'],
    [[reading('positive', 30)], 'neutral'],
    [[reading('positive', 2), reading('positive', 1), reading('negative', 0)], 'negative'],
    [[reading('negative', 2), reading('neutral', 1), reading('positive', 0)], 'neutral'],
    [[reading('neutral', 2), reading('positive', 1), reading('positive', 0)], 'positive'],
  ] as const)('%j: %s', (readings, state) => expect(emotionalState(readings, NOW)).toBe(state))
})

describe('in a conversation', () => {
  test('moods are kept for 30 days per conversation, and then forgotten, even if the fan never writes again', async () => {
    const world = await createWorld()
    const { fanId } = await hears(world, 'I love this so much, thank you!')
    await world.pass(29 * DAY)
    expect(await moods(world, fanId)).toMatchObject([{ reading: { label: 'positive' } }])
    await world.pass(2 * DAY)
    expect(await moods(world, fanId)).toEqual([])
  })

  test('they are forgotten after 30 days too when the fan said /memory off', async () => {
    const world = await createWorld()
    const { fanId } = await hears(world, 'I love this so much, thank you!')
    await hears(world, '/memory off')
    await world.pass(31 * DAY)
    expect(await moods(world, fanId)).toEqual([])
  })

  test('the score is refreshed every 24 hours and falls with silence', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    const { fanId } = await hears(world, 'hello there')
    const scoreNow = async () => (await console.data('GET', `/fans/${fanId}`)).personality.engagement
    expect(await scoreNow()).toBeUndefined()
    await world.pass(DAY)
    const first = await scoreNow()
    expect(first.history).toHaveLength(1)
    await world.pass(DAY - HOUR)
    expect((await scoreNow()).history).toHaveLength(1)
    await world.pass(HOUR)
    expect((await scoreNow()).history).toHaveLength(2)
    for (let day = 0; day < 10; day += 1) await world.pass(DAY)
    const later = await scoreNow()
    expect(later.score).toBeLessThan(first.score)
    expect(later.trend).toBe('down')
  })

  test('a fan who leaves two replies unanswered is shown as drifting away, in the list and on the page, and planned for later', async () => {
    const world = await createWorld()
    const console = await consoleHttp(world)
    await hears(world, 'hi Nova')
    for (const [theirs, ours] of [
      ['I went climbing', 'how high did you get?'],
      ['pretty high', 'were you afraid up there?'],
      ['a bit', 'tell me about the view'],
    ] as const) {
      await answers(world, ours)
      await hears(world, theirs)
    }
    const { fanId, conversationId } = await hears(world, 'it was green')
    await answers(world, 'I like green')
    expect((await console.data('GET', '/fans?drifting=yes')).total).toBe(0)
    await world.pass(3 * DAY)
    await console.data('POST', `/conversations/${conversationId}/reply`, { text: 'thinking of the hills' })
    await answers(world, 'thinking of the hills')
    await world.pass(3 * DAY)
    const { fans } = await console.data('GET', '/fans?drifting=yes')
    expect(fans).toMatchObject([{ id: fanId, isDrifting: true }])
    const { personality } = await console.data('GET', `/fans/${fanId}`)
    expect(personality.drifting.en).toBe('The last two replies got no answer.')
    expect(personality.followUp.why.en).toContain('a week is left')
    // Nothing is written by itself.
    expect(await world.drafts()).toEqual([])
  })
})

async function hears(world: World, body: string) {
  const received = await world.fan('Tom').writes(body, { externalId: `${world.now().getTime()}` })
  if (received.kind !== 'stored') throw new Error('not stored')
  await world.pass(9 * SECOND)
  return received
}

async function answers(world: World, text: string): Promise<void> {
  const [draft] = await world.drafts()
  const outcome = await world.decides(draft?.id ?? '', { text, acknowledged: ['ungrounded', 'echo'] })
  expect(outcome.kind).toBe('approved')
  await world.pass(60 * SECOND)
}

const moods = (world: World, fanId: string) =>
  inTenant(world.store, world.tenantId, (scope) => moodsOf(scope, { fanId }))
