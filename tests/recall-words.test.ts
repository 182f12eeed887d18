import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { daysNamed } from '../core/recall/days-named.ts'
import { languageOf, termsOf, wordsOf } from '../core/recall/terms.ts'

describe('words', () => {
  const hashes = (text: string, language: 'en' | 'fr' = 'en') => termsOf(text, language).map(({ hash }) => hash)

  test.each([
    ['running', 'ran', 'en'],
    ['paintings', 'painted', 'en'],
    ['my mum', 'his mother', 'en'],
    ['Bruno’s', 'bruno', 'en'],
    ['ｃａｆé', 'cafe', 'en'],
    ['mangeait', 'mangé', 'fr'],
    ["l'examen", 'examens', 'fr'],
    ['ÉTÉ', 'été', 'en'],
  ] as const)('"%s" and "%s" are one (%s)', (a, b, language) => {
    expect(hashes(a, language)).toEqual(hashes(b, language))
  })

  test('scripts without spaces are split into words, marks stay with their letters', () => {
    expect(wordsOf('我喜欢猫').length).toBeGreaterThan(1)
    expect(wordsOf('ฉันรักแมว').length).toBeGreaterThan(1)
    expect(wordsOf('हिन्दी')).toEqual(['हिन्दी'])
  })

  test('the language is read off the small words', () => {
    expect(languageOf('je ne sais pas ce que tu veux', 'en')).toBe('fr')
    expect(languageOf('I do not know what you want', 'fr')).toBe('en')
    expect(languageOf('Bruno', 'fr')).toBe('fr')
  })

  test('days are read where they are meant', () => {
    expect(daysNamed('on 8 May 2023')).toEqual([{ month: 4, day: 8, year: 2023 }])
    expect(daysNamed('in July')).toEqual([{ month: 6 }])
    expect(daysNamed('it may rain')).toEqual([])
    expect(daysNamed('le 3 mars')).toEqual([{ month: 2, day: 3 }])
  })

  test('whatever is typed becomes few and short words', () => {
    const nasty = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.constantFrom(
        'a\u0301'.repeat(10_000),
        '\u0301'.repeat(10_000),
        'ﷺ'.repeat(5_000),
        'x'.repeat(100_000),
        '漢'.repeat(5_000),
      ),
    )
    fc.assert(
      fc.property(nasty, (text) => {
        const terms = termsOf(text, 'fr')
        expect(terms.length).toBeLessThanOrEqual(400)
        for (const { hash, word } of terms) {
          expect(Number.isInteger(hash) && hash >= 0 && hash <= 0xffff_ffff).toBe(true)
          expect(word.length).toBeLessThanOrEqual(4_000)
        }
      }),
    )
  })
})
