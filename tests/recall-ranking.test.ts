import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addMessages, emptyIndex, sizeOf } from '../core/recall/fan-index.ts'
import { makeQuery } from '../core/recall/make-query.ts'
import { TRAITS, traitsOf, traitsSought } from '../core/recall/message-traits.ts'
import { searchIndex } from '../core/recall/search-index.ts'
import type { Language } from '../core/recall/terms.ts'

const NAMES = { fanName: 'Tom', creatorName: 'Nova' }

/** One message a day, so that none stands beside another; "> " is Nova's, "+ " follows within a minute. */
function indexOf(lines: string[], language: Language = 'en') {
  const index = emptyIndex()
  let at = Date.UTC(2026, 0, 1)
  const messages = lines.map((line, position) => {
    at += line.startsWith('+ ') ? 60_000 : 24 * 3_600_000
    const body = line.replace(/^\+ /, '')
    return {
      id: `00000000-0000-0000-0000-${position.toString(16).padStart(12, '0')}`,
      direction: body.startsWith('> ') ? ('outbound' as const) : ('inbound' as const),
      body: body.replace(/^> /, ''),
      sentAt: new Date(at),
      createdAt: new Date(at),
    }
  })
  addMessages(index, messages, language)
  return index
}

function find(index: ReturnType<typeof indexOf>, text: string, { language = 'en' as Language, limit = 10 } = {}) {
  const { query, words } = makeQuery([{ text, weight: 1 }], { ...NAMES, language })
  return { ...searchIndex(index, query, { limit }), words }
}

describe('other words for the same thing', () => {
  test.each([
    ['do you have any pets?', 'our hamster bit me', 'en'],
    ['how was the wedding?', 'we got married in May', 'en'],
    ['what instruments do you play?', 'I practised the cello', 'en'],
    ['which sports do you do?', 'tennis on Sundays', 'en'],
    ['tu as des animaux ?', 'mon hamster m’a mordu', 'fr'],
    ['alors, ce mariage ?', 'mes fiançailles ont eu lieu à Nantes', 'fr'],
    ['tu joues de quel instrument ?', 'je travaille le violoncelle', 'fr'],
    ['quel métier ?', 'je suis infirmière de nuit', 'fr'],
  ] as const)('"%s" finds "%s"', (asked, told, language) => {
    const index = indexOf(['the bus was late', told, 'rain again', 'il pleut encore'], language)
    expect(find(index, asked, { language }).hits[0]?.doc).toBe(1)
  })

  test('the word itself comes before its kin, and the kind before nothing', () => {
    const index = indexOf(['I saw a parrot', 'pets are welcome there', 'the bus was late'])
    expect(find(index, 'pets').hits.map(({ doc }) => doc)).toEqual([1, 0])
  })

  test('a name of a thing does not call up its whole kind', () => {
    const index = indexOf(['I saw a parrot', 'the bus was late'])
    expect(find(index, 'any news from the hamster?').hits).toEqual([])
  })

  test('the reason names the word that the message has', () => {
    const index = indexOf(['our hamster bit me', 'the bus was late'])
    const { hits, rarity } = find(index, 'pets')
    const [called] = hits[0]?.own ?? []
    expect(called).toBe(find(index, 'hamster').hits[0]?.own[0])
    expect(rarity.get(called ?? 0)).toBeGreaterThan(0)
  })

  test('what was said earlier in the talk is looked for as it was said', () => {
    const { query } = makeQuery(
      [
        { text: 'siblings', weight: 1 },
        { text: 'pets', weight: 0.5 },
      ],
      { ...NAMES, language: 'en' },
    )
    expect([...query.terms.values()].map(({ kin }) => kin.size > 0)).toEqual([true, false])
  })
})

