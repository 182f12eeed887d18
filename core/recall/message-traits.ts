import { wordsOf } from './terms.ts'

/** What can be seen of a message without knowing what will be asked. A bit each; they are kept in snapshots. */
export const TRAITS = {
  outbound: 1,
  asks: 2,
  answers: 4,
  firstPerson: 8,
  timed: 16,
  named: 32,
  numbered: 64,
  reasoned: 128,
  reacts: 256,
} as const

const FIRST_PERSON = new Set('i my me mine we our us je j mon ma mes moi m nous notre nos on'.split(' '))
const TIMED =
  /(?<![\p{L}\p{N}])(?:yesterday|today|tonight|tomorrow|last|next|ago|week|weekend|month|year|morning|evening|(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|september|october|november|december|summer|winter|spring|autumn|recently|\d{4}|hier|aujourd['’]hui|demain|dernière?|prochaine?|semaine|mois|année|an|ans|soir|matin|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|été|hiver|printemps|automne|récemment)(?![\p{L}\p{N}])/iu
/** A capital within a sentence: somebody or something with a name. "I" is none. */
const NAMED = /(?<=[\p{Ll},;] )["“«']?\p{Lu}\p{Ll}/u
const NUMBERED =
  /\d|(?<!\p{L})(?:two|three|four|five|six|seven|eight|nine|ten|twice|few|couple|several|dozen|hundred|once|years?|months|weeks|both|another|deux|trois|quatre|cinq|sept|huit|neuf|dix|plusieurs|quelques|douzaine|cent|fois|ans|mois|semaines)(?!\p{L})/iu
const REASONED =
  /(?<!\p{L})(?:because|'?cause|cuz|since|so that|reason|that['’]s why|wanted to|to help|inspired|made me|led me|parce que?|puisque|pour que|raison|c['’]est pour (?:ça|cela)|voulais|m['’]a (?:donné|inspirée?))(?!\p{L})/iu
const THANKS = /^(?:thanks|thank you|thx|merci)(?!\p{L})/iu
const REACTS =
  /^(?:wow|that['’]?s|sounds|cool|awesome|congrats|congratulations|great|nice|amazing|glad|aw+|yeah|no worries|sure|definitely|for sure|génial|super|trop bien|bravo|félicitations|oh|ouais|bien sûr|carrément|d['’]accord)(?!\p{L})/iu

/** The traits of a text; who said it and what it answers is for the index to know. */
export function traitsOf(text: string): number {
  const isFirstPerson = wordsOf(text).some((word) => FIRST_PERSON.has(word))
  return (
    (text.includes('?') ? TRAITS.asks : 0) |
    (isFirstPerson ? TRAITS.firstPerson : 0) |
    (TIMED.test(text) ? TRAITS.timed : 0) |
    (NAMED.test(text) ? TRAITS.named : 0) |
    (NUMBERED.test(text) ? TRAITS.numbered : 0) |
    (REASONED.test(text) ? TRAITS.reasoned : 0) |
    (THANKS.test(text) || (!isFirstPerson && REACTS.test(text)) ? TRAITS.reacts : 0)
  )
}

const ASKS =
  /\?|^\W*(?:who|what|where|when|why|how|which|whose|qui|que|quoi|où|quand|pourquoi|comment|combien|quel)(?!\p{L})/iu
const SOUGHT: [number, RegExp][] = [
  [
    TRAITS.timed,
    /(?<!\p{L})(?:when (?:did|was|were|is|are|does|do|will|has|have)|what (?:day|date|month|year|time)|which (?:day|month|year|week)|how long ago|quand (?:est-ce|as|a|est|était|avez|va)|quel(?:le)? (?:jour|date|mois|année|heure))(?!\p{L})/iu,
  ],
  [
    TRAITS.named,
    /(?<!\p{L})(?:who|whose|which|where|names?|named|called|title|what (?:city|country|countries|states?|places?|towns?|areas?|books?|movies?|games?|bands?)|(?:c['’]est|avec|à|chez|de) qui|qui (?:est|a|était)|où|s['’]appelle(?:nt)?|noms?|prénoms?|titre|quel(?:le)?s? (?:villes?|pays|endroits?|livres?|films?|jeux?))(?!\p{L})/iu,
  ],
  [TRAITS.numbered, /(?<!\p{L})(?:how (?:many|much|long|old|often)|combien|quel âge)(?!\p{L})/iu],
  [
    TRAITS.reasoned,
    /(?<!\p{L})(?:why|reasons?|what (?:inspired|motivated|made|prompted)|pourquoi|raisons?)(?!\p{L})/iu,
  ],
]

/** The traits that an answer to this should have; 0 when it asks nothing. */
export function traitsSought(text: string): number {
  if (!ASKS.test(text)) return 0
  return SOUGHT.reduce((sought, [trait, asked]) => (asked.test(text) ? sought | trait : sought), 0)
}
