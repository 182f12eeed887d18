import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { mayOffer } from '../core/draft/may-offer.ts'
import { draftOffline } from '../core/draft/offline/draft-offline.ts'
import { draftPrompt } from '../core/draft/prompt.ts'
import { softOfferOf } from '../core/draft/soft-offer-of.ts'
import { drawsSoftOffer, softOfferChance } from '../core/tastes/soft-offer.ts'
import { afterDecline, afterPurchase, scoreAfter, scoreOfInterest } from '../core/tastes/taste-score.ts'
import { type KnownOfTastes, keepBest, type Taste, tastesOf } from '../core/tastes/tastes-of.ts'
import { aTurn, type TurnOptions } from './support/turn.ts'

const DAY = 86_400_000
const NOW = new Date('2026-11-20T20:00:00Z')
const ago = (days: number) => new Date(NOW.getTime() - days * DAY)
const scores = fc.double({ min: 0, max: 1, noNaN: true })
const MENU: TurnOptions['menu'] = [
  ['Beach set', 1_200],
  ['Custom video', 4_500],
]

describe('the score of a kind of content', () => {
  test('falls by 15 % when an offer is declined, grows when it is bought, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(scores, (score) => {
        expect(afterDecline(score)).toBeCloseTo(score * 0.85, 12)
        expect(afterPurchase(score)).toBeGreaterThanOrEqual(score)
        expect(afterPurchase(score)).toBeLessThanOrEqual(1)
        expect(scoreOfInterest(score, true)).toBeLessThanOrEqual(1)
        expect(scoreOfInterest(score, false)).toBeGreaterThanOrEqual(0)
      }),
    )
    const events = fc.array(
      fc.record({
        kind: fc.constantFrom('bought' as const, 'declined' as const),
        at: fc.date({ noInvalidDate: true }),
      }),
    )
    fc.assert(
      fc.property(events, (happened) => {
        const score = scoreAfter(happened)
        expect(score).toBeGreaterThanOrEqual(0)
        expect(score).toBeLessThanOrEqual(1)
        const latest = { kind: 'declined' as const, at: new Date(8.64e15) }
        expect(scoreAfter([...happened, latest])).toBeCloseTo(score * 0.85, 12)
      }),
    )
  })
})

describe('content preferences', () => {
  test('are at most 20, and at least 5 where so many are known; what a person set is never dropped', () => {
    const taste = fc.record({ score: scores, isSet: fc.boolean() })
    fc.assert(
      fc.property(fc.array(taste, { maxLength: 40, size: 'max' }), (given) => {
        const all = given.map(({ score, isSet }, n) =>
          aTaste({ name: `k${n}`, score, setBy: isSet ? 'Kim' : undefined }),
        )
        const kept = keepBest(all)
        expect(kept.length).toBeLessThanOrEqual(20)
        expect(kept.length).toBeGreaterThanOrEqual(Math.min(5, all.length))
        expect(kept.map(({ score }) => score)).toEqual(kept.map(({ score }) => score).toSorted((a, b) => b - a))
        const set = all.filter(({ setBy }) => setBy)
        if (set.length <= 20) for (const one of set) expect(kept).toContain(one)
      }),
    )
  })

  test('come from the menu, purchases with their kinds, declined offers, and what was said, each with its reason', () => {
    const tastes = tastesOf(known())
    expect(tastes.map(({ name, score }) => [name, Number(score.toFixed(3))])).toEqual([
      ['climbing', 0.9],
      ['custom', 0.7],
      ['videos', 0.7],
      ['voice', 0.5],
      ['photos', 0.425],
      ['feet', 0.15],
    ])
    expect(tastes.find(({ name }) => name === 'climbing')).toMatchObject({ kind: 'interest', sourceMessageId: 'm1' })
    expect(tastes.find(({ name }) => name === 'photos')?.why.en).toBe('Because the fan declined 1.')
    expect(tastes.find(({ name }) => name === 'videos')?.why.fr).toBe('Parce que le fan a acheté 1.')
  })

  test('what a person set stands whatever happens', () => {
    const set = [{ name: 'photos', score: 1, author: 'Kim' }]
    expect(tastesOf(known({ set }))[0]).toMatchObject({ name: 'photos', score: 1, setBy: 'Kim' })
  })

  test('nothing private or sensitive becomes one', () => {
    const { memories } = known()
    const hidden = memories.map((memory) => ({ ...memory, isPrivate: true }))
    const sensitive = memories.map((memory) => ({ ...memory, sensitivity: 'sensitive' }))
    for (const of of [hidden, sensitive]) {
      expect(tastesOf(known({ memories: of })).some(({ kind }) => kind === 'interest')).toBe(false)
    }
  })
})

