import { readFileSync } from 'node:fs'
import { extractFacts } from '../../core/learning/extract-facts.ts'
import type { Found } from '../../core/learning/found.ts'
import { passesGate } from '../../core/learning/gate.ts'

/** One labelled message: `data/README.md` says how the labels are meant. */
export interface LabelledMessage {
  id: string
  half: 'tune' | 'test' | 'fresh'
  text: string
  facts: Label[]
}

interface Label {
  slot: string
  /** The thing itself; "a|b" when either says it, "*" when the slot alone says it. */
  value: string
  /** Said to be over. */
  ended?: boolean
  /** Reasonable people differ: finding it is neither right nor wrong. */
  optional?: boolean
  /** The day it was dated to, YYYY-MM-DD. */
  on?: string
}

export interface Score {
  right: number
  wrong: number
  missed: number
}

/** All labelled messages are read as said on a Tuesday evening in Paris, so that "Friday" has one meaning. */
export const SAID = { at: new Date('2026-11-17T20:00:00Z'), timeZone: 'Europe/Paris' }

/** What is remembered of a message: what the rules find and the gate lets through. */
export const learned = (message: string): Found[] =>
  extractFacts(message, SAID).filter((found) => passesGate(found, { message }))

/** Reads a file of labelled messages; throws with the line that is none. */
export function readLabelled(file: string): LabelledMessage[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      if (line.trim() === '') return []
      const message = JSON.parse(line) as LabelledMessage
      if (typeof message.text === 'string' && Array.isArray(message.facts)) return [message]
      throw new Error(`${file}, line ${index + 1}: not {"id", "half", "text", "facts": [{"slot", "value"}]}.`)
    })
}

export interface Scored {
  slots: Map<string, Score>
  /** For people who look: what was wrong or missed, and in which message. */
  mistakes: { id: string; text: string; wrong: string[]; missed: string[] }[]
}

/** Compares what was found with what is labelled. A fact said to be over counts in its slot, and only matches one that is over. */
export function scoreFacts(messages: LabelledMessage[], extract: (text: string) => Found[]): Scored {
  const slots = new Map<string, Score>()
  const mistakes: Scored['mistakes'] = []
  const count = (slot: string, what: keyof Score) => {
    const score = slots.get(slot) ?? { right: 0, wrong: 0, missed: 0 }
    score[what] += 1
    slots.set(slot, score)
  }
  for (const { id, text, facts } of messages) {
    const missed = new Set(facts.filter(({ optional }) => !optional))
    const wrong: string[] = []
    for (const found of extract(text)) {
      const fitting = facts.filter((label) => fits(found, label))
      const wanted = fitting.find((label) => missed.has(label))
      if (wanted) {
        missed.delete(wanted)
        count(found.slot, 'right')
      } else if (fitting.length === 0) {
        count(found.slot, 'wrong')
        wrong.push(`${found.ends ? '-' : ''}${found.slot}=${found.value} (${found.fact})`)
      }
    }
    for (const { slot } of missed) count(slot, 'missed')
    if (wrong.length + missed.size > 0) {
      const shown = [...missed].map(({ slot, value, ended }) => `${ended ? '-' : ''}${slot}=${value}`)
      mistakes.push({ id, text, wrong, missed: shown })
    }
  }
  return { slots, mistakes }
}

function fits(found: Found, label: Label): boolean {
  if (found.slot !== label.slot || Boolean(found.ends) !== Boolean(label.ended)) return false
  if (label.on && found.validFrom && dayOf(found.validFrom) !== label.on) return false
  return label.value.split('|').some((value) => value === '*' || found.value === '*' || isSameThing(found, value))
}

const dayOf = (date: Date) => date.toLocaleDateString('sv-SE', { timeZone: SAID.timeZone })

/** One names no more than the other, or they share most of their words. */
function isSameThing(found: Found, value: string): boolean {
  const [told, labelled] = [wordsOf(found.value), wordsOf(value)]
  const common = [...told].filter((word) => labelled.has(word)).length
  if (common === 0) return false
  return common === told.size || common === labelled.size || (2 * common) / (told.size + labelled.size) >= 0.6
}

const LITTLE =
  /^(?:the|a|an|my|our|of|in|at|to|for|on|and|i|im|is|le|la|les|l|un|une|des|du|de|d|mon|ma|mes|a|au|aux|et|je|j|en|dans)$/

function wordsOf(value: string): Set<string> {
  const words = value
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter((word) => word !== '' && !LITTLE.test(word))
    .map((word) => word.normalize('NFD').replace(/\p{M}+/gu, ''))
  return new Set(words.map((word) => (word.length > 3 ? word.replace(/(?:s|x)$/, '') : word)))
}
