import type { Memory } from '../../db/memories.ts'
import { frameOf } from './fact-frames.ts'
import type { Found } from './found.ts'
import { SLOT_RULES, slotOf } from './slots.ts'

type Known = Pick<Memory, 'slot' | 'fact' | 'value' | 'validTo'>

/** A fact about a time that is over: it contradicts nothing that is so now. */
export const isOver = ({ validTo }: Pick<Memory, 'validTo'>) => validTo !== null

/** The same thing, or a barer mention of it: "my dog" after "my dog Bruno". */
export function isSame(memory: Known, found: Found): boolean {
  if (found.slot === 'plan') return fold(memory.fact) === fold(found.fact)
  if (fold(memory.value ?? memory.fact) === fold(found.value) || fold(memory.fact) === fold(found.fact)) return true
  const isBare = found.frame === 'has-pet' || found.frame === 'has-partner' || found.frame === 'relative'
  return isBare && says(memory.fact, found.value)
}

/** Retired, out of work: whatever the work was, it is no longer. */
const NO_WORK =
  /^(?:retired|unemployed|out of work|between jobs|(?:à la |en )?retraite|retraitée?|au chômage|sans emploi)$/i

/** What cannot be true beside the new fact. */
export function contradicts(memory: Known, found: Found): boolean {
  const slot = slotOf(memory.slot)
  const frame = frameOf(slot, memory.fact)
  if (isOver(memory)) return false
  if (slot === 'partner') return true
  // A dog without a name becomes Bruno; the same plan moves to another day.
  if (found.frame === 'pet') return frame === 'has-pet' && says(found.fact, memory.value ?? '')
  if (found.frame === 'family') return frame === 'relative' && says(found.fact, memory.value ?? '')
  if (slot === 'plan') return fold(memory.value ?? '') === fold(found.value)
  if (found.slot === 'like' || found.slot === 'dislike') return false
  if (slot === 'work' && (NO_WORK.test(found.value) || NO_WORK.test(memory.value ?? ''))) return true
  return SLOT_RULES[slot].holds === 'one' && (frame === undefined || frame === found.frame)
}

/** What ends with "I don't live there anymore", "we broke up", "I used to be a chef". */
export function isEndedBy(memory: Known, found: Found): boolean {
  if (isOver(memory)) return false
  if (found.value === '*' || isSame(memory, found) || says(memory.fact, found.value)) return true
  const isSingle = /single|célibataire/i
  return found.slot === 'partner' && isSingle.test(memory.fact) === isSingle.test(found.value)
}

/** The words a fact may be learned again by: the thing, the whole fact, and for pets and people each word of it. */
export function wordsOfFact({ slot, fact, value }: Pick<Memory, 'slot' | 'fact' | 'value'>): string[] {
  const parts = slot === 'pet' || slot === 'partner' || slot === 'family' ? fold(fact).split(' ') : []
  return [fold(fact), fold(value ?? ''), ...parts.filter((word) => word.length > 2 && !LEADS.test(word))].filter(
    Boolean,
  )
}

const LEADS = /^(?:has|called|family|est|qui|appelle|famille|une|two|three|deux|trois|les|the|couple)$/

const says = (text: string, words: string) => fold(words) !== '' && ` ${fold(text)} `.includes(` ${fold(words)} `)

/** Without case, accents, marks and articles: "the Bruno!" is "bruno". */
export function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .replace(/^(?:the|a|an|le|la|les|l|un|une) /, '')
}
