import { convert } from 'html-to-text'
import { type ReadEvent, readEnvelope } from './envelope.ts'
import type { Mapping, Preset, Source } from './presets.ts'

/** Reads a partner's envelope by its preset. Never throws, and never repeats what a fan said. */
export function mapEnvelope(given: unknown, preset: Preset): ReadEvent {
  const name = at(given, preset.event)
  if (typeof name !== 'string' || !/^[\w.:-]{1,80}$/.test(name)) {
    return invalid('unreadable', preset.event, 'is missing: a partner’s envelope names its event there.')
  }
  const mapping = Object.hasOwn(preset.events, name) ? preset.events[name] : undefined
  if (!mapping) return { kind: 'ignored', type: name, why: 'no-use' }
  if (mapping.becomes === 'nothing') return { kind: 'ignored', type: name, why: mapping.because }
  const payload = at(given, preset.payload)
  try {
    const read = readEnvelope({ type: mapping.becomes, data: dataOf(payload, mapping, preset) })
    return read.kind === 'invalid' ? { ...read, type: name } : read
  } catch (error) {
    if (error instanceof Unusable) return invalid(name, `${preset.payload}.${error.field}`, error.message)
    throw error
  }
}

class Unusable extends Error {
  readonly field: string
  constructor(field: string, problem: string) {
    super(problem)
    this.field = field
  }
}

function invalid(type: string, field: string, message: string): ReadEvent {
  return { kind: 'invalid', type, problem: `${field}: ${message}`, fields: [{ field, message }] }
}

function dataOf(payload: unknown, mapping: Mapping, preset: Preset): Record<string, unknown> {
  const id = idAt(payload, mapping.id)
  const fan = { id: idAt(payload, mapping.fan) }
  switch (mapping.becomes) {
    case 'fan.message.deleted':
      return { id, fan }
    case 'fan.purchase':
      return {
        id,
        fan,
        title: mapping.title,
        category: mapping.category,
        amountMinor: minorAt(payload, mapping.amount, preset),
        currency: preset.currency,
        purchasedAt: timeAt(payload, mapping.at),
      }
    case 'fan.message':
    case 'creator.message': {
      const name = first(payload, mapping.name)
      return {
        id,
        fan: { ...fan, ...(typeof name === 'string' && name ? { name } : {}) },
        text: mapping.text ? asText(first(payload, mapping.text)) : plainText(first(payload, mapping.html ?? [])),
        ...mediaOf(payload),
        sentAt: timeAt(payload, mapping.at),
      }
    }
  }
}

/** An id is text or a whole number that JSON kept exact: a longer one lost its last digits, and would be somebody else's. */
function idAt(payload: unknown, sources: Source[]): string {
  const id = first(payload, sources)
  const field = nameOf(sources)
  if (typeof id === 'string' && id !== '') return id
  if (typeof id !== 'number') throw new Unusable(field, 'is missing, so nobody knows whom or what this is about.')
  if (!Number.isSafeInteger(id)) throw new Unusable(field, 'is a number too long to be exact. It must come as text.')
  return String(id)
}

function minorAt(payload: unknown, sources: Source[], { money }: Preset): number {
  const { value: given, isForPeople } = found(payload, sources)
  const amount = typeof given === 'string' ? Number(given.replaceAll(',', '')) : given
  if (typeof amount !== 'number' || !Number.isFinite(amount) || amount < 0) {
    throw new Unusable(nameOf(sources), 'is no amount of money.')
  }
  // What was read out of a text such as "$12.00" is dollars, whatever unit the numbers are in.
  if (isForPeople || money === 'major') return Math.round(amount * 100)
  return money === 'minor' ? Math.round(amount) : Math.round(amount / 10)
}

/** ISO 8601 with an offset, or a number of seconds or milliseconds since 1970. */
function timeAt(payload: unknown, sources: Source[]): string {
  const given = first(payload, sources)
  const time =
    typeof given === 'number' ? new Date(given < 100_000_000_000 ? given * 1_000 : given) : new Date(String(given))
  const hasZone = typeof given === 'number' || /(?:z|[+-]\d\d:?\d\d)$/i.test(String(given))
  if (!hasZone || Number.isNaN(time.getTime())) {
    throw new Unusable(nameOf(sources), 'is no time with its zone, such as 2026-06-10T18:35:30+00:00.')
  }
  return time.toISOString()
}

const asText = (given: unknown) => (typeof given === 'string' ? given.trim() : '')

function plainText(html: unknown): string {
  if (typeof html !== 'string') return ''
  return convert(html, {
    wordwrap: false,
    selectors: [
      { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
      { selector: 'img', format: 'skip' },
      { selector: 'p', options: { leadingLineBreaks: 1, trailingLineBreaks: 1 } },
    ],
  }).trim()
}

const KINDS = ['photo', 'video', 'audio'] as const

function mediaOf(payload: unknown): { media?: unknown[] } {
  const media = at(payload, 'media')
  if (!Array.isArray(media) || media.length === 0) return {}
  return {
    media: media.slice(0, 20).map((one) => ({
      kind: KINDS.find((kind) => kind === at(one, 'type')) ?? 'other',
      reference: String(at(one, 'id') ?? ''),
    })),
  }
}

const first = (payload: unknown, sources: Source[]): unknown => found(payload, sources).value

/** @returns isForPeople: it stood within words */
function found(payload: unknown, sources: Source[]): { value: unknown; isForPeople: boolean } {
  for (const source of sources) {
    const isForPeople = typeof source === 'object'
    const there = at(payload, isForPeople ? source.path : source)
    const value = !isForPeople ? there : typeof there === 'string' && source.pattern.exec(there)?.[1]
    if (value !== undefined && value !== null && value !== false) return { value, isForPeople }
  }
  return { value: undefined, isForPeople: false }
}

const nameOf = ([source]: Source[]) => (typeof source === 'object' ? source.path : (source ?? ''))

/** Own fields only: nothing that every object has may pass for an answer. */
function at(from: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null && Object.hasOwn(value, key)
          ? (value as Record<string, unknown>)[key]
          : undefined,
      from,
    )
}
