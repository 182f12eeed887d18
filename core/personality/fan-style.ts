import type { Preference } from '../../db/preferences.ts'
import { Persona } from '../creators/persona.ts'
import { type Calibration, stateOf, TRAITS } from './calibration.ts'
import { SHORTER } from './propose.ts'
import { TONES, type Tone } from './reply-tone.ts'

/** How drafts for one fan differ from the creator's own way. */
export interface FanStyle {
  tone: Tone | undefined
  /** Target length in characters. */
  length: number | undefined
  /** Favourite emojis, the most used first. */
  emojis: string[]
  /** Answers grow short or late, or stopped: lighter and shorter, without pressure. */
  isDrifting: boolean
}

/**
 * What calibration says for the next draft. Where a person set a rule about the same thing, the rule holds and not this.
 * @param rows oldest first
 */
export function styleOf(
  rows: readonly Calibration[],
  preferences: readonly Pick<Preference, 'kind'>[],
  { isDrifting }: { isDrifting: boolean },
): FanStyle {
  const ruled = new Set(preferences.map(({ kind }) => kind))
  const held = Object.fromEntries(
    TRAITS.filter((trait) => !ruled.has(trait)).map((trait) => [trait, stateOf(rows, trait).holds?.step.to]),
  )
  return {
    tone: TONES.find((tone) => tone === held.tone),
    length: typeof held.length === 'number' ? held.length : undefined,
    emojis: Array.isArray(held.emoji) ? held.emoji : [],
    isDrifting,
  }
}

/** The creator's voice as it is used with this fan. A fan who drifts away is written to once more 20 % shorter. */
export function voiceFor(persona: Persona, { tone, length, isDrifting }: FanStyle): Persona {
  const target = length ?? persona.length
  return Persona.parse({
    ...persona,
    tone: tone ?? persona.tone,
    length: isDrifting ? Math.max(20, Math.round(target * SHORTER)) : target,
  })
}
