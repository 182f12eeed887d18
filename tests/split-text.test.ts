import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { splitText } from '../core/delivery/split-text.ts'

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' })
const segments = (text: string) => [...graphemes.segment(text)].map(({ segment }) => segment)
const withoutSpace = (text: string) => text.replace(/\s/g, '')

/** Words, emoji of many code points, flags, accents, right-to-left, and every kind of white space. */
const piece = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.constantFrom(
    '👩‍👩‍👧‍👦',
    '🇫🇷',
    '👍🏽',
    'é',
    'नमस्ते',
    'שלום',
    '. ',
    '! ',
    '\n',
    '\n\n',
    ' ',
    '  \n',
    'une phrase',
    '한국',
  ),
)
const text = fc.array(piece, { maxLength: 60 }).map((pieces) => pieces.join(''))
const longest = fc.integer({ min: 40, max: 200 })

describe('a long reply', () => {
  test('leaves in parts that the platform takes, none of them empty', () => {
    fc.assert(
      fc.property(text, longest, (whole, most) => {
        for (const part of splitText(whole, most)) {
          expect(part.length).toBeLessThanOrEqual(most)
          expect(part.trim()).not.toBe('')
          expect(part.isWellFormed()).toBe(true)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  test('loses nothing but white space at the cuts', () => {
    fc.assert(
      fc.property(text, longest, (whole, most) => {
        expect(withoutSpace(splitText(whole, most).join(''))).toBe(withoutSpace(whole))
      }),
      { numRuns: 1_000 },
    )
  })

  test('is cut between graphemes: no emoji, flag or accent is torn', () => {
    fc.assert(
      fc.property(text, longest, (whole, most) => {
        const parts = splitText(whole, most).flatMap(segments)
        const shown = (all: string[]) => all.filter((one) => one.trim() !== '')
        expect(shown(parts)).toEqual(shown(segments(whole)))
      }),
      { numRuns: 1_000 },
    )
  })

  test('that fits is left alone', () => {
    fc.assert(
      fc.property(text, (whole) => {
        expect(splitText(whole, 10_000)).toEqual(whole.trim() ? [whole.trim()] : [])
      }),
    )
  })

  test('of one grapheme that is longer than a message still leaves whole', () => {
    const zalgo = `a${'\u0301'.repeat(10_000)}`
    const parts = splitText(zalgo, 4_096)
    expect(parts.join('')).toBe(zalgo)
    expect(Math.max(...parts.map(({ length }) => length))).toBeLessThanOrEqual(4_096)
  })
})
