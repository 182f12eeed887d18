import type { Guardrail } from './run-guardrails.ts'
import { sentencesOf, without } from './sentences.ts'

/** What a person asked for with "Other" is in the words that come. */
export const asAsked: Guardrail = ({ text, instruction }) => {
  if (instruction !== 'no-question' || !text.includes('?')) return []
  const rewrite = without(
    text,
    sentencesOf(text).filter((sentence) => sentence.text.includes('?')),
  )
  return [
    {
      rule: 'as-asked',
      severity: 'stop',
      start: text.indexOf('?'),
      end: text.indexOf('?') + 1,
      says: { en: 'You asked for a reply without a question.', fr: 'Vous vouliez une réponse sans question.' },
      ...(rewrite ? { rewrite } : {}),
    },
  ]
}
