import { saysWord } from '../offline/voice.ts'
import type { Guardrail } from './run-guardrails.ts'
import { without } from './sentences.ts'

/** Words that the creator, or a rule for this fan, leaves out. */
export const avoidWords: Guardrail = ({ turn, text, drafted }) => {
  const rules = turn.preferences.filter(({ kind }) => kind === 'avoid-word').map(({ rule }) => bareWord(rule))
  const words = [...new Set([...turn.persona.avoid.map(bareWord), ...rules])].filter(
    (word) => word.length > 0 && word.length < 60,
  )
  return words
    .filter((word) => saysWord(text, word))
    .slice(0, 5)
    .map((word) => {
      const at = text.toLowerCase().indexOf(word)
      const start = at < 0 ? 0 : at
      const end = at < 0 ? text.length : at + word.length
      // With the comma that set it apart: "hey babe, how…" -> "hey, how…".
      const rewrite = at < 0 ? undefined : without(text, [{ start: text[start - 2] === ',' ? start - 2 : start, end }])
      return {
        rule: 'avoid-word',
        severity: drafted ? 'stop' : 'look',
        start,
        end,
        says: { en: `“${word}” is a word to leave out here.`, fr: `« ${word} » est un mot à éviter ici.` },
        ...(rewrite ? { rewrite } : {}),
      }
    })
}

const bareWord = (rule: string) =>
  rule
    .replaceAll(/["“”«»]/gu, '')
    .trim()
    .toLowerCase()
