import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Persona } from '../core/creators/persona.ts'
import { draftOffline } from '../core/draft/offline/draft-offline.ts'
import { draftPrompt } from '../core/draft/prompt.ts'
import { answerQuality } from '../core/personality/answer-quality.ts'
import {
  AGAIN_AFTER,
  type Calibration,
  FIRST_AFTER,
  isRecalculationDue,
  LEAST_CONFIDENCE,
  mayRecalculate,
  stateOf,
  statusOf,
} from '../core/personality/calibration.ts'
import { confidenceThatBetter, confidenceThatMostly } from '../core/personality/confidence.ts'
import { chooseByOdds, emojiOdds, emojisIn } from '../core/personality/emojis.ts'
import { type Exchange, exchangesIn, interactionsIn, type Said } from '../core/personality/exchanges.ts'
import { styleOf, voiceFor } from '../core/personality/fan-style.ts'
import { proposeEmojis, proposeLength, proposeTone } from '../core/personality/propose.ts'
import { toneOf } from '../core/personality/reply-tone.ts'
import { aTurn, type TurnOptions } from './support/turn.ts'

const MINUTE = 60_000
const NOW = new Date('2026-11-20T20:00:00Z')
const EMOJIS = ['😊', '🙈', '✨', '🔥', '🫶', '😏', '🌙', '🎉']

const tallies = fc
  .tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 0, max: 60 }))
  .map(([good, bad]) => ({ good, of: good + bad }))

const reply = (length: number, isGood: boolean): Exchange => ({
  reply: 'a'.repeat(length),
  repliedAt: NOW,
  answer: isGood ? { text: 'yes, tell me more', delayMs: 5 * MINUTE, feel: 'neutral' } : undefined,
})

const observed = (exchanges: Exchange[], now: Partial<Persona> = {}, own: Partial<Persona> = {}) => {
  const persona = Persona.parse({ length: 200, ...own })
  return { exchanges, fanSaid: [], own: persona, now: { tone: persona.tone, length: persona.length, ...now } }
}

describe('a new fan', () => {
  test('begins with the voice of the creator', () => {
    const persona = Persona.parse({ tone: 'playful', length: 180, emojis: ['✨'] })
    const style = styleOf([], [], { isDrifting: false })
    expect(voiceFor(persona, style)).toEqual(persona)
    expect(style.emojis).toEqual([])
  })

  test('is looked at from 5 interactions on, and after every 10 more', () => {
    fc.assert(
      fc.property(fc.nat(500), fc.option(fc.nat(500), { nil: undefined }), (interactions, last) => {
        const isDue = isRecalculationDue(interactions, last)
        expect(isDue).toBe(last === undefined ? interactions >= FIRST_AFTER : interactions >= last + AGAIN_AFTER)
      }),
    )
    expect([FIRST_AFTER, AGAIN_AFTER, LEAST_CONFIDENCE]).toEqual([5, 10, 0.7])
    // Somebody who writes on and on is looked at after 5, 15, 25, ...
    const looked: number[] = []
    for (let n = 0; n <= 50; n += 1) if (isRecalculationDue(n, looked.at(-1))) looked.push(n)
    expect(looked).toEqual([5, 15, 25, 35, 45])
  })
})

