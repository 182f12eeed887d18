import { z } from 'zod'

/**
 * What is wrong with a field, in words for whoever filled it in. Importing this makes the schema library say it so everywhere; what a
 * schema says by itself stays. Each reads well after the field's name: "minutes: It must be a number, not text".
 */
z.config({ customError: fieldProblem })

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'an object',
  record: 'an object',
  date: 'a time',
  null: 'null',
}

const FORMATS: Record<string, string> = {
  uuid: 'It is no id; an id looks like 0190b3a0-7e1c-7000-8000-000000000000',
  email: 'It is no e-mail address',
  url: 'It is no web address',
  datetime: 'It is no time of the form 2026-01-31T18:00:00Z',
  date: 'It is no date of the form 2026-01-31',
  time: 'It is no time of the form 18:00:00',
  duration: 'It is no duration of the form P1D or PT2H',
}

/** @returns one sentence without its full stop; undefined when the library's own word is no worse */
export function fieldProblem(issue: z.core.$ZodRawIssue): string | undefined {
  if (issue.input === undefined && issue.code !== 'custom') return 'It is missing'
  switch (issue.code) {
    case 'invalid_type': {
      const given = kindOf(issue.input)
      const wanted = `It must be ${KINDS[issue.expected] ?? issue.expected}`
      return given ? `${wanted}, not ${given}` : wanted
    }
    case 'invalid_value':
      return oneOf(issue.values)
    case 'too_big':
      return tooMuch(issue)
    case 'too_small':
      return tooLittle(issue)
    case 'invalid_format':
      return FORMATS[issue.format] ?? 'It does not have the form that it must have'
    case 'not_multiple_of':
      return `It must be a multiple of ${issue.divisor}`
    case 'unrecognized_keys':
      return `It has fields that are not known here: ${issue.keys.map((key) => JSON.stringify(key)).join(', ')}`
    case 'invalid_union':
      return Array.isArray(issue.options) ? oneOf(issue.options) : 'It has none of the forms that it may have'
  }
  return undefined
}

function oneOf(values: readonly unknown[]): string {
  const named = values.map((value) => (typeof value === 'bigint' ? `${value}` : JSON.stringify(value)))
  return named.length === 1 ? `It must be ${named[0]}` : `It must be one of ${named.join(', ')}`
}

type Raw<Code> = Extract<z.core.$ZodRawIssue, { code: Code }>

function tooMuch({ origin, maximum, inclusive, exact }: Raw<'too_big'>): string {
  const sized = sizeIn(origin, maximum)
  if (sized) return exact ? `It must have ${sized}` : `It may have ${sized} at most`
  return inclusive ? `It may be ${maximum} at most` : `It must be less than ${maximum}`
}

function tooLittle({ origin, minimum, inclusive, exact }: Raw<'too_small'>): string {
  const sized = sizeIn(origin, minimum)
  if (sized && exact) return `It must have ${sized}`
  if (sized) return Number(minimum) === 1 ? 'It must not be empty' : `It must have ${sized} at least`
  return inclusive ? `It must be ${minimum} at least` : `It must be more than ${minimum}`
}

/** The size of something that has one; undefined for a number or a time. */
function sizeIn(origin: string, count: number | bigint): string | undefined {
  const isOne = Number(count) === 1
  if (origin === 'string') return `${count} ${isOne ? 'character' : 'characters'}`
  if (['array', 'set', 'map', 'record'].includes(origin)) return `${count} ${isOne ? 'entry' : 'entries'}`
  return undefined
}

function kindOf(input: unknown): string | undefined {
  if (input === null) return 'null'
  // A setting that should be a number and is none has been read as this.
  if (Number.isNaN(input)) return undefined
  if (Number.isFinite(input) && !Number.isInteger(input)) return `${input}`
  return KINDS[Array.isArray(input) ? 'array' : typeof input]
}
