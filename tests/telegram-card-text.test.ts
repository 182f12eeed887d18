import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { buttonData, readButton } from '../bot/review/card-verbs.ts'
import { cardButtons } from '../bot/telegram/buttons.ts'
import { cardText } from '../bot/telegram/card-text.ts'
import type { CardState } from '../core/approval/card-state.ts'
import type { ReviewCard } from '../core/approval/review-card.ts'
import { newId } from '../db/ids.ts'
import { readHtml } from './support/telegram-html.ts'

const AT = new Date('2026-11-17T20:08:00Z')
const STATES: CardState[] = [
  'waiting',
  'editing',
  'held',
  'leaving',
  'sending',
  'sent',
  'unknown',
  'failed',
  'rejected',
  'superseded',
  'expired',
]

function cardOf(more: Partial<ReviewCard> = {}): ReviewCard {
  return {
    tenantId: 't',
    draftId: newId(),
    rev: 1,
    state: 'waiting',
    language: 'en',
    creatorId: 'c',
    creatorName: 'Nova',
    channel: 'telegram',
    fan: {
      id: 'f',
      name: 'Tom',
      language: 'en',
      inCare: false,
      spentMinor: 41_200,
      spentStars: 0,
      currency: 'EUR',
      lastBoughtAt: new Date('2026-11-14T10:00:00Z'),
      timeZone: 'Europe/Paris',
    },
    conversationId: 'v',
    waitingSince: AT,
    messages: [{ id: 'm', body: 'finally home', media: [], sentAt: AT, isEdited: false }],
    added: [],
    text: 'poor you, come here',
    version: 1,
    versions: [1],
    origin: 'offline',
    firstText: 'poor you, come here',
    halfWritten: [],
    media: undefined,
    mediaOnOffer: [],
    recalled: [],
    claims: [],
    warnings: [],
    attempts: [],
    promises: [],
    lease: undefined,
    heldUntil: undefined,
    undoUntil: undefined,
    decided: { name: 'Kim', via: 'telegram', at: AT },
    reason: undefined,
    editedBy: undefined,
    problem: undefined,
    deliveryId: undefined,
    settledAt: AT,
    expiresAt: AT,
    ...more,
  }
}
const shown = (card: ReviewCard) => cardText(card).map((html) => readHtml(html).text)

describe('a card as text', () => {
  test('says who, where, what was spent, what is known with its date, what is promised, and what is wrong', () => {
    const recalled = {
      kind: 'memory',
      id: '1',
      text: 'Bruno = dog',
      at: '2026-08-12T10:00:00Z',
      why: { en: '', fr: '' },
      score: 1,
    } as const
    const card = cardOf({
      recalled: [recalled],
      promises: [{ id: 'p', text: 'beach clip', dueAt: new Date('2026-11-20T12:00:00Z') }],
      warnings: [{ rule: 'price', severity: 'stop', says: { en: 'No such price.', fr: 'Pas de tel prix.' } }],
      claims: [{ start: 0, end: 8 }],
    })
    expect(shown(card)).toEqual([
      [
        '🟠 Waiting since 21:08',
        'Tom · Telegram · €412 · bought 14 Nov · 21:08 there',
        'finally home',
        '',
        'Draft',
        'poor you, come here',
        '',
        'Knows: Bruno = dog (12 Aug)',
        '⛔ No such price.',
        '❓ Not in memory: “poor you”',
        '⏰ Promised: beach clip (due 20 Nov)',
      ].join('\n'),
    ])
    expect(shown({ ...card, language: 'fr' })[0]).toMatch(
      /^🟠 En attente depuis 21:08\nTom · Telegram · 412\s€ · achat le 14 nov/,
    )
  })

  test('in care, money is not mentioned', () => {
    const { fan } = cardOf()
    expect(shown(cardOf({ fan: { ...fan, inCare: true } }))[0]).not.toMatch(/412|bought/)
  })

  test.each(STATES)('in state %s it has a first line of its own in both languages, and buttons that fit', (state) => {
    for (const language of ['en', 'fr'] as const) {
      const card = cardOf({ state, language, versions: [1, 2, 3], version: 2, problem: 'They blocked the bot.' })
      expect(shown(card).at(-1)?.split('\n')[0]).toMatch(/^(🟠|🔵|🕘|🟢|🟡|🔴|⚫|⚪|⌛)/u)
      for (const button of cardButtons(card).inline_keyboard.flat()) {
        const data = 'callback_data' in button ? button.callback_data : ''
        expect(Buffer.byteLength(data)).toBeLessThanOrEqual(64)
        expect(readButton(data)).toMatchObject({ kind: 'card', draftId: card.draftId })
      }
    }
  })

  test('whatever is written, every message is well formed, short enough, and holds the whole draft', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 6_000 }),
      fc.string({
        unit: fc.constantFrom('\u202e', '\u0301', '👩‍👩‍👧', '<', '&', 'a', '\n', '@x', '://', '\u0000', '\ud800'),
        maxLength: 6_000,
      }),
    )
    fc.assert(
      fc.property(nasty, nasty, nasty, fc.constantFrom(...STATES), (body, text, name, state) => {
        const { fan } = cardOf()
        const draft = text.toWellFormed().trim() || 'x'
        const card = cardOf({
          state,
          text: draft,
          editedBy: 'Kim',
          fan: { ...fan, name: name.slice(0, 120) },
          messages: [{ id: 'm', body, media: [], sentAt: AT, isEdited: true }],
          added: [{ body: name, sentAt: AT }],
          problem: name,
        })
        const messages = shown(card)
        for (const message of messages) {
          expect(message.length).toBeLessThanOrEqual(4_096)
          expect(message.trim()).not.toBe('')
          expect(message.isWellFormed()).toBe(true)
        }
        expect(messages.at(-1)?.split('\n')[0]).toMatch(/^(🟠|🔵|🕘|🟢|🟡|🔴|⚫|⚪|⌛)/u)
        const letters = (words: string) => (words.match(/[a-z]/g) ?? []).length
        expect(letters(messages.join(''))).toBeGreaterThanOrEqual(letters(draft))
      }),
      { numRuns: 150 },
    )
  })

  test('every button is read back as what it was', () => {
    fc.assert(
      fc.property(fc.uuid(), fc.integer({ min: 1, max: 1_000_000 }), (draftId, version) => {
        expect(readButton(buttonData('send', draftId, version))).toEqual({
          kind: 'card',
          verb: 'send',
          draftId,
          version,
          seal: '',
        })
      }),
    )
    fc.assert(fc.property(fc.string(), (data) => void readButton(data)))
  })
})
