import { detectLanguage } from '../draft/detect-language.ts'
import { moodOf } from '../draft/mood.ts'
import { BUCKETS, featuresOf, OWN_PLACES } from './sentiment-features.ts'
import { SENTIMENT_WEIGHTS } from './sentiment-weights.ts'

export interface Sentiment {
  label: 'positive' | 'negative' | 'neutral'
  /** How probable the label is, 0 to 1, as far as the model knows; 0 when there was nothing it can read. */
  confidence: number
  /** The model leaned to a side and was not sure enough, or it cannot read this at all: the label is then neutral. */
  abstained: boolean
}

/** Enough to know the script and the language. */
const LONGEST_READ = 1_600

/** How probable each label is; together 1. */
export interface Odds {
  positive: number
  negative: number
  neutral: number
}

/**
 * Whether a message sounds positive, negative or neither, in English or French. Reads words only: it claims nothing about
 * irony or what was meant. Pure, never throws, reads at most 1,600 characters. A message in another script, an empty one and one
 * without words or signs is neutral and abstained; one that `moodOf` calls sorrow is never positive, one of crisis is negative.
 * Figures and limits: docs/sentiment.md.
 */
export function readSentiment(text: string): Sentiment {
  if (!isReadable(text)) return { label: 'neutral', confidence: 0, abstained: true }
  const mood = moodOf(text)
  const odds = oddsOf(text)
  if (mood === 'crisis') return { label: 'negative', confidence: Math.max(odds.negative, 0.9), abstained: false }
  const { positive, negative } = SENTIMENT_WEIGHTS.sureFrom[detectLanguage(text.slice(0, LONGEST_READ)) ?? 'en']
  if (odds.positive >= positive && odds.positive > odds.negative && mood !== 'sorrow') {
    return { label: 'positive', confidence: odds.positive, abstained: false }
  }
  if (odds.negative >= negative && odds.negative > odds.positive) {
    return { label: 'negative', confidence: odds.negative, abstained: false }
  }
  return {
    label: 'neutral',
    confidence: odds.neutral,
    abstained: Math.max(odds.positive, odds.negative) > odds.neutral,
  }
}

/** What the model alone says, before thresholds and care. */
export function oddsOf(text: string): Odds {
  const { places, shares } = featuresOf(text)
  const { scale, bias } = SENTIMENT_WEIGHTS
  const table = weights()
  let forPositive = 0
  let forNegative = 0
  places.forEach((place, position) => {
    const share = shares[position] ?? 0
    forPositive += share * (table[2 * place] ?? 0)
    forNegative += share * (table[2 * place + 1] ?? 0)
  })
  const a = Math.exp(forPositive * scale + bias.positive)
  const b = Math.exp(forNegative * scale + bias.negative)
  const all = a + b + 1
  return { positive: a / all, negative: b / all, neutral: 1 / all }
}

/** Letters of ours, or signs that need no language. */
function isReadable(text: string): boolean {
  const start = text.slice(0, LONGEST_READ)
  const letters = start.match(/\p{L}/gu)?.length ?? 0
  if (letters === 0) return /\p{Extended_Pictographic}|[:;=][-']?[()dp]|<3|[!?]/iu.test(start)
  const latin = start.match(/\p{Script=Latin}/gu)?.length ?? 0
  return latin >= letters / 2
}

let table: Int8Array | undefined

/** Decoded by the first message that needs it, so that starting costs nothing. */
function weights(): Int8Array {
  if (!table) {
    const bytes = Buffer.from(SENTIMENT_WEIGHTS.bytes, 'base64')
    if (bytes.length !== 2 * (OWN_PLACES + BUCKETS))
      throw new Error('The weights do not fit the features. Train again.')
    table = new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length)
  }
  return table
}