describe('how sure it is', () => {
  test('lies between 0 and 1, and one way is better exactly as much as the other is worse', () => {
    fc.assert(
      fc.property(tallies, tallies, (one, other) => {
        const sure = confidenceThatBetter(one, other)
        expect(sure).toBeGreaterThanOrEqual(0)
        expect(sure).toBeLessThanOrEqual(1)
        expect(sure + confidenceThatBetter(other, one)).toBeCloseTo(1, 6)
      }),
    )
  })

  test('grows with each good answer', () => {
    fc.assert(
      fc.property(tallies, tallies, (one, other) => {
        const better = { good: one.good + 1, of: one.of + 1 }
        expect(confidenceThatBetter(better, other)).toBeGreaterThan(confidenceThatBetter(one, other) - 1e-9)
        expect(confidenceThatMostly(better)).toBeGreaterThan(confidenceThatMostly(one) - 1e-9)
      }),
    )
    expect(confidenceThatBetter({ good: 0, of: 0 }, { good: 0, of: 0 })).toBeCloseTo(0.5)
    expect(confidenceThatMostly({ good: 3, of: 3 })).toBeCloseTo(0.9375)
  })

  test('decides: below 0.7 nothing changes, whatever was proposed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 20, max: 500 }), (percent, to) => {
        const confidence = percent / 100
        const status = statusOf({ confidence })
        expect(status).toBe(confidence >= 0.7 ? 'applied' : 'unsure')
        const style = styleOf([row({ confidence, status, to })], [], { isDrifting: false })
        expect(style.length).toBe(confidence >= 0.7 ? to : undefined)
      }),
    )
  })
})

describe('length', () => {
  test('falls by 20 % when short messages get good answers, and never below half of the creator’s own', () => {
    fc.assert(
      fc.property(fc.integer({ min: 80, max: 600 }), fc.integer({ min: 3, max: 30 }), (target, count) => {
        const short = Array.from({ length: count }, () => reply(Math.floor(target * 0.3), true))
        const long = Array.from({ length: count }, () => reply(target + 50, false))
        const own = { length: target }
        const { step, confidence } = proposeLength(observed([...short, ...long], own, own))
        expect(confidence).toBeGreaterThanOrEqual(0.7)
        expect(step.to).toBe(Math.round(target * 0.8))
        const low = Math.round(target / 2)
        expect(proposeLength(observed(short, { length: low }, own)).step.to).toBe(low)
      }),
    )
  })

  test('stays when they get no better answers, and goes back when longer ones do', () => {
    const short = Array.from({ length: 6 }, () => reply(60, false))
    const long = Array.from({ length: 6 }, () => reply(260, true))
    expect(proposeLength(observed([...short, ...long])).confidence).toBeLessThan(0.7)
    const back = proposeLength(observed([...short, ...long], { length: 160 }))
    expect(back.step).toMatchObject({ from: 160, to: 200 })
    expect(back.confidence).toBeGreaterThanOrEqual(0.7)
  })

  test('the reason counts', () => {
    const short = [...Array.from({ length: 6 }, () => reply(60, true)), reply(60, false), reply(60, false)]
    const long = Array.from({ length: 5 }, () => reply(260, false))
    expect(proposeLength(observed([...short, ...long])).step.why.en).toBe(
      'Because 6 of the 8 replies of up to 160 characters got a good answer, and 0 of the 5 others.',
    )
  })

  test('a shorter target makes shorter drafts, offline and for models', () => {
    const says = 'my dog Bruno ate the cake'
    const facts = [{ text: 'has a dog called Bruno' }]
    const sum = (persona: Partial<Persona>) =>
      Array.from({ length: 40 }, (_, n) => textOf({ says, facts, persona, saidBefore: Array(n).fill('x') }))
        .map((text) => text.length)
        .reduce((total, length) => total + length, 0)
    expect(sum({ length: 176 }) / sum({ length: 220 })).toBeLessThan(0.9)
    const prompt = draftPrompt({ turn: aTurn({ says, persona: { length: 176 } }), recalled: [], language: 'en' })
    expect(prompt.system).toContain('about 176 characters')
  })
})

