import type { Guardrail } from './run-guardrails.ts'

/** Controls, direction marks, tag characters and joiners that join nothing: what can be there without being seen. */
const UNSEEN =
  /(?![\n\r\t])\p{Cc}|(?!\u200d)\p{Cf}|\u115f|\u1160|\u3164|(?<!\p{Extended_Pictographic}\ufe0f?|[\u{1f3fb}-\u{1f3ff}])\u200d/gu

export const invisible: Guardrail = ({ text }) => {
  const first = text.search(UNSEEN)
  if (first < 0) return []
  return [
    {
      rule: 'invisible',
      severity: 'stop',
      start: first,
      end: first + 1,
      says: {
        en: 'There are characters here that nobody sees; they can change how the text reads.',
        fr: 'Il y a ici des caractères invisibles ; ils peuvent changer la lecture du texte.',
      },
      rewrite: text.replaceAll(UNSEEN, ''),
    },
  ]
}
