import type { ProposedFact } from './ask-for-facts.ts'
import { type Clause, clausesOf, isOnlyImagined } from './clauses.ts'
import { datesIn, writeWhen } from './dates.ts'
import { FRAMES, type Frame, wordFact } from './fact-frames.ts'
import type { Found, Reading } from './found.ts'
import { readPlace } from './read-value.ts'
import { fold } from './same-fact.ts'
import { SLOTS, type Slot } from './slots.ts'

const LONGEST_VALUE = 80
/** A model is never surer than the rules are of what they know well. */
const MODEL_CONFIDENCE = 0.75

/** Who says it: the rules, or a model by its name. */
interface Source {
  message: string
  extractor: string | undefined
}

/**
 * What every fact passes before it is remembered, whoever read it: its quote stands letter by letter in the message and in
 * words that may be believed (no question, wish, joke, quotation), its kind is known, its value is short.
 */
export function passesGate(found: Found, { message }: Pick<Source, 'message'>): boolean {
  if (!SLOTS.includes(found.slot) || FRAMES[found.frame].slot !== found.slot) return false
  if (found.value.length === 0 || found.value.length > LONGEST_VALUE || /[\n\r]/.test(found.value)) return false
  if (found.quote.length < 2 || !message.includes(found.quote)) return false
  const clauses = clausesAround(found.quote, message)
  if (clauses.length === 0) return false
  const isOwned = OWNED.has(found.slot)
  return isOwned || clauses.some(({ isQuestion }) => !isQuestion)
}

/** "Did I tell you about my dog Bruno?": the dog is there, whatever is asked. */
const OWNED: ReadonlySet<Slot> = new Set(['pet', 'partner', 'family', 'other'])

/** A model's reading as a fact; undefined when anything about it cannot be checked in the message itself. */
export function admitProposal(
  proposed: ProposedFact,
  source: Source,
  reading: Omit<Reading, 'quote'>,
): Found | undefined {
  const slot = SLOTS.find((known) => known === proposed.slot)
  const [quote, value] = [proposed.quote.trim(), proposed.value.replace(/\s+/g, ' ').trim()]
  if (!slot || slot === 'other' || quote.length > 300 || !source.message.includes(quote)) return undefined
  if (!isSaidIn(value, quote) || (slot === 'age' && !/^[1-9]\d$/.test(value))) return undefined
  const clauses = clausesAround(quote, source.message)
  if (clauses.length === 0 || !clauses.every((clause) => mayBeBelieved(clause, { slot, value, ends: proposed.ends }))) {
    return undefined
  }
  const found = worded({ ...proposed, slot, quote, value }, { ...reading, quote }, source)
  return found && passesGate(found, source) ? found : undefined
}

/** The believable pieces of a message that a quote touches; none when it stands in a joke or in somebody else's words. */
function clausesAround(quote: string, message: string): Clause[] {
  return clausesOf(message).filter((clause) => clause.quote.includes(quote) || quote.includes(clause.quote))
}

/** Each word of the value stands in the quote: a model may choose words, never add any. */
function isSaidIn(value: string, quote: string): boolean {
  const words = fold(value).split(' ').filter(Boolean)
  const said = new Set(fold(quote).split(' '))
  return words.length > 0 && words.length <= 12 && words.every((word) => said.has(word))
}