describe('what a question wants', () => {
  test.each([
    ['when did you see the lighthouse?', 'saw the lighthouse', 'saw the lighthouse last week'],
    ['who baked the cake?', 'somebody baked the cake', 'the cake is by Mirabelle'],
    ['how many kettles do you own?', 'kettles everywhere', 'seven kettles'],
    ['why the kettles?', 'kettles everywhere', 'kettles because of tea'],
    ['quand as-tu vu le phare ?', 'vu le phare', 'vu le phare en juillet'],
    ['combien de bouilloires ?', 'des bouilloires', 'sept bouilloires'],
    ['pourquoi des bouilloires ?', 'des bouilloires', 'des bouilloires parce que thé'],
  ])('"%s" prefers the message that has it', (asked, without, having) => {
    const language = /quand|combien|pourquoi/.test(asked) ? 'fr' : 'en'
    const index = indexOf(['hm', 'hm', 'hm', having, 'hm', 'hm', without], language)
    expect(find(index, asked, { language }).hits[0]?.doc).toBe(3)
  })

  test('a message that asks nothing wants nothing', () => {
    expect(traitsSought('my friend who is called Ana, because of 3 names')).toBe(0)
    expect(traitsSought('')).toBe(0)
  })

  test('thanks and wow tell nothing, news with a first person does', () => {
    expect(traitsOf('Thanks, Tom!') & TRAITS.reacts).toBeTruthy()
    expect(traitsOf('Trop bien') & TRAITS.reacts).toBeTruthy()
    expect(traitsOf('Wow, I just won') & TRAITS.reacts).toBe(0)
  })
})

describe('whose words are asked about', () => {
  const speaker = (text: string) => makeQuery([{ text, weight: 1 }], { ...NAMES, language: 'en' }).query

  test('one who is named, or the first of two, or nobody of two in one breath', () => {
    expect(speaker('what did Tom bake?')).toMatchObject({ speaker: 'fan' })
    expect(speaker('what did Nova say to Tom?')).toMatchObject({ speaker: 'creator', areBothNamed: true })
    expect(speaker('what do Tom and Nova share?').speaker).toBeUndefined()
    expect(speaker('what was it?').speaker).toBeUndefined()
  })
})

describe('whatever is written', () => {
  test.each([
    ['Cyrillic', 'моя собака любит снег', 'где собака?'],
    ['Arabic', 'كلبي يحب الثلج', 'الثلج'],
    ['Japanese', '私の犬は雪が好きです', '犬'],
    ['Hindi', 'मेरा कुत्ता बर्फ से प्यार करता है', 'कुत्ता'],
    ['two languages', 'my chien loves the neige, il est fou', 'neige'],
    ['signs between', 'dog-sitting @ 5pm!!! #lighthouse', 'lighthouse'],
  ])('%s is found by its own words', (_, told, asked) => {
    expect(find(indexOf(['the bus was late', told, 'rain again']), asked).hits[0]?.doc).toBe(1)
  })

  test('only emoji finds nothing and is never found', () => {
    const index = indexOf(['🐶🐶🐶', '❤️', 'my dog Bruno'])
    expect(find(index, '🐶').hits).toEqual([])
    expect(find(index, 'dog').hits.map(({ doc }) => doc)).toEqual([2])
  })

  test('a message of 100,000 characters is found by its beginning and weighs little', () => {
    const index = indexOf(['the bus was late', `lighthouse ${'blah '.repeat(20_000)}`, 'rain again'])
    expect(find(index, 'lighthouse').hits[0]?.doc).toBe(1)
    expect(sizeOf(index)).toBeLessThan(5_000)
    expect(find(index, `lighthouse ${'word '.repeat(20_000)}`).hits[0]?.doc).toBe(1)
  })

  test('100,000 messages of one fan are searched like ten', () => {
    const index = indexOf(
      Array.from({ length: 100_000 }, (_, position) =>
        position === 41_234 ? 'I carved a whale out of driftwood' : `note ${position % 997} of the day`,
      ),
    )
    expect(index.count).toBe(100_000)
    expect(find(index, 'where is the driftwood whale?').hits[0]?.doc).toBe(41_234)
    expect(find(index, 'note').hits).toHaveLength(10)
  }, 120_000)

  test('a short list is the beginning of a long one', () => {
    const word = fc.constantFrom(
      'dog',
      'cat',
      'pets',
      'lighthouse',
      'Paris',
      'yesterday',
      'thanks',
      'I',
      'why',
      '?',
      '12',
    )
    const text = fc.array(word, { maxLength: 6 }).map((words) => words.join(' '))
    fc.assert(
      fc.property(fc.array(text, { maxLength: 25 }), text, fc.integer({ min: 1, max: 5 }), (lines, asked, limit) => {
        const index = indexOf(lines.map((line, position) => (position % 3 ? `+ ${line}` : line)))
        const all = find(index, asked, { limit: 100 }).hits
        expect(find(index, asked, { limit }).hits).toEqual(all.slice(0, limit))
        expect(all.map(({ score }) => score)).toEqual(all.map(({ score }) => score).toSorted((a, b) => b - a))
        for (const { own, beside } of all) expect(own.length + beside.length).toBeGreaterThan(0)
      }),
    )
  })
})
