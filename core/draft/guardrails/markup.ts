import type { Guardrail } from './run-guardrails.ts'

const MARKUP =
  /<\/?[a-z][^>]{0,200}>|```|!?\[[^\]]{1,200}\]\([^)]{1,500}\)|^#{1,4} |\*\*[^*]{1,200}\*\*|^\s*[{[]\s*"|\bfunction_call\b|\btool_calls?\b|<\|[a-z_]+\|>/imu
const ENCODED =
  /(?<![\p{L}\p{N}])(?=[A-Za-z0-9+/=_-]*\d)(?=[A-Za-z0-9+/=_-]*[A-Z])[A-Za-z0-9+/_-]{24,}={0,2}(?![\p{L}\p{N}])/u

/** A chat message is words: no HTML, no Markdown, no JSON, no coded strings. */
export const markup: Guardrail = ({ text, drafted }) => {
  const match = text.match(MARKUP) ?? text.match(ENCODED)
  if (match?.index === undefined) return []
  const bare = text
    .replaceAll(/!?\[([^\]]{1,200})\]\([^)]{1,500}\)/gu, '$1')
    .replaceAll(/<\/?[a-z][^>]{0,200}>|```\w*|\*\*|^#{1,4} /gimu, '')
    .replaceAll(new RegExp(ENCODED.source, 'gu'), '')
    .trim()
  return [
    {
      rule: 'markup',
      severity: drafted ? 'stop' : 'look',
      start: match.index,
      end: match.index + match[0].length,
      says: {
        en: 'This is code or markup, not words for a chat.',
        fr: 'C’est du code ou du balisage, pas des mots pour un message.',
      },
      ...(/\p{L}{2}/u.test(bare) && !MARKUP.test(bare) ? { rewrite: bare } : {}),
    },
  ]
}