const DENIED = /(?<!\p{L})(?:not|never|no|nobody|none|\p{L}+n't|without|ne|n'|pas|jamais|aucune?|sans|ni)(?![\p{L}'])/iu
const OVER =
  /(?<!\p{L})(?:used to|no longer|any ?more|quit|left|moved|broke up|split|died|passed away|stopped|gave up|lost|ex|sold|former|plus|avant|quitté|déménagé|arrêté|rompu|morte?|perdu|ancien|ancienne|étais|avais)(?!\p{L})/iu
/** Kinds that are often said with a "not": dislikes, limits, hours. */
const MAY_BE_DENIED: ReadonlySet<Slot> = new Set(['dislike', 'limit', 'schedule', 'allergy'])
const OF_FIRST =
  /(?<![\p{L}'])(?:i|i'\p{L}+|we|we'\p{L}+|my|our|me|je|j'\p{L}*|on|nous|moi|mon|ma|mes|notre|nos|m'\p{L}*)(?![\p{L}])/iu
const SUBJECTS =
  /(?<![\p{L}'])(i|we|i'\p{L}+|we'\p{L}+|me|je|j'|on|nous|moi|he|she|they|you|it|your|his|her|their|il|elle|ils|elles|tu|vous|son|sa|ses|ton|ta|tes|leur|(?:my|our|mon|ma|mes|notre|nos) \p{L}+|(?:the|le|la|les|un|une|an?) \p{L}+)(?![\p{L}])/giu
const OWN_THING =
  /^(?:i|we|i'|we'|me|je|j'|on|nous|moi)|^(?:my|our|mon|ma|mes|notre|nos) (?:name|birthday|age|job|work|shift|days?|day|budget|place|flat|home|house|apartment|favou?rites?|fav|hobby|hobbies|passion|back|knee|leg|arm|wrist|doctor|allergy|prénom|nom|anniversaire|boulot|travail|taf|appart|maison|passion|passe-temps|loisir|dos|genou|jambe|bras|poignet|médecin|allergie|plat|film|groupe|couleur|sport|ville)/iu
/** Words to a machine, not to a creator. */
const COMMANDS =
  /(?<!\p{L})(?:ignore|disregard|forget (?:all|your)|instructions?|system|prompt|assistant|json|record (?:that|this)|write down|remember that|note that|store|save that|you must|ignore[zr]?|oublie (?:tes|les)|instructions|enregistre|retiens que|note que|tu dois)(?!\p{L})/iu

function mayBeBelieved(clause: Clause, { slot, value, ends }: { slot: Slot; value: string; ends: boolean }): boolean {
  const { text } = clause
  if (COMMANDS.test(text) || clause.isQuestion || isOnlyImagined(text)) return false
  if (ends !== OVER.test(text) && (ends || slot !== 'work')) return false
  if (!ends && !MAY_BE_DENIED.has(slot) && DENIED.test(text)) return false
  if (OWNED.has(slot)) return OF_FIRST.test(text)
  return isSaidOfOneself(clause, value)
}

/** The nearest subject before the thing is the fan: "my sister lives in Lyon" tells nothing of where the fan lives. */
function isSaidOfOneself({ text, followsOthers }: Clause, value: string): boolean {
  const [first = ''] = fold(value).split(' ')
  const at = fold(text).indexOf(first)
  const before = text.slice(0, Math.max(0, at))
  const subjects = [...before.matchAll(SUBJECTS)].map(([subject]) => subject)
  const own = subjects.find((subject) => !/^(?:the|le|la|les|un|une|an?) /i.test(subject))
  if (own === undefined) return subjects.length === 0 && !followsOthers
  const last = subjects.filter((subject) => !/^(?:the|le|la|les|un|une|an?) /i.test(subject)).at(-1) ?? own
  return OWN_THING.test(last)
}

const FRAME_OF: Record<Exclude<Slot, 'other'>, [now: Frame, past: Frame]> = {
  name: ['called', 'called'],
  age: ['old', 'old'],
  birthday: ['born', 'born'],
  place: ['lives', 'used-to-live'],
  work: ['works', 'works'],
  partner: ['has-partner', 'has-partner'],
  family: ['relative', 'relative'],
  pet: ['has-pets', 'lost-pet'],
  like: ['likes', 'used-to-like'],
  dislike: ['dislikes', 'dislikes'],
  interest: ['hobby', 'used-to-do'],
  allergy: ['allergic', 'allergic'],
  health: ['health', 'health'],
  limit: ['limit', 'limit'],
  schedule: ['schedule', 'no-longer'],
  plan: ['plan-doing', 'plan-doing'],
  promise: ['promised', 'promised'],
}

function worded(
  { slot, value, quote, ends, confidence }: Omit<ProposedFact, 'slot'> & { slot: Exclude<Slot, 'other'> },
  reading: Reading,
  { extractor }: Source,
): Found | undefined {
  const { language, timeZone, at } = reading
  const [now, past] = FRAME_OF[slot]
  const frame = ends ? past : now
  const common = {
    slot,
    frame,
    language,
    quote,
    confidence: Math.min(MODEL_CONFIDENCE, Math.max(0.1, confidence)),
    ...(ends ? { ends: true } : {}),
    ...(extractor === undefined ? {} : { extractor }),
  }
  if (slot === 'place') {
    const place = readPlace(value, '')
    return place ? { ...common, value: place, fact: wordFact(frame, language, { v: place, k: 'à' }) } : undefined
  }
  if (slot !== 'plan') return { ...common, value, fact: wordFact(frame, language, { v: value, k: 'à' }) }
  const day = datesIn(quote, reading).find(({ date }) => date > at)
  if (!day) return undefined
  const fact = wordFact(frame, language, { v: value, k: writeWhen(day, language, timeZone) })
  return { ...common, value, fact, validFrom: day.date }
}
