import type { Turn } from '../turn.ts'
import { MOMENTS_EN } from './moments.en.ts'
import { MOMENTS_FR } from './moments.fr.ts'
import { nounIn } from './noun-phrase.ts'
import type { Bank } from './phrases.ts'

/** Something a fan tells that has its own natural reaction, and a question that follows from it. */
export interface Moment {
  when: RegExp
  unless?: RegExp
  /** `{it}`: what the pattern's first group found, as she would say it: "my knee" becomes "your knee". */
  react: Bank
  ask: Bank
  /** Fits somebody in care too. */
  inCare?: true
  /** Nothing from before is brought up beside it. */
  isGrave?: true
}

export interface Moments {
  told: Moment[]
  /** A short answer to what she asked last; `{it}` is the answer. */
  answer: Bank
  yesOrNo: { react: Bank; ask: Bank }
  /** `{it}` is a thing the fan named. */
  echo: Bank
  followUp: Bank
  /** `{it}` is what was promised and is asked about now. */
  owed: Bank
  owedSomething: Bank
}

export interface Heard {
  react: Bank
  ask: Bank
  it: string
  isGrave: boolean
  isAnswer: boolean
}

export const momentsIn = (language: string): Moments => (language === 'fr' ? MOMENTS_FR : MOMENTS_EN)

/** The most concrete thing in what the fan said: the answer to our question, a moment we know, or at least a thing named. */
export function hearMoment(turn: Turn, language: string): Heard | undefined {
  const moments = momentsIn(language)
  const said = turn.unanswered.map(({ body }) => body).join('\n')
  const text = said.replaceAll('’', "'").slice(0, 3_000)
  for (const moment of moments.told) {
    const match = text.match(moment.when)
    if (!match || moment.unless?.test(text) || (turn.fan.inCare && !moment.inCare)) continue
    const it = mirrored(match.slice(1).find((group) => group !== undefined) ?? '', language)
    return { react: moment.react, ask: moment.ask, it, isGrave: moment.isGrave ?? false, isAnswer: false }
  }
  if (turn.fan.inCare) return undefined
  const answer = answerToUs(turn, text, language)
  if (answer === 'short') return { ...moments.yesOrNo, it: '', isGrave: false, isAnswer: true }
  if (answer !== undefined)
    return { react: moments.answer, ask: moments.followUp, it: answer, isGrave: false, isAnswer: true }
  return undefined
}

/** A thing the fan named, to be taken up when nothing better is at hand. */
export function hearThing(turn: Turn, language: string): string | undefined {
  const thing = nounIn(turn.unanswered.map(({ body }) => body).join('\n'), language)
  return thing && mirrored(thing, language)
}

const SHORT =
  /^\W*(?:y(?:es|eah|ep|up)|no(?:pe)?|nah|sure|maybe|not really|a bit|a little|oui|ouais|non|nan|carrément|peut-être|un peu|pas vraiment|bof|voilà|exactly|of course)\W*$/iu
const WHOLE_SENTENCE =
  /(?<!\p{L})(?:i|i'm|i'll|i've|we|it|it's|he|she|they|you|is|was|are|am|have|has|had|do|did|will|can|would|got|goodnight|night|hi|hey|hello|thanks|thank|sorry|love|bye|je|j'\p{L}+|on|il|elle|c'est|ils|elles|tu|t'\p{L}+|nous|vous|est|suis|ai|va|vais|bonne|merci|coucou|salut|bonsoir|bonjour|désolée?|ça|m'\p{L}+|haha\p{L}*|lol|mdr|price|photos?|videos?|vidéos?)(?!\p{L})/iu

/** "Which race?" "the half marathon in May": the answer in the fan's words. 'short' for a bare yes or no. */
function answerToUs(turn: Turn, text: string, language: string): string | undefined {
  const last = turn.recent.at(-1)
  if (last?.direction !== 'outbound' || !last.body.includes('?') || text.includes('?')) return undefined
  if (SHORT.test(text)) return 'short'
  const answer = text.trim().replace(/[.!…\s]+$/u, '')
  const words = answer.split(/\s+/u)
  if (words.length < 2 || words.length > 9 || answer.length > 60 || /[\n.!…]/u.test(answer)) return undefined
  if (WHOLE_SENTENCE.test(answer) || !/^\p{L}/u.test(answer)) return undefined
  return mirrored(answer, language)
}

const MIRROR: Record<string, Record<string, string>> = {
  en: { my: 'your', our: 'your', me: 'you', myself: 'yourself', mine: 'yours' },
  fr: { mon: 'ton', ma: 'ta', mes: 'tes', notre: 'votre', nos: 'vos', moi: 'toi' },
}

/** What the fan calls "my knee" is "your knee" to us. */
function mirrored(words: string, language: string): string {
  const mirror = MIRROR[language] ?? {}
  return words.trim().replaceAll(/\p{L}+/gu, (word) => mirror[word.toLowerCase()] ?? word)
}
