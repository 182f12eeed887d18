import type { Guardrail } from './run-guardrails.ts'
import { findAll, isDeclined, sentenceAt, without } from './sentences.ts'

const PRESSURE = [
  /\b(?:only (?:\d+|a few|one|two|three) (?:left|spots?|copies|more)(?! (?:days?|sleeps|weeks?|nights?|hours?|minutes?|months?|exams?|shifts?|km|miles)\b)|last chance|limited (?:time|edition|offer|spots?)|(?:offer|deal|price) (?:ends|expires|is gone)|before it'?s (?:gone|too late)|hurry(?! (?:home|back|up and (?:sleep|rest|get))\b)(?: up)?|act (?:fast|now)|selling (?:out|fast)|(?:gone|deleted) (?:in|by|at) (?:\d+|midnight|an hour)|everyone (?:else )?(?:is buying|already (?:has|bought))|now or never)\b/iu,
  /\b(?:if you (?:really )?(?:loved?|cared?|liked?) (?:about )?me|prove (?:it|that you|your love)|after all i(?:'ve| have) done|you owe me(?! (?:a|an|the|one) (?:story|update|rematch|rest|answer|smile|joke))|don'?t you (?:love|like|care about) me|real (?:fans|men) (?:would|buy|pay|tip)|i'?ll be (?:so )?(?:sad|hurt|disappointed|mad) if you don'?t|you(?:'re| are) (?:so )?(?:cheap|stingy|selfish)|others? (?:pay|spend|tip) (?:me )?more)\b/iu,
  /(?<!\p{L})(?:(?:plus que \d+|il (?:n'en |ne )?reste (?:que|plus que)(?: \p{L}+)?)(?! (?:jours?|dodos?|semaines?|heures?|nuits?|mois|minutes?|examens?|partiels?|km|kilomètres)(?!\p{L}))|dernière chance|offre limitée|dépêche[- ]toi(?! (?:d'aller|de (?:dormir|guérir|rentrer|te reposer)))|vite avant que|avant qu'il (?:soit|ne soit) trop tard|tout le monde (?:l'a|achète)|maintenant ou jamais|ça part vite)(?!\p{L})/iu,
  /(?<!\p{L})(?:si tu (?:m'aimais|tenais à moi|m'aimes vraiment)|prouve[- ](?:le|moi)|après tout ce que j'ai fait|tu me dois(?! (?:une (?:histoire|revanche|réponse)|la suite|un sourire|des nouvelles))|les vrais (?:fans|hommes)|tu (?:ne )?m'aimes (?:donc )?pas|je serai (?:triste|déçue|vexée) si tu|(?:t'es|tu es) radin|les autres (?:paient|donnent))(?!\p{L})/iu,
]

/** A limit in time hurries only where something is sold. */
const UNTIL =
  /\b(?:only|just) (?:for|until) (?:today|tonight|midnight)\b|\bover (?:in|by|at) (?:\d+|midnight|an hour)\b|(?<!\p{L})(?:jusqu'à|seulement) (?:ce soir|minuit|aujourd'hui)(?!\p{L})/iu
const FOR_SALE =
  /[€$£]|\b(?:price|offer|sets?|videos?|photos?|pics?|menu|unlock|sale|deal|available|yours|euros?|prix|offre|vidéos?|séries?|dispo|disponible|promo)\b/iu

/** Nobody is hurried, shamed or made to pay by invented scarcity. */
export const pressure: Guardrail = ({ text }) =>
  findAll(text.replaceAll('’', "'"), FOR_SALE.test(text) ? [...PRESSURE, UNTIL] : PRESSURE)
    .filter(
      ({ start }) =>
        !/\bno rush\b|rien ne presse/iu.test(sentenceAt(text, start).text) &&
        !/^(?:i )?(?:won'?t|never)/iu.test(text.slice(start)),
    )
    .filter(
      ({ start, end }) => !(isDeclined(sentenceAt(text, start).text) && /hurry|dépêche/iu.test(text.slice(start, end))),
    )
    .slice(0, 4)
    .map((span) => {
      const rewrite = without(text, [sentenceAt(text, span.start)])
      return {
        rule: 'pressure',
        severity: 'stop',
        ...span,
        says: {
          en: 'This hurries, shames or claims a scarcity. None of it is used here.',
          fr: 'Cela presse, culpabilise ou invente une rareté. Rien de cela ici.',
        },
        ...(rewrite ? { rewrite } : {}),
      }
    })
