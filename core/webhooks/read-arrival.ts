import { type ReadEvent, readEnvelope } from './envelope.ts'
import { mapEnvelope } from './map-envelope.ts'
import { presetOf } from './presets.ts'

/** What a body says, by our own envelope or by a partner's. Never throws, and never repeats what a fan said. */
export function readArrival(body: string, preset: string | undefined): ReadEvent {
  let given: unknown
  try {
    given = JSON.parse(body)
  } catch {
    const message = 'is not JSON.'
    return { kind: 'invalid', type: 'unreadable', problem: `body: ${message}`, fields: [{ field: 'body', message }] }
  }
  if (preset === undefined) return readEnvelope(given)
  const known = presetOf(preset)
  if (!known) return { kind: 'ignored', type: 'unknown-preset', why: 'preset-gone' }
  return mapEnvelope(given, known)
}
