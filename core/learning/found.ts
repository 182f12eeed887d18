import type { Frame } from './fact-frames.ts'
import type { Slot } from './slots.ts'

/** What one message says about the fan. */
export interface Found {
  slot: Slot
  frame: Frame
  language: 'en' | 'fr'
  /** The thing itself; "*" in an end: whatever it was. */
  value: string
  /** In words, told of a third person. */
  fact: string
  /** The clause it was read from, letter by letter as it was written. */
  quote: string
  /** 0..1 */
  confidence: number
  /** It is over, and no longer so. */
  ends?: boolean
  /** Since when it is so, when the fan said it; for plans and promises the day itself. */
  validFrom?: Date
  /** Until when it was so, when the fan said it. */
  validTo?: Date
  /** Who read it, with a version; the rules unless told otherwise. */
  extractor?: string
}

/** When, and in which time zone, something was said. */
export interface Reading {
  at: Date
  language: 'en' | 'fr'
  timeZone: string
  quote: string
}
