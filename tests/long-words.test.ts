import { expect, test } from 'vitest'
import { editShare } from '../core/approval/edit-share.ts'
import { Persona } from '../core/creators/persona.ts'
import { runGuardrails } from '../core/draft/guardrails/run-guardrails.ts'
import { readAnswer } from '../core/draft/model-answer.ts'
import type { Turn } from '../core/draft/turn.ts'
import { lessonsOfEdit } from '../core/learning/lesson-of-edit.ts'

/** Words as nobody writes them. Where a rule looks at each place from each place, these take minutes, and the story fails. */
const many = (piece: string, length: number) => piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
const numbered = (word: string, length: number) =>
  Array.from({ length: length / 5 }, (_, index) => `${word}${index}`)
    .join(' ')
    .slice(0, length)

const NOTHING_SAID = {
  persona: Persona.parse({}),
  creator: { name: 'Nova', language: 'en' },
  fan: { name: 'Mia', language: 'en', profile: {} },
  unanswered: [],
  recent: [],
  memories: [],
  preferences: [],
  promises: [],
  purchases: [],
  offers: [],
  offersMade: [],
  tastes: [],
  moods: [],
  saidBefore: [],
  sentBefore: [],
  now: new Date('2026-11-17T20:00:00Z'),
} as unknown as Turn

test('two long texts with nothing in common are told apart without counting every difference', () => {
  const [drafted, sent] = [numbered('a', 12_000), numbered('b', 12_000)]
  expect(editShare(drafted, sent)).toBe(1)
  expect(editShare('see you on Friday', 'see you on Monday')).toBeCloseTo(6 / 17)
  expect(lessonsOfEdit({ drafted, sent }, { fanName: 'Mia', language: 'en' }).map(({ kind }) => kind)).toEqual([
    'other',
  ])
})

test('a model that answers with a wall of blanks is heard all the same', () => {
  const reply = `hello${many(' ', 11_000)}Mia`
  expect(readAnswer(reply)).toMatchObject({ kind: 'answer', answer: { reply } })
  expect(readAnswer(`hello${many(' ', 90_000)}Mia`)).toEqual({ kind: 'unusable', why: 'too-long' })
  expect(readAnswer('“ hello Mia ”')).toMatchObject({ kind: 'answer', answer: { reply: 'hello Mia' } })
  expect(readAnswer('```\nhello Mia\n```')).toMatchObject({ kind: 'answer', answer: { reply: 'hello Mia' } })
})

test.each([
  ['one script without a blank', many('我', 12_000), []],
  ['prices without end', many('€1,', 12_000), ['price']],
  ['an address at the end of a word without end', `${many('a', 11_980)}@example.com`, ['contact']],
])('a reply as long as may be, %s, is checked like any other', (_, text, rules) => {
  const found = runGuardrails(NOTHING_SAID, text).map(({ rule }) => rule)
  expect(found).toEqual(expect.arrayContaining(rules))
})
