import { hardLimit } from '../prompt.ts'
import type { Guardrail } from './run-guardrails.ts'
import { sentencesOf } from './sentences.ts'

/** No letter where a chat message was wanted. */
export const length: Guardrail = ({ turn, text, drafted }) => {
  const limit = hardLimit(turn.persona.length)
  if (text.length <= limit) return []
  let rewrite = ''
  for (const sentence of sentencesOf(text)) {
    if (rewrite !== '' && rewrite.length + sentence.text.length > turn.persona.length) break
    rewrite += sentence.text
  }
  return [
    {
      rule: 'length',
      severity: drafted ? 'stop' : 'look',
      start: limit,
      end: text.length,
      says: {
        en: `${text.length} characters; her messages have about ${turn.persona.length}, and at most ${limit}.`,
        fr: `${text.length} caractères ; ses messages en comptent environ ${turn.persona.length}, au plus ${limit}.`,
      },
      ...(rewrite.trim() && rewrite.length <= limit ? { rewrite: rewrite.trim() } : {}),
    },
  ]
}