describe('favourite emojis', () => {
  test('come 30 % more often than one of several equals, up to all there is', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...EMOJIS)),
        fc.uniqueArray(fc.constantFrom(...EMOJIS)),
        (own, liked) => {
          const odds = emojiOdds(own, liked)
          const all = new Set([...own, ...liked])
          expect([...odds.keys()].toSorted()).toEqual([...all].toSorted())
          if (all.size === 0) return
          expect([...odds.values()].reduce((sum, share) => sum + share, 0)).toBeCloseTo(1)
          const others = all.size - liked.length
          for (const emoji of liked) {
            expect(odds.get(emoji)).toBeCloseTo(
              others === 0 ? 1 / all.size : Math.min(1.3 / all.size, 1 / liked.length),
            )
          }
        },
      ),
    )
  })

  test('in 4,000 drafts, one of four is chosen 30 % more often', () => {
    const own = ['😊', '🙈', '✨', '🔥']
    const count = (emojis: string[]) => {
      let found = 0
      for (let n = 0; n < 4_000; n += 1) {
        const turn = aTurn({ says: 'haha', persona: { emojis: own }, style: { emojis } })
        const odds = emojiOdds(turn.persona.emojis, turn.style.emojis)
        if (chooseByOdds(odds, (n + 0.5) / 4_000) === '🔥') found += 1
      }
      return found
    }
    expect(count(['🔥']) / count([])).toBeCloseTo(1.3, 2)
  })

  test('the offline drafter uses them more, where emojis belong', () => {
    const uses = (emojis: string[]) =>
      Array.from({ length: 400 }, (_, n) =>
        textOf({
          says: 'haha that was a good one',
          persona: { emojis: ['😊', '🙈', '✨'] },
          style: { emojis },
          saidBefore: Array.from({ length: n }, (_, i) => `${i}`),
        }),
      ).filter((text) => text.includes('✨')).length
    const plain = uses([])
    expect(plain).toBeGreaterThan(50)
    expect(uses(['✨']) / plain).toBeGreaterThan(1.15)
    expect(uses(['✨']) / plain).toBeLessThan(1.45)
  })

  test('a model is told which one this reply may use, drawn with the same odds', () => {
    const turn = aTurn({ says: 'hi', persona: { emojis: ['😊'] }, style: { emojis: ['🔥'] } })
    const { system } = draftPrompt({ turn, recalled: [], language: 'en' })
    expect(system).toMatch(/one emoji at most, where it fits: (😊|🔥)/u)
  })

  test('are what the fan uses most, surely; sorrow is not given back', () => {
    const fanSaid = [...Array(5).fill('love it 🔥'), '🙈🙈', ...Array(9).fill('I failed 😭')]
    const { step, confidence } = proposeEmojis({ ...observed([]), fanSaid })
    expect(step.to).toEqual(['🔥'])
    expect(confidence).toBeCloseTo(5 / 7)
    expect(proposeEmojis({ ...observed([]), fanSaid: ['ok'] }).confidence).toBe(0)
    expect(emojisIn('❤️‍🔥 and 👨‍👩‍👧 1️⃣ #')).toEqual(['❤️‍🔥', '👨‍👩‍👧'])
  })

  test('give way to a rule that a person set', () => {
    const emoji = row({ trait: 'emoji', to: ['🔥'] })
    expect(styleOf([emoji], [], { isDrifting: false }).emojis).toEqual(['🔥'])
    expect(styleOf([emoji], [{ kind: 'emoji' }], { isDrifting: false }).emojis).toEqual([])
  })
})

describe('tone', () => {
  test('follows what is answered well', () => {
    const playful = Array.from({ length: 5 }, () => ({ ...reply(10, true), reply: 'haha no way 🙈' }))
    const calm = Array.from({ length: 5 }, () => ({ ...reply(10, false), reply: 'take your time, rest' }))
    const { step, confidence } = proposeTone(observed([...playful, ...calm]))
    expect(step).toMatchObject({ from: 'warm', to: 'playful' })
    expect(confidence).toBeGreaterThan(0.7)
    expect(step.why.en).toContain('5 of the 5 playful replies')
  })

  test('never flirts where the creator does not', () => {
    const flirty = Array.from({ length: 9 }, () => ({ ...reply(10, true), reply: 'hey handsome 😘' }))
    expect(proposeTone(observed(flirty, {}, { flirtation: 0.1 })).confidence).toBe(0)
    expect(proposeTone(observed(flirty, {}, { flirtation: 0.5 })).step.to).toBe('flirty')
  })

  test.each([
    ['hey handsome 😘', 'flirty'],
    ['salut beau gosse, bisous', 'flirty'],
    ['haha no way 🙈', 'playful'],
    ['chiche ! mdr', 'playful'],
    ['so proud of you, here for you', 'warm'],
    ['je pense à toi, prends soin de toi', 'warm'],
    ['take your time, rest a little 🌙', 'calm'],
    ['the shop opens at nine', undefined],
  ])('%s', (text, tone) => expect(toneOf(text)).toBe(tone))
})

