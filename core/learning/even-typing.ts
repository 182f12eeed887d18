/** Names come after these lower-case words too, so each keeps the case of what follows. */
const ENGLISH: [RegExp, string][] = [
  [/(?<![\p{L}'])i ?m(?![\p{L}'])(?=\s)/giu, "I'm"],
  [/(?<![\p{L}'])ive(?![\p{L}'])/giu, "I've"],
  [/(?<![\p{L}'])id(?= (?:love|like|rather|prefer|move|have|be|never|give)(?!\p{L}))/giu, "I'd"],
  [
    /(?<![\p{L}'])ill(?= (?:be|tip|send|tell|get|do|show|write|bring|buy|see|never|think|call|make|give|come|pay|try|let|have|text|message|subscribe|renew|post|take|always|definitely|probably)(?!\p{L}))/giu,
    "I'll",
  ],
  [/(?<![\p{L}'])(do|ca|wo|does|did|is|was|are|were|have|has|would|could|should)nt(?!\p{L})/giu, "$1n't"],
  [/(?<![\p{L}'])cannot(?!\p{L})/giu, "can't"],
  [/(?<![\p{L}'])its(?= (?:my|me|\p{L}+ (?:again|here|btw)))/giu, "it's"],
  [/(?<![\p{L}'])its(?= \p{L}+$)/giu, "it's"],
  [/^names(?= \p{L})/iu, "name's"],
  [
    /(?<![\p{L}'])(?:bday|b-day|bdays|birthdays)('s)?(?= (?:is|was|on|in|coming|next|this|the|\d|\p{L}+ \d))/giu,
    'birthday',
  ],
  [/(?<![\p{L}'])b-?day(?!\p{L})/giu, 'birthday'],
  [/(?<![\p{L}'])ur(?!\p{L})/giu, 'your'],
  [/(?<![\p{L}'])u(?![\p{L}'])/giu, 'you'],
  [/(?<![\p{L}'])pls|plz(?!\p{L})/giu, 'please'],
  [/(?<![\p{L}'])lets(?= not)/giu, "let's"],
]
const FRENCH: [RegExp, string][] = [
  [/(?<![\p{L}'])jm'/giu, "je m'"],
  [/(?<![\p{L}'])(?:jsuis|jsui|chuis|chui|j'suis|chu)(?!\p{L})/giu, 'je suis'],
  [
    /(?<![\p{L}'])j'?(?=(?:fais|vais|veux|peux|bosse|kiffe|vis|pars|bois|mange|travaille|joue|déteste|deteste|crois|sais|pense|te|me|m'|t'|supporte|reviens|promets|passe|viens|finis|collectionne)(?!\p{L}))/giu,
    'je ',
  ],
  [/(?<![\p{L}'])j(?=(?:ai|aime|adore|habite|apprends|étais|avais|en)(?!\p{L}))/giu, "j'"],
  [/(?<![\p{L}'])g(?= (?:\d|une? |des |plus ))/giu, "j'ai"],
  [/(?<![\p{L}'])c(?= (?:mon|ma|mes|le|demain|moi)(?!\p{L}))/giu, "c'est"],
  [/(?<![\p{L}'])anniv(?!\p{L})/giu, 'anniversaire'],
  [/(?<![\p{L}'])(?:rdv)(?!\p{L})/giu, 'rendez-vous'],
  [/(?<![\p{L}'])fete(?!\p{L})/giu, 'fête'],
  [/(?<![\p{L}'])decembre(?!\p{L})/giu, 'décembre'],
  [/(?<![\p{L}'])fevrier(?!\p{L})/giu, 'février'],
  [/(?<![\p{L}'])aout(?!\p{L})/giu, 'août'],
  [/(?<![\p{L}'])celibataire(?!\p{L})/giu, 'célibataire'],
  [/(?<![\p{L}'])demenag/giu, 'déménag'],
  [/(?<![\p{L}'])svp|s'il (?:te|vous) pla[iî]t(?!\p{L})/giu, 'stp'],
]
/** Said with a smile, and nothing else: it would only stand between a thing and the end of its clause. */
const INTERJECTIONS =
  /(?<![\p{L}'])(?:lol|lmao|(?:ha){2,}h?|hehe|tbh|ngl|btw|by the way|fyi|rn|atm|mdr+|ptdr|xd|haha+|au fait|figure-? ?toi|tu sais|you know)(?![\p{L}'])/giu

/** The way phones write ("im", "jsuis", "bday"), written out, so that one rule reads them all. Never shown: quotes keep the fan's own words. */
export function evenTyping(text: string): string {
  let even = text.normalize('NFC').replace(INTERJECTIONS, ' ')
  for (const [typed, meant] of ENGLISH) even = even.replace(typed, meant)
  for (const [typed, meant] of FRENCH) even = even.replace(typed, meant)
  return even.replace(/\s+/g, ' ').trim()
}
