import type { SentimentWeights } from '../../core/sentiment/sentiment-weights.ts'

/** The weights as a module of core, which reads no files: the same on Node and in a Worker. */
export function weightsModule({ bytes, sha256, madeFrom, scale, bias, sureFrom }: SentimentWeights): string {
  const sides = ({ positive, negative }: { positive: number; negative: number }) =>
    `{ positive: ${positive}, negative: ${negative} }`
  return `// Made by "npm run train:sentiment". Never edit it by hand.
// Learned from GoEmotions (Google, Apache-2.0), XED French (Helsinki-NLP, CC BY 4.0) and the messages in data/sentiment.
// How and with what figures: docs/sentiment.md. Attribution: data/README.md.

interface Sides {
  positive: number
  negative: number
}

export interface SentimentWeights {
  /** Of the bytes. */
  sha256: string
  /** SHA-256 of our own words, features and messages: when they change, train again. */
  madeFrom: string
  /** What one step of a byte is worth. */
  scale: number
  bias: Sides
  /** How probable a side must be before we say it; chosen on messages that nothing was learned from. */
  sureFrom: { en: Sides; fr: Sides }
  /** Base64 of two signed bytes for each place: positive, negative. */
  bytes: string
}

export const SENTIMENT_WEIGHTS: SentimentWeights = {
  sha256: '${sha256}',
  madeFrom: '${madeFrom}',
  scale: ${scale},
  bias: ${sides(bias)},
  sureFrom: {
    en: ${sides(sureFrom.en)},
    fr: ${sides(sureFrom.fr)},
  },
  bytes:
    '${bytes}',
}
`
}
