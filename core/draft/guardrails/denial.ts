import type { Guardrail } from './run-guardrails.ts'
import { findAll, sentenceAt, without } from './sentences.ts'

const DENIALS = [
  /\bi(?:'m| am) (?:not|no|definitely not|certainly not) (?:an? )?(?:\w+ )?(?:bot|robot|ai|a\.i\.|machine|computer|program|chatbot|software)\b/iu,
  /\bi(?:'m| am) (?:(?:a|an|the) )?(?:100 ?%|totally|completely|really|very|actually|just a)? ?(?:real(?! (?:happy|sorry|glad|proud|excited|tired|sleepy|hungry|bad|good|close|mess|fan|night|morning|disaster|softie|beginner|tea|coffee|cat|dog)\b)|human|a real (?:person|girl|woman)|a human(?: being)?)\b/iu,
  /\b(?:no|zero|not any) (?:bots?|ai|software|robots?)\b(?! can| will)/iu,
  /\b(?:i|only i) (?:write|type|wrote|answer)(?: \w+){0,3} (?:all|every|each|everything)(?: \w+){0,4} (?:myself|alone)\b/iu,
  /\b(?:nobody|no one) (?:else )?(?:helps?|writes?|reads?|answers?)\b(?! (?:letters|books|the (?:phone|door)|my calls)\b)/iu,
  /\bi (?:don'?t|do not|never) (?:use|have|need) (?:any )?(?:ai|bots?|software|help(?! with (?!(?:my |the |these )?(?:messages|replies|writing|texts)\b))|assistants?|chatgpt)\b/iu,
  /\b(?:je )?(?:ne )?suis pas (?:un |une )?(?:\p{L}+ )?(?:bot|robot|ia|machine|logiciel|programme|intelligence artificielle)(?!\p{L})/iu,
  /(?<!\p{L})je suis (?:bien |vraiment |totalement |100 ?% )?(?:une vraie (?:personne|fille|femme)|réelle|humaine|une humaine|un humain|un être humain)(?!\p{L})/iu,
  /(?<!\p{L})(?:c'est (?:bien )?moi(?:-même)?,? (?:et personne d'autre )?qui (?:écris|réponds) tout|j'écris tout (?:moi-même|toute seule))(?!\p{L})/iu,
  /(?<!\p{L})(?:pas d'ia|aucune? (?:ia|bot|robot|aide)|personne (?:d'autre )?ne m'aide|je n'utilise (?:pas|aucune?) \p{L}+)(?!\p{L})/iu,
]

/** Nothing may deny that software and a team help with the messages. */
export const denial: Guardrail = ({ text }) =>
  findAll(text.replaceAll('’', "'"), DENIALS)
    .slice(0, 5)
    .map((span) => {
      const rewrite = without(text, [sentenceAt(text, span.start)])
      return {
        rule: 'denial',
        severity: 'stop',
        ...span,
        says: {
          en: 'This denies that she has help with her messages. It is never denied; an honest light sentence does it.',
          fr: 'Cela nie qu’on l’aide pour ses messages. On ne le nie jamais ; une phrase honnête et légère suffit.',
        },
        ...(rewrite ? { rewrite } : {}),
      }
    })
