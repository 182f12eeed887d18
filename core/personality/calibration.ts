import type { CalibrationStatus, CalibrationTrait, StoredCalibration } from '../../db/calibrations.ts'
import type { Tally } from './answer-quality.ts'

/** Words for the console's two languages. */
export interface Both {
  en: string
  fr: string
}

/** What a recalculation changes in one trait: a tone, a length in characters, or favourite emojis. */
export interface CalibrationStep {
  from: string | number | string[]
  to: string | number | string[]
  why: Both
  evidence?: { good: Tally; other?: Tally }
}

export interface Proposed {
  confidence: number
  step: CalibrationStep
}

/** A row as the core reads it. */
export type Calibration = Omit<StoredCalibration, 'step'> & { step: CalibrationStep }

export const TRAITS: readonly CalibrationTrait[] = ['tone', 'length', 'emoji']
/** From so many interactions on (MEM-2.2), and again after so many more (MEM-2.5). */
export const FIRST_AFTER = 5
export const AGAIN_AFTER = 10
/** Less sure than this, nothing changes (MEM-2.5). */
export const LEAST_CONFIDENCE = 0.7

/** @param last interactions at the last recalculation; undefined: there was none */
export function isRecalculationDue(interactions: number, last: number | undefined): boolean {
  return last === undefined ? interactions >= FIRST_AFTER : interactions - last >= AGAIN_AFTER
}

export function statusOf({ confidence }: Pick<Proposed, 'confidence'>): CalibrationStatus {
  return confidence >= LEAST_CONFIDENCE ? 'applied' : 'unsure'
}

/** How one trait stands. */
export interface TraitState {
  trait: CalibrationTrait
  /** What holds; undefined: as the creator set it. */
  holds: Calibration | undefined
  /** The latest recalculation, applied or not. */
  latest: Calibration | undefined
  /** A person switched it off. */
  isOff: boolean
  /** A person wants it to stay. */
  isPinned: boolean
}

/** What holds after everything that happened to a trait. @param rows oldest first */
export function stateOf(rows: readonly Calibration[], trait: CalibrationTrait): TraitState {
  const own = rows.filter((row) => row.trait === trait)
  const choice = own.findLast(({ status }) => status === 'off' || status === 'on')
  const applied = own.findLast(({ status }) => status === 'applied')
  const isOff = choice?.status === 'off'
  return {
    trait,
    holds: isOff ? undefined : applied,
    latest: own.findLast(({ status }) => status === 'applied' || status === 'unsure'),
    isOff,
    isPinned: !isOff && applied?.isPinned === true,
  }
}

/** A person's choice stands for ever: what is off or pinned is not recalculated. */
export const mayRecalculate = ({ isOff, isPinned }: TraitState): boolean => !isOff && !isPinned