describe('what counts as an answer', () => {
  const said = (direction: Said['direction'], minutes: number, body = 'x'): Said => ({
    conversationId: 'c',
    direction,
    body,
    sentAt: new Date(NOW.getTime() + minutes * MINUTE),
  })

  test('a run of messages is one turn, and an answer comes within two days', () => {
    const lines = [
      said('inbound', 0),
      said('inbound', 1),
      said('outbound', 5),
      said('inbound', 9),
      said('outbound', 10),
    ]
    expect(interactionsIn(lines)).toBe(2)
    const soon = exchangesIn(lines, new Date(NOW.getTime() + 60 * MINUTE), () => 'neutral')
    // The last one may still be answered.
    expect(soon.map(({ answer }) => answer?.delayMs)).toEqual([4 * MINUTE])
    const late = exchangesIn(lines, new Date(NOW.getTime() + 49 * 60 * MINUTE), () => 'neutral')
    expect(late.map(({ answer }) => answer === undefined)).toEqual([false, true])
  })

  test('sooner, longer and warmer is better; none is 0', () => {
    const feel = fc.constantFrom('positive' as const, 'neutral' as const, 'negative' as const)
    fc.assert(
      fc.property(fc.nat(47 * 60), fc.nat(200), feel, (minutes, length, how) => {
        const of = (m: number, l: number, f: typeof how) =>
          answerQuality({ answer: { text: 'a'.repeat(l), delayMs: m * MINUTE, feel: f } })
        const quality = of(minutes, length, how)
        expect(quality).toBeGreaterThan(0)
        expect(quality).toBeLessThanOrEqual(1)
        expect(of(minutes + 60, length, how)).toBeLessThanOrEqual(quality)
        expect(of(minutes, length + 10, how)).toBeGreaterThanOrEqual(quality)
        expect(of(minutes, length, 'positive')).toBeGreaterThanOrEqual(quality)
        expect(of(minutes, length, 'negative')).toBeLessThanOrEqual(quality)
      }),
    )
    expect(answerQuality({ answer: undefined })).toBe(0)
  })
})

describe('a person’s choice', () => {
  test('stands for ever: what is off or pinned is not recalculated', () => {
    const applied = row({ to: 160 })
    expect(mayRecalculate(stateOf([applied], 'length'))).toBe(true)
    expect(mayRecalculate(stateOf([{ ...applied, isPinned: true }], 'length'))).toBe(false)
    const off = stateOf([applied, row({ status: 'off', author: 'Kim' })], 'length')
    expect(off).toMatchObject({ isOff: true, holds: undefined })
    expect(mayRecalculate(off)).toBe(false)
    const on = stateOf([applied, row({ status: 'off' }), row({ status: 'on' })], 'length')
    expect(on.holds?.step.to).toBe(160)
  })
})

const textOf = (options: TurnOptions) => {
  const facts = options.facts ?? []
  const recalled = facts.map(({ text }, index) => ({
    kind: 'memory' as const,
    id: `k${index}`,
    text,
    at: NOW.toISOString(),
    why: { en: '', fr: '' },
    score: 1,
  }))
  return draftOffline({ turn: aTurn(options), recalled, language: options.language ?? 'en' }).text
}

function row({ to = 160, ...given }: Partial<Calibration> & { to?: Calibration['step']['to'] }): Calibration {
  return {
    id: 'c',
    tenantId: 't',
    fanId: 'f',
    trait: 'length',
    status: 'applied',
    confidence: 0.9,
    isPinned: false,
    author: 'machine',
    interactions: 5,
    createdAt: NOW,
    step: { from: 200, to, why: { en: '', fr: '' } },
    ...given,
  }
}
