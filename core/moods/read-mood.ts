import type { MoodReading } from '../../db/moods.ts'
import { moodOf } from '../draft/mood.ts'
import { readSentiment } from '../sentiment/read-sentiment.ts'

/** So sure is a word list that says "bad day". */
const BY_WORDS = 0.9

/**
 * How a message sounds: what the classifier says when it is sure, and negative whenever the words of `core/draft/mood.ts` say
 * so, for an offer after bad news costs more than one offer too few.
 */
export function readMood(text: string): MoodReading {
  const { label, confidence } = readSentiment(text)
  if (moodOf(text) === 'other') return { label, confidence }
  return { label: 'negative', confidence: label === 'negative' ? Math.max(confidence, BY_WORDS) : BY_WORDS }
}
