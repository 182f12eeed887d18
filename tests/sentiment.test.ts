import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readSentiment } from '../core/sentiment/read-sentiment.ts'
import { SENTIMENT_WEIGHTS } from '../core/sentiment/sentiment-weights.ts'
import { measure } from '../tools/sentiment/measure.ts'
import { readLabelled } from '../tools/sentiment/read-labelled.ts'
import { sourcesHash } from '../tools/sentiment/sources-hash.ts'

const labelOf = (text: string) => readSentiment(text).label

describe('a negation turns a message', () => {
  test.each([
    ['I love it', 'I do not love it'],
    ['you are beautiful', 'you are not beautiful'],
    ["j'ai aimé ta vidéo", "j'ai pas aimé ta vidéo"],
    ['je suis content', 'je ne suis pas content'],
  ])('"%s", "%s"', (said, denied) => {
    expect(labelOf(said)).toBe('positive')
    expect(labelOf(denied)).not.toBe('positive')
  })

  test.each(['not bad at all, I love it', 'pas mal du tout', 'jamais déçu'])(
    '"%s" is praise, or at least no complaint',
    (text) => {
      expect(labelOf(text)).not.toBe('negative')
    },
  )
})

describe('emoji', () => {
  test.each([
    ['😍😍', 'positive'],
    ['🥰', 'positive'],
    ['😡😡', 'negative'],
    ['💔', 'negative'],
  ] as const)('%s alone is %s', (text, label) => {
    expect(labelOf(text)).toBe(label)
  })

  test('a kind word beside an angry face is not called positive, and a complaint beside a heart is not either', () => {
    expect(labelOf('great 😡')).not.toBe('positive')
    expect(labelOf("j'ai payé et j'ai rien reçu, c'est de l'arnaque ❤️")).not.toBe('positive')
  })

  test('the tone of a skin changes nothing', () => {
    expect(readSentiment('👍🏿')).toEqual(readSentiment('👍'))
  })
})

describe('it agrees with care', () => {
  test.each([
    'my grandma passed away, thank you for being so lovely, I love you',
    "mon chien est mort hier, merci mon coeur je t'adore",
  ])('sorrow is never positive: "%s"', (text) => {
    expect(labelOf(text)).not.toBe('positive')
  })

  test.each(['I love you all but I want to die', "je t'aime mais j'ai envie de mourir"])(
    'crisis is negative: "%s"',
    (text) => {
      expect(labelOf(text)).toBe('negative')
    },
  )
})

describe('what cannot be read is neutral, and says that it abstained', () => {
  test.each([
    ['', 'empty'],
    ['   \n', 'blank'],
    ['привет, как дела, друг мой', 'Cyrillic'],
    ['今日はとても疲れました', 'Japanese'],
    ['12345', 'numbers'],
  ])('"%s" (%s)', (text) => {
    expect(readSentiment(text)).toEqual({ label: 'neutral', confidence: 0, abstained: true })
  })
})

describe('for any text', () => {
  test('it never throws, and says the same again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        const { label, confidence, abstained } = readSentiment(text)
        expect(confidence).toBeGreaterThanOrEqual(0)
        expect(confidence).toBeLessThanOrEqual(1)
        if (abstained) expect(label).toBe('neutral')
        expect(readSentiment(text)).toEqual({ label, confidence, abstained })
      }),
    )
  })

  test('of 100,000 characters only the ends are read', () => {
    const middle = 'you are a horrible liar and I hate you. '.repeat(2_500)
    const text = `${'I love you, you are wonderful. '.repeat(50)}${middle}${'I love you, you are wonderful. '.repeat(20)}`
    expect(text.length).toBeGreaterThan(100_000)
    expect(labelOf(text)).toBe('positive')
  })
})

describe('the weights in the repository', () => {
  test('are whole', () => {
    const bytes = Buffer.from(SENTIMENT_WEIGHTS.bytes, 'base64')
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(SENTIMENT_WEIGHTS.sha256)
  })

  test('were made from the words, features and messages that are here; if not, run "npm run train:sentiment"', () => {
    expect(SENTIMENT_WEIGHTS.madeFrom).toBe(sourcesHash())
  })
})

describe('on fan messages that nothing was learned from', () => {
  const figuresOf = (file: string) => {
    const messages = readLabelled(file)
    return measure(messages.map(({ text, label }) => ({ gold: label, said: labelOf(text) })))
  }

  test('no message is in both halves', () => {
    for (const language of ['en', 'fr']) {
      const learned = new Set(readLabelled(`data/sentiment/${language}.tsv`).map(({ text }) => text.toLowerCase()))
      const both = readLabelled(`data/sentiment/${language}.test.tsv`).filter(({ text }) =>
        learned.has(text.toLowerCase()),
      )
      expect(both).toEqual([])
    }
  })

  // Floors a little below the figures in docs/sentiment.md: a message is half a percent.
  test('English: what is said is right', () => {
    const { labels, polarRecall, signErrors } = figuresOf('data/sentiment/en.test.tsv')
    expect(labels.positive.precision).toBeGreaterThanOrEqual(0.85)
    expect(labels.negative.precision).toBeGreaterThanOrEqual(0.9)
    expect(polarRecall).toBeGreaterThanOrEqual(0.45)
    expect(signErrors).toBeLessThanOrEqual(0.05)
  })

  test('French: what is said is right', () => {
    const { labels, polarRecall, signErrors } = figuresOf('data/sentiment/fr.test.tsv')
    expect(labels.positive.precision).toBeGreaterThanOrEqual(0.88)
    expect(labels.negative.precision).toBeGreaterThanOrEqual(0.82)
    expect(polarRecall).toBeGreaterThanOrEqual(0.62)
    expect(signErrors).toBeLessThanOrEqual(0.08)
  })
})

describe('a file of labelled messages', () => {
  const file = (text: string, name = 'messages.tsv') => {
    const folder = mkdtempSync(join(tmpdir(), 'souvenir-labelled-'))
    writeFileSync(join(folder, name), text)
    writeFileSync(join(folder, 'labels.txt'), 'joy\nsadness\nsurprise\nneutral\n')
    return join(folder, name)
  }

  test('is read in our form and in that of GoEmotions, where open and mixed feelings are left out', () => {
    expect(readLabelled(file('nice\tpositive\r\nok\tneutral\r\n'))).toEqual([
      { text: 'nice', label: 'positive' },
      { text: 'ok', label: 'neutral' },
    ])
    expect(readLabelled(file('a\t0\tx1\nb\t1\tx2\nc\t2\tx3\nd\t0,1\tx4\nf\t0,2\tx6\ne\t3\tx5\n'))).toEqual([
      { text: 'a', label: 'positive' },
      { text: 'b', label: 'negative' },
      { text: 'e', label: 'neutral' },
    ])
  })

  test.each([
    ['a label that is none', 'nice\tpositive\nok\tgood\n', /:2: the label is "good"/],
    ['a missing label', 'nice\tpositive\n\nok\n', /:3: 1 columns/],
    ['a column too many', 'nice\tpositive\nok\tneutral\tmore\n', /:2: 3 columns/],
    ['a text that is empty', '\tpositive\n', /:1: the text is empty/],
    ['a number without a name', 'a\t0\tx\nb\t9\ty\n', /:2: "9"/],
  ])('%s is refused with its line', (_, text, problem) => {
    expect(() => readLabelled(file(text))).toThrow(problem)
  })
})
