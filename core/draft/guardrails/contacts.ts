import type { Guardrail } from './run-guardrails.ts'
import { findAll, isDeclined, sentenceAt, without } from './sentences.ts'
import { hasInTurn } from './turn-words.ts'

const CONTACTS = [
  /(?<![\p{L}\p{N}._%+-])[\p{L}\p{N}._%+-]+ ?(?:@|\(at\)|\[at\]) ?[\p{L}\p{N}-]+ ?(?:\.|\(dot\)|\[dot\]) ?[a-z]{2,}/iu,
  /(?<![\p{L}\p{N}])@[a-z0-9_.]{3,}/iu,
  /(?<!\d)(?!\d{4}-\d{2}-\d{2}|\d{1,2}\.\d{1,2}\.(?:19|20)\d{2}(?!\d)|(?:19|20)\d{2} ?- ?(?:19|20)\d{2}(?!\d))(?:\+|00)?\d(?:[ .\-()]{0,2}\d){7,14}(?!\d)/u,
]
const PAYMENTS = [
  /\b(?:paypal(?:\.me)?|venmo|cash ?app|zelle|revolut|(?:via|on|through|with|by|use|my) wise(?! )|western union|moneygram|skrill|bank transfer|wire transfer|gift ?cards?|bitcoin|btc|ethereum|usdt|crypto(?:currency)?|(?:par|via|sur|mon|ton|un) lydia|lydia[- ]moi|wero|virement|iban|mandat cash|paysafe(?:card)?)\b/iu,
  /\b(?:PCS|Wise)\b(?= (?:account|transfer|card)|\s*[.!?]|$)/u,
  /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){3,7}\b/u,
  /\b(?:bc1|0x)[a-zA-Z0-9]{25,60}\b/u,
]
const ELSEWHERE = [
  /\b(?:whats ?app|snap(?:chat)?|telegram|on signal|my signal|insta(?:gram)?|facebook|messenger|tiktok|kik|discord|skype|wechat)\b.{0,30}\b(?:me|is|:|add|write|text|there|name)\b|\b(?:add|text|write|find|call|reach|follow) me (?:on(?! (?:mon|tues|wednes|thurs|fri|satur|sun)day\b| (?:the|your|my) (?:sofa|couch|way|weekend|balcony|break|birthday)\b)|at(?! (?:any|night\b|midnight|noon|lunch|least|once|home|work|the (?:end|weekend))|\s*\d{1,2}\b)|via|over)\b|\bmy (?:number|phone|snap(?:chat)?|whats ?app|insta(?:gram)?|e-?mail|handle) is\b/iu,
  /(?<!\p{L})(?:ajoute|écris|appelle|retrouve|rejoins|contacte|suis)[- ]moi (?:sur(?! (?:le chemin|la route|le trajet))|au(?! (?:réveil|retour|lit|calme|moindre|milieu|matin))|via|par(?! (?:ici|mon (?:petit )?(?:nom|prénom))))(?!\p{L})|(?<!\p{L})mon (?:numéro|num|tel|snap|insta|whats ?app|mail|e-?mail|pseudo) (?:c'est|est|:)/iu,
]

/** No e-mail, phone number, handle or other app: everything stays on the platform. */
export const contacts: Guardrail = ({ turn, text }) =>
  [
    ...findAll(text, CONTACTS).filter(({ start, end }) => !hasInTurn(turn, text.slice(start, end), 'ours')),
    ...declinable(text, ELSEWHERE),
  ]
    .slice(0, 5)
    .map((span) => ({
      rule: 'contact',
      severity: 'stop',
      ...span,
      says: {
        en: 'This gives a contact or leads away from the platform.',
        fr: 'Cela donne un contact ou emmène hors de la plateforme.',
      },
      ...rewritten(text, span.start),
    }))

/** No way to pay but the platform's. */
export const payments: Guardrail = ({ text }) =>
  declinable(text, PAYMENTS)
    .slice(0, 5)
    .map((span) => ({
      rule: 'payment',
      severity: 'stop',
      ...span,
      says: {
        en: 'This names a way to pay outside the platform.',
        fr: 'Cela nomme un paiement hors de la plateforme.',
      },
      ...rewritten(text, span.start),
    }))

const declinable = (text: string, patterns: RegExp[]) =>
  findAll(text, patterns).filter(({ start }) => !isDeclined(sentenceAt(text, start).text))

function rewritten(text: string, at: number): { rewrite?: string } {
  const rewrite = without(text, [sentenceAt(text, at)])
  return rewrite ? { rewrite } : {}
}