describe('what is offered', () => {
  const menu = [
    { ...anOffer('Beach set', 'photos', 900) },
    { ...anOffer('Long video', 'videos', 2_000) },
    { ...anOffer('Voice note', 'voice', 500) },
  ]
  const offered = (tastes: Taste[], says = 'hi') => {
    const turn = { ...aTurn({ says, tastes }), offers: menu }
    const leave = mayOffer(turn)
    return leave.allowed ? leave.offers.map(({ category }) => category) : leave.why
  }

  test('kinds that were bought come first, then by score, then the cheaper one', () => {
    expect(offered([])).toEqual(['voice', 'photos', 'videos'])
    expect(
      offered([aTaste({ name: 'photos', score: 0.9 }), aTaste({ name: 'videos', score: 0.6, bought: 1 })]),
    ).toEqual(['videos', 'photos', 'voice'])
  })

  test('what was declined is not offered for 7 days, unless the fan asks for it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 14 * 24 * 60 }), (minutes) => {
        const declinedAt = new Date(NOW.getTime() - minutes * 60_000)
        const offersMade = [{ category: 'photos', status: 'declined' as const, settledAt: declinedAt }]
        const tastes = tastesOf({ menu, purchases: [], offersMade, memories: [], set: [] })
        expect(offered(tastes).includes('photos')).toBe(minutes >= 7 * 24 * 60)
        expect(offered(tastes, 'do you have photos?')).toContain('photos')
      }),
    )
    expect(offered(menu.map(({ category }) => aTaste({ name: category, score: 0 })))).toBe('declined')
  })

  test('after something negative two drafts offer nothing; with the third it may', () => {
    const at = (minute: number) => new Date(NOW.getTime() + minute * 60_000)
    const turn = aTurn({ says: 'hi', menu: MENU })
    const [ours] = turn.recent
    const [theirs] = turn.unanswered
    if (!ours || !theirs) throw new Error('no turn')
    const moods = [{ reading: { label: 'negative' as const, confidence: 0.9 }, saidAt: at(0) }]
    const after = (replies: number) =>
      mayOffer({
        ...turn,
        moods,
        recent: Array.from({ length: replies }, (_, n) => [
          { ...ours, id: `o${n}`, sentAt: at(n * 2 + 1) },
          { ...theirs, id: `i${n}`, body: 'ok', sentAt: at(n * 2 + 2) },
        ]).flat(),
        unanswered: [{ ...theirs, sentAt: at(90) }],
      }).allowed
    expect([0, 1, 2, 3].map(after)).toEqual([false, false, true, true])
  })
})

describe('a soft offer', () => {
  const moment = {
    state: 'neutral' as const,
    isDrifting: false,
    waitsForWeekend: false,
    lastOfferAt: undefined,
    now: NOW,
  }

  test('is 25 % more probable in a positive state, at most certain, and never where it would press', () => {
    fc.assert(
      fc.property(scores, (base) => {
        expect(softOfferChance({ ...moment, base })).toBe(base)
        expect(softOfferChance({ ...moment, base, state: 'positive' })).toBeCloseTo(Math.min(1, base * 1.25), 12)
        for (const never of [
          { state: 'negative' as const },
          { isDrifting: true },
          { waitsForWeekend: true },
          { lastOfferAt: ago(2) },
        ]) {
          expect(softOfferChance({ ...moment, base, ...never })).toBe(0)
        }
      }),
    )
  })

  test('draws the same lot for the same turn, and as often as its chance says', () => {
    const drawn = (chance: number) =>
      Array.from({ length: 4_000 }, (_, n) => drawsSoftOffer(chance, `conv/${n}`)).filter(Boolean).length / 4_000
    expect(drawn(0.1)).toBeGreaterThan(0.085)
    expect(drawn(0.1)).toBeLessThan(0.115)
    expect(drawn(0.125) / drawn(0.1)).toBeGreaterThan(1.1)
    expect(drawsSoftOffer(0.4, 'a/b')).toBe(drawsSoftOffer(0.4, 'a/b'))
    expect([drawn(0), drawn(1)]).toEqual([0, 1])
  })

  test('stands in the offline draft and in the prompt, with its price, and not after something sad', () => {
    const options: TurnOptions = { says: 'haha you are funny', menu: MENU, persona: { softOffers: 1 } }
    const brief = { turn: aTurn(options), recalled: [], language: 'en' as const }
    expect(softOfferOf(brief.turn)?.title).toBe('Beach set')
    expect(draftOffline(brief).text).toMatch(/Beach set \(€12\)/)
    expect(draftPrompt(brief).messages[0]?.content).toContain('You may mention m1')
    const sad = { ...brief, turn: aTurn({ ...options, says: 'my dog died' }) }
    expect(draftOffline(sad).text).not.toContain('Beach set')
    expect(draftPrompt(sad).messages[0]?.content).not.toContain('mention m1')
    const french = {
      ...brief,
      language: 'fr' as const,
      turn: aTurn({ ...options, says: 'mdr tu es drôle', language: 'fr' }),
    }
    expect(draftOffline(french).text).toContain('Beach set')
  })
})

function anOffer(title: string, category: string, priceMinor: number) {
  const [offer] = aTurn({ says: 'hi', menu: [[title, priceMinor]] }).offers
  if (!offer) throw new Error('no offer')
  return { ...offer, id: title, category }
}

function aTaste(given: Partial<Taste>): Taste {
  const blank = { name: 'photos', kind: 'content' as const, score: 0.5, bought: 0, declined: 0, restsUntil: undefined }
  return { ...blank, setBy: undefined, sourceMessageId: undefined, why: { en: '', fr: '' }, ...given }
}

function known(given: Partial<KnownOfTastes> = {}): KnownOfTastes {
  const memory = { fact: 'x', confidence: 0.8, sourceMessageId: 'm1', isPrivate: false, sensitivity: 'ordinary' }
  return {
    menu: [{ category: 'photos' }, { category: 'voice' }],
    purchases: [{ category: 'videos, custom', purchasedAt: ago(3) }],
    offersMade: [
      { category: 'photos', status: 'declined', settledAt: ago(1) },
      { category: 'voice', status: 'open', settledAt: null },
    ],
    memories: [
      { ...memory, slot: 'like', value: 'Climbing' },
      { ...memory, slot: 'dislike', value: 'feet', confidence: 0.7 },
      { ...memory, slot: 'pet', value: 'Bruno' },
    ],
    set: [],
    ...given,
  }
}
