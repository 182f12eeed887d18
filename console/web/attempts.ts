import { en } from './words/en.ts'
import { t, type WordKey } from './words.ts'

/** What became of asking a model for a draft, in plain words: "gpt-5-mini: no answer in time". */
export function attemptWords(model: string, outcome: string): string {
  // "repaired:price,promise" names the rules; they are shown as warnings where they still matter.
  const key = `attempt.${outcome.replace(/:.*$/s, '')}`
  return t('attempt', { model: shortName(model), outcome: isWord(key) ? t(key) : outcome })
}

/** "openai/gpt-5-mini" is known to people as gpt-5-mini. */
const shortName = (model: string) => model.replace(/^[^/]*\//, '')

function isWord(key: string): key is WordKey {
  return key in en
}
