import type { Warning } from '../draft-notes.ts'
import { mayOffer } from '../may-offer.ts'
import { fold } from '../offline/pick.ts'
import { amountsIn } from './prices.ts'
import type { Checked, Guardrail } from './run-guardrails.ts'
import { findAll, isDeclined, type Span, sentenceAt, without } from './sentences.ts'

const SELLING = [
  /\b(?:unlock|ppv|pay[- ]per[- ]view|buy (?:it|this|my|one|the)|purchase|special (?:offer|price)|discount|deal for you|on sale|my (?:menu|prices)|shall i send (?:it|you) .{0,20}(?:set|video|photos?)|tip me|send me a tip|% off)\b/iu,
  /(?<!\p{L})(?:débloque|achète|acheter|promo|réduction|remise|soldes?|offre spéciale|mon menu|mes tarifs|un pourboire|prix (?:spécial|d'ami))(?!\p{L})/iu,
]

const WHY = {
  care: { en: 'This fan is in care: nothing is offered.', fr: 'Ce fan est sous attention : rien ne lui est proposé.' },
  'bad-moment': {
    en: 'The fan had something bad to say lately: the next replies offer nothing.',
    fr: 'Le fan a eu une mauvaise passe : les prochaines réponses ne proposent rien.',
  },
  rule: { en: 'A rule for this fan says: no offers.', fr: 'Une règle pour ce fan dit : pas d’offre.' },
  'no-menu': { en: 'There is nothing on the menu to offer.', fr: 'Il n’y a rien au menu à proposer.' },
  declined: {
    en: 'All of this was declined in the last 7 days, or somebody here set it to never.',
    fr: 'Tout cela a été refusé ces 7 derniers jours, ou quelqu’un ici l’a exclu.',
  },
  asked: { en: 'You asked for a reply without an offer.', fr: 'Vous vouliez une réponse sans offre.' },
  private: {
    en: 'This stands beside something that was told in confidence and marked “never for selling”.',
    fr: 'C’est à côté d’une confidence marquée « jamais pour vendre ».',
  },
} as const

/** No offer where none is allowed, and none built on what must never be used for selling. */
export const offers: Guardrail = (checked) => {
  const places = offersIn(checked)
  if (places.length === 0) return []
  const leave = mayOffer(checked.turn)
  if (!leave.allowed) return [warning(checked, places, WHY[leave.why])]
  if (checked.instruction === 'no-offer') return [warning(checked, places, WHY.asked)]
  return usesPrivateThings(checked) ? [warning(checked, places, WHY.private)] : []
}

function offersIn({ turn, text }: Checked): Span[] {
  const lower = text.toLowerCase()
  const titles = turn.offers.flatMap(({ title }) => {
    const at = title.length > 4 ? lower.indexOf(title.toLowerCase()) : -1
    return at < 0 ? [] : [{ start: at, end: at + title.length }]
  })
  const selling = findAll(text, SELLING).filter(({ start }) => !isDeclined(sentenceAt(text, start).text))
  return [...amountsIn(text), ...titles, ...selling].map(({ start, end }) => ({ start, end }))
}

function usesPrivateThings({ turn, text }: Checked): boolean {
  const said = new Set(fold(text).split(' '))
  return turn.memories
    .filter(({ neverForSelling }) => neverForSelling)
    .some(({ fact }) => {
      const words = fold(fact)
        .split(' ')
        .filter((word) => word.length > 4)
      return words.filter((word) => said.has(word)).length >= Math.min(2, words.length || 9)
    })
}

function warning({ text }: Checked, places: Span[], says: { en: string; fr: string }): Warning {
  const rewrite = without(text, uniqueSentences(text, places))
  return { rule: 'offer', severity: 'stop', ...(places[0] ?? {}), says: { ...says }, ...(rewrite ? { rewrite } : {}) }
}

function uniqueSentences(text: string, places: Span[]): Span[] {
  const sentences = places.map(({ start }) => sentenceAt(text, start))
  return sentences.filter((sentence, index) => sentences.findIndex(({ start }) => start === sentence.start) === index)
}
