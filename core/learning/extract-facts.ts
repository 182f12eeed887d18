import { type Clause, clausesOf, isOnlyImagined } from './clauses.ts'
import { datesIn } from './dates.ts'
import { extractPlans } from './extract-plans.ts'
import { FRAMES, wordFact } from './fact-frames.ts'
import type { FactRule } from './fact-rule.ts'
import { ENGLISH_RULES } from './fact-rules-en.ts'
import { FRENCH_RULES } from './fact-rules-fr.ts'
import type { Found, Reading } from './found.ts'
import { readPlace, readValue } from './read-value.ts'
import { SLOT_RULES, type Slot } from './slots.ts'

const MOST_FACTS = 12
/** Where a sentence about oneself may begin; the rules are tried there, at the start of the clause and nowhere else. */
const BEGINS = {
  en: /(?<![\p{L}'])(?:i|my|our|we|it's|please|don't|do|stop|never|every|each|on|you|can|just|call|everyone|everybody|people|they|walking|home|hi|hey|hello)(?!\p{L})/giu,
  fr: /(?<![\p{L}'])(?:je|j'|mon|ma|mes|notre|nos|moi|c'est|c'était|on|avant|tu|les|le|tous|avec|ne|m'|arrête|évite|jamais|promis|jure|ça)/giu,
}

/** What a fan says about themselves in a message, by rules alone: no model, the same every time. English and French. */
export function extractFacts(message: string, { at, timeZone }: { at: Date; timeZone: string }): Found[] {
  const found: Found[] = []
  for (const clause of clausesOf(message)) {
    for (const language of ['en', 'fr'] as const) {
      const starts = new Set([0, ...[...clause.text.matchAll(BEGINS[language])].map(({ index }) => index)])
      const reading: Reading = { at, language, timeZone, quote: clause.quote.slice(0, 300) }
      const rules = language === 'en' ? ENGLISH_RULES : FRENCH_RULES
      const facts = readClause(clause, { rules, starts: [...starts] }, reading)
      found.push(...facts)
      if (!facts.some(({ slot }) => slot === 'promise' || slot === 'schedule' || slot === 'birthday')) {
        found.push(...extractPlans(clause, reading))
      }
    }
  }
  return laterHolds(withoutRepeats(found)).slice(0, MOST_FACTS)
}

function readClause(
  clause: Clause,
  { rules, starts }: { rules: FactRule[]; starts: number[] },
  reading: Reading,
): Found[] {
  const found: Found[] = []
  const taken: { from: number; to: number; slot: Slot }[] = []
  for (const rule of rules) {
    const match = firstMatch(rule.says, clause.text, starts)
    if (!match) continue
    const [from, to] = [match.index, match.index + match[0].length]
    const { slot } = FRAMES[rule.frame]
    if (taken.some((one) => from < one.to && to > one.from && !goesWith(rule, slot, one.slot))) continue
    if (!mayBeBelieved(rule, match[0], clause, from)) continue
    if (ABOUT_US.has(slot) && isAboutUs(clause.text.slice(to))) continue
    if (saysTooLittle(rule, match, clause.text)) continue
    const facts = toFound(rule, match, clause, reading)
    if (facts.length === 0) continue
    taken.push({ from, to, slot })
    found.push(...facts)
  }
  return found
}

/** The same words may tell two things: "I play football on Sundays", "my favourite dish is my mother's couscous". */
function goesWith({ frame }: FactRule, slot: Slot, taken: Slot): boolean {
  return (slot === 'interest' && taken === 'schedule') || (frame === 'favourite' && taken === 'family')
}

function firstMatch(says: RegExp, text: string, starts: number[]): RegExpExecArray | undefined {
  for (const start of starts) {
    says.lastIndex = start
    const match = says.exec(text)
    if (match) return match
  }
  return undefined
}

/** With these the fan is the subject, or the one who asks for something. Without them a clause may still speak of the one before. */
const OWN_SUBJECT =
  /^(?:i|i'\p{L}+|my|we|we'\p{L}+|our|please|don't|do|never|stop|no|it's|call|every|on|hi|hey|je|j'|mon|ma|mes|nos|notre|ne|m'|moi|pas|arrête|jamais|c'est|tous|le|les|avant|tu)(?![\p{L}])/iu
const POSSESSIVE = /^(?:my|our|mon|ma|mes|notre|nos|avec)(?!\p{L})/iu
/** "You are my wife now", "be my girlfriend": a game, and nobody's family. */
const GAME =
  /(?:you(?:'re| are)|be|become|were|are|not|no|never|as|called|that's|he's|she's|t'es|tu es|soyez|sois|pas|ni|comme|être|c'est|de|à|la|le|les|the|an?)\s*$/iu

function mayBeBelieved(rule: FactRule, said: string, clause: Clause, from: number): boolean {
  const before = clause.text.slice(0, from)
  if (from === 0 && clause.followsOthers && !OWN_SUBJECT.test(said)) return false
  // "My dog Bruno" is his dog even in a question; "do I have a dog" is not.
  if (rule.presupposed && POSSESSIVE.test(said))
    return !/(?:you(?:'re| are)|be|become|were|t'es|tu es|sois|être)\s*$/iu.test(before)
  if (clause.isQuestion || isOnlyImagined(before)) return false
  return !(FRAMES[rule.frame].slot === 'name' && GAME.test(before))
}

const GENERAL =
  /^(?:the (?!sea\b|beach|mountains?\b|ocean|rain\b|snow|outdoors|cold\b|heat\b|summer|winter|city|countryside|gym\b|piano|guitar|forest|woods|water|night\b|moon|stars|sun\b|lake|dentist|smell)|their |his |her |its |these |those |someone|people$|going$|getting|being|having|doing|making (?:it|this|them)|trying|knowing|breaking|spending|waking|sleeping$)|(?<!\p{L})(?:is|are|was|makes?|made|me|you|we|they|toi|tu|vous|nous)(?!\p{L})|.\s(?:my|your)\s/iu

/** "I love the way", "the things I love make me …": a liking without a thing one could take up. */
function saysTooLittle({ frame }: FactRule, match: RegExpMatchArray, text: string): boolean {
  if (frame !== 'likes' && frame !== 'dislikes') return false
  const from = match.index ?? 0
  const [before, after] = [text.slice(0, from), text.slice(from + match[0].length)]
  if (/(?:things?|what|that|which|who|everything|all|ones|que)\s*$/i.test(before)) return true
  const thing = match.groups?.v?.trim() ?? ''
  return (
    GENERAL.test(thing) ||
    (/^\p{L}+ing(?: up| out)?$/iu.test(thing) &&
      /^\s*(?:on|with|at|in|to|about|for)\s(?:you|your|it|this|that|him|her|them|me|my)\b/i.test(after))
  )
}

function toFound(rule: FactRule, match: RegExpExecArray, clause: Clause, reading: Reading): Found[] {
  const after = clause.text.slice(match.index + match[0].length)
  const read =
    rule.value === undefined ? readValue(rule, match, after, reading) : { value: rule.value, frame: rule.frame }
  if (!read) return []
  const { value, frame } = read
  const { slot } = FRAMES[frame]
  const k = readBeside(frame, match, reading)
  const word = (worded: typeof frame, v: string) =>
    wordFact(worded, reading.language, { v, ...(k === undefined ? {} : { k }) })
  const when = whenSaid(rule, match, clause.text, reading)
  const common = { language: reading.language, quote: reading.quote, confidence: rule.confidence }
  const found: Found[] = [
    {
      ...common,
      slot,
      frame,
      value,
      fact: word(frame, value),
      ...(rule.ends ? { ends: true, ...(when ? { validTo: when } : {}) } : when ? { validFrom: when } : {}),
    },
  ]
  const left = match.groups?.from && readPlace(match.groups.from, '')
  if (!left || left === value) return found
  return [
    {
      ...common,
      slot: 'place',
      frame: 'used-to-live',
      value: left,
      fact: word('used-to-live', left),
      ends: true,
      ...(when ? { validTo: when } : {}),
    },
    ...found,
  ]
}

/** "I moved here in September" begins then; "I quit last week" ended then; "I'll send it Friday" is for then. */
function whenSaid(rule: FactRule, match: RegExpExecArray, text: string, reading: Reading): Date | undefined {
  if (rule.frame === 'promised') return datesIn(text, reading).find(({ date }) => date > reading.at)?.date
  const tellsOfAChange =
    rule.ends ||
    (rule.frame === 'lives' && /mov|relocat|ménag|install|since|depuis/i.test(text)) ||
    /depuis|since/i.test(text)
  if (!tellsOfAChange || match.index > 200) return undefined
  return datesIn(text, reading, { looksBack: true }).find(({ date }) => date <= reading.at)?.date
}

const FEMININE = /^(?:chienne|chatte|jument|tortue|perruche|chèvre)$/

/** The word beside the thing, as the sentence needs it: "un chien", "à". */
function readBeside(frame: FactRule['frame'], { groups }: RegExpExecArray, { language }: Reading): string | undefined {
  const beside = groups?.k?.toLowerCase()
  if (language === 'en') return beside
  const article = (animal = '') => (FEMININE.test(animal) ? 'une' : 'un')
  if (frame === 'pet') return `${article(beside)} ${beside}`
  if (frame === 'has-pet') return article(groups?.v?.toLowerCase())
  if (beside === undefined && (frame === 'lives' || frame === 'used-to-live')) return 'à'
  return beside === 'a' || beside === 'sur' || beside === 'vers' ? 'à' : beside
}

const ABOUT_US: ReadonlySet<string> = new Set(['like', 'dislike', 'interest', 'allergy', 'schedule', 'work'])

/** "I love spending time with you": nice to hear, and nothing to remember of the fan. */
function isAboutUs(after: string): boolean {
  return /^\s*(?:with|about|to|at|from|of|avec|à|de|on|in)?\s*(?:you|your|toi|tes|ton|ta|tu)(?![\p{L}])/iu.test(after)
}

function withoutRepeats(found: Found[]): Found[] {
  const seen = new Set<string>()
  return found.filter((one) => {
    const key = `${one.slot}|${one.ends ? 'ends' : ''}|${one.value.toLowerCase()}`
    if (seen.has(key)) return false
    seen.add(key)
    return true
  })
}

/** "I live in Paris. Well, I moved to Lyon last month": where one value can hold, the later one does, and the former has ended. */
function laterHolds(found: Found[]): Found[] {
  return found.flatMap((one, index): Found[] => {
    if (one.ends || SLOT_RULES[one.slot].holds !== 'one') return [one]
    const later = found.slice(index + 1).find(({ frame, ends }) => !ends && frame === one.frame)
    if (!later) return [one]
    if (one.frame !== 'lives') return []
    const { validFrom: _since, ...said } = one
    const fact = wordFact('used-to-live', one.language, { v: one.value, k: 'à' })
    const until = later.validFrom ? { validTo: later.validFrom } : {}
    return [{ ...said, frame: 'used-to-live', fact, ends: true, ...until }]
  })
}
