import { ourOwnWords } from '../prompt.ts'
import { shinglesOf } from '../similarity.ts'
import type { Guardrail } from './run-guardrails.ts'

const MARKS =
  /<\/?data\b|<menu>|\bsystem prompt\b|"uses"\s*:|"reply"\s*:|\bk\d+ \((?:known|said by)|\[SYSTEM\]|BEGIN (?:SYSTEM|PROMPT)|my (?:system )?instructions (?:are|say)|(?:mes|les) instructions (?:sont|disent)|as an ai (?:language )?model|en tant (?:que modèle|qu'ia)/iu

/** Our own instructions are not for a fan, and hardly for a reviewer. */
export const promptEcho: Guardrail = ({ text, turn, drafted }) => {
  if (!drafted) return []
  const own = shinglesOf(ourOwnWords(turn))
  const shared = [...shinglesOf(text)].filter((piece) => own.has(piece)).length
  if (shared < 4 && !MARKS.test(text)) return []
  return [
    {
      rule: 'prompt-echo',
      severity: 'stop',
      says: { en: 'The model repeated its instructions.', fr: 'Le modèle a répété ses consignes.' },
    },
  ]
}
