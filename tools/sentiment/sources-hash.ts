import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Of what is in the repository and decides the weights: words, features and our own messages. */
export function sourcesHash(): string {
  const hash = createHash('sha256')
  for (const file of SOURCES) hash.update(readFileSync(file, 'utf8').replaceAll('\r\n', '\n'))
  return hash.digest('hex')
}

const SOURCES = [
  'core/sentiment/lexicon.ts',
  'core/sentiment/sentiment-features.ts',
  'data/sentiment/en.tsv',
  'data/sentiment/fr.tsv',
  'tools/sentiment/linear-model.ts',
]
