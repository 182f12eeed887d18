import { expect, test } from 'vitest'
import { z } from 'zod'
import '../core/field-problem.ts'

test.each<[what: string, schema: z.ZodType, given: unknown, said: string]>([
  ['left out', z.string(), undefined, 'It is missing'],
  ['a number for text', z.string(), 5, 'It must be text, not a number'],
  ['text for a number', z.number(), '5', 'It must be a number, not text'],
  ['a setting that is no number', z.coerce.number(), 'many', 'It must be a number'],
  ['a part of a whole number', z.int(), 1.5, 'It must be a whole number, not 1.5'],
  ['nothing for a switch', z.boolean(), null, 'It must be true or false, not null'],
  ['a list for an object', z.object({}), [], 'It must be an object, not a list'],
  ['a word that is not on the list', z.enum(['now', 'later']), 'soon', 'It must be one of "now", "later"'],
  ['another word', z.literal('yes'), 'no', 'It must be "yes"'],
  ['too long', z.string().max(3), 'long', 'It may have 3 characters at most'],
  ['empty', z.string().min(1), '', 'It must not be empty'],
  ['too short', z.string().min(10), 'short', 'It must have 10 characters at least'],
  ['of another length', z.string().length(1), 'ab', 'It must have 1 character'],
  ['too many', z.array(z.number()).max(1), [1, 2], 'It may have 1 entry at most'],
  ['none', z.array(z.number()).min(1), [], 'It must not be empty'],
  ['too large', z.number().max(10), 11, 'It may be 10 at most'],
  ['too small', z.number().min(0), -1, 'It must be 0 at least'],
  ['not large enough', z.number().positive(), 0, 'It must be more than 0'],
  ['no id', z.uuid(), 'nobody', 'It is no id; an id looks like 0190b3a0-7e1c-7000-8000-000000000000'],
  ['no time', z.iso.datetime(), 'noon', 'It is no time of the form 2026-01-31T18:00:00Z'],
  ['of another form', z.string().regex(/^\d+$/), 'x', 'It does not have the form that it must have'],
  ['not in steps', z.number().multipleOf(5), 7, 'It must be a multiple of 5'],
  ['with more than is known', z.strictObject({}), { extra: 1 }, 'It has fields that are not known here: "extra"'],
  ['of no kind', z.union([z.string(), z.number()]), true, 'It has none of the forms that it may have'],
  ['in its own words', z.string('tell us your name'), 5, 'tell us your name'],
])('a field that is %s is told so, in no library’s words', (_what, schema, given, said) => {
  expect(schema.safeParse(given).error?.issues.map(({ message }) => message)).toEqual([said])
})

test('of several kinds, the ones there are are named', () => {
  const kinds = z.discriminatedUnion('type', [z.object({ type: z.literal('a') }), z.object({ type: z.literal('b') })])
  expect(kinds.safeParse({ type: 'c' }).error?.issues).toMatchObject([
    { path: ['type'], message: 'It must be one of "a", "b"' },
  ])
})
