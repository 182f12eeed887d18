import type { Guardrail } from './run-guardrails.ts'
import { hasInTurn } from './turn-words.ts'

/** Capitals that are no names of people. */
const COMMON = new Set(
  'i ok okay monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december christmas easter halloween valentine english french paris london europe france tv dj god mr mrs lol omg xoxo xx netflix youtube spotify instagram noël pâques dieu halloween saint'.split(
    ' ',
  ),
)

/**
 * Names that nobody in this conversation ever said: another fan's, or invented. Only one fan's words are loaded for a draft, so
 * whatever is not in them came from nowhere. It sees capitals only, and says so by being a remark and no stop.
 */
export const unknownNames: Guardrail = ({ turn, text, drafted, known }) => {
  if (!drafted) return []
  const told = known.join(' ').toLowerCase()
  const names = [...text.matchAll(/(?<=\p{Ll}[,;:]? |[’'] ?)\p{Lu}\p{Ll}{2,}(?:-\p{Lu}\p{Ll}+)?/gu)]
  return names
    .filter(
      ([name]) =>
        !COMMON.has(name.toLowerCase()) && !told.includes(name.toLowerCase()) && !hasInTurn(turn, name, 'anywhere'),
    )
    .slice(0, 3)
    .map((match) => ({
      rule: 'unknown-name',
      severity: 'look',
      start: match.index,
      end: match.index + match[0].length,
      says: {
        en: `Nobody in this conversation ever said “${match[0]}”.`,
        fr: `Personne n’a jamais dit « ${match[0]} » dans cette conversation.`,
      },
    }))
}

const OTHERS =
  /\b(?:(?:an)?other (?:fans?|subscribers?)|(?<!\byour )(?:an)?other (?:guys?|clients?|men)(?! (?:at|in|from|on) )|(?:some|one) (?:fan|guy|subscriber) (?:told|said|asked|wrote|named|called)|my (?:other )?(?:fans|subscribers)|all my fans|other people (?:here|who write))\b|(?<!\p{L})(?:(?:un|d'|les|mes) ?autres? (?:fans?|abonnés?|(?:mecs?|clients?|gars)(?! (?:du|de la|de ton|de l'|au|à) ?))|mes (?:fans|abonnés)|un (?:fan|abonné) (?:m'a|qui))(?!\p{L})/iu

/** One fan hears nothing about another. */
export const otherFans: Guardrail = ({ text }) => {
  const match = text.replaceAll('’', "'").match(OTHERS)
  if (match?.index === undefined) return []
  return [
    {
      rule: 'other-fans',
      severity: 'stop',
      start: match.index,
      end: match.index + match[0].length,
      says: {
        en: 'This speaks of other fans. One fan hears nothing about another.',
        fr: 'Cela parle d’autres fans. Un fan n’apprend rien d’un autre.',
      },
    },
  ]
}
