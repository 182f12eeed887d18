import type { Guardrail } from './run-guardrails.ts'
import { findAll, without } from './sentences.ts'

const LINKS = [
  /(?:https?|hxxps?|ftp|javascript|data|tg):\/{0,2}[^\s<>"')]+/iu,
  /\bwww\.[^\s<>"')]+/iu,
  /(?<![\p{L}\p{N}@.])[a-z0-9-]{2,}(?:\.[a-z0-9-]{2,})*\.(?:com|net|org|io|me|co|fr|uk|de|ru|xyz|link|to|ly|gg|app|site|online|shop|info|biz|top|cc|tv|be|ch|eu|page|club|live)(?:\/[^\s<>"')]*)?(?![\p{L}\p{N}])/iu,
]

/** No link but those the creator's own description names. */
export const links: Guardrail = ({ turn, text }) => {
  const own = [turn.persona.bio, ...turn.persona.canon, ...turn.persona.phrases, turn.creator.disclosure ?? '']
    .join(' ')
    .toLowerCase()
  const spans = findAll(text, LINKS).filter(({ start, end }) => !own.includes(hostOf(text.slice(start, end))))
  const separate = spans.filter(
    (span, index) => !spans.some((other, at) => at < index && other.start <= span.start && span.end <= other.end),
  )
  return separate.slice(0, 5).map((span) => {
    const rewrite = without(text, separate)
    return {
      rule: 'link',
      severity: 'stop',
      ...span,
      says: { en: 'A link that is not one of hers.', fr: 'Un lien qui n’est pas l’un des siens.' },
      ...(rewrite ? { rewrite } : {}),
    }
  })
}

const hostOf = (link: string) =>
  link
    .toLowerCase()
    .replace(/^[a-z]+:\/{0,2}/u, '')
    .replace(/^www\./u, '')
    .split(/[/?#]/u)[0] ?? link
