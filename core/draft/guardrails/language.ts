import { detectLanguage, isForeign } from '../detect-language.ts'
import type { Guardrail } from './run-guardrails.ts'

/** The fan's language, and no other. */
export const language: Guardrail = ({ turn, text, drafted }) => {
  const expected = turn.fan.language === 'fr' ? 'fr' : 'en'
  const written = detectLanguage(text)
  if (!isForeign(text) && (written === undefined || written === expected)) return []
  return [
    {
      rule: 'language',
      severity: drafted ? 'stop' : 'look',
      says:
        expected === 'fr'
          ? {
              en: 'This fan writes French; these words are not French.',
              fr: 'Ce fan écrit en français ; ce texte ne l’est pas.',
            }
          : {
              en: 'This fan writes English; these words are not English.',
              fr: 'Ce fan écrit en anglais ; ce texte ne l’est pas.',
            },
    },
  ]
}
