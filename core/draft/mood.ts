/** How bad it is, for deciding what a reply must not do. Words only; it does not claim to know what people feel. */
export type Mood = 'crisis' | 'sorrow' | 'negative' | 'other'

const CRISIS = [
  /\b(kill(ing)? myself|suicid\w*|end (it all|my life)|want(ed)? to die|wanna die|don'?t want to (live|be here|wake up)( any ?more)?|better off (dead|without me)|self[- ]?harm\w*|cut(ting)? myself|hurt(ing)? myself|no reason to live|can'?t go on)\b/iu,
  /\b(me suicider|suicid\w*|me tuer|en finir( avec| pour de bon)?|envie de mourir|veux mourir|plus envie de vivre|plus (la force|le courage) de (vivre|continuer)|me faire du mal|me scarifi\w*|mieux sans moi|n'?en peux plus de vivre|disparaître pour de bon)(?!\p{L})/iu,
]
const SORROW = [
  /\b(passed away|(?<!\b(?:phone|battery|laptop|car|almost|nearly|practically|just|i) )died(?! (?:laughing|of (?:laughter|shame|embarrassment)))|is dying(?! to\b)|death of|funeral|buried|had to put (him|her|it|\w+) down|lost my (job|mum|mom|dad|father|mother|brother|sister|wife|husband|dog|cat|baby|grandma|grandpa|gran|nan|son|daughter|friend|best friend)|got fired|laid off|broke up with me|(she|he|my (wife|husband|girlfriend|boyfriend)) left( me)?|divorc\w+|cancer|tumou?r|miscarriage|depress(ed|ion)|panic attacks?|heartbroken|can'?t stop crying|in (the )?hospital|evicted|so (alone|lonely))\b/iu,
  /(?<!\p{L})(est (mort|morte|décédée?)|décès|enterrement|obsèques|a perdu|j'ai perdu (mon|ma|mes) (job|boulot|travail|père|mère|frère|sœur|soeur|chien|chat|femme|mari|ami|amie|papa|maman|mamie|papi|fils|fille)|viré|licencié|m'a (quitté|largué)|divorce|cancer|tumeur|fausse couche|dépress\w*|dépression|crise d'angoisse|cœur brisé|coeur brisé|pleure (tout|sans)|à l'hôpital|hospitalis\w+|tellement seule?)(?!\p{L})/iu,
]
const NEGATIVE = [
  /\b(bad (day|week|night|mood|news)|awful|terrible|horrible|shit(ty)? (day|week)|worst|sad|upset|angry|pissed|furious|annoyed|disappointed|disappointing|rip ?off|scam|refund|unsubscrib\w*|cancel(l?ing)? my|hate (this|it|that|my)|fed up|sick of|exhausted|stressed|burn(t|ed) out|crying|cried|hurts?|lonely|ignor(ed|ing|e) me|waste of money|too expensive|not worth|sick|ill|headache|forget it|tired of|broke my|accident|fail(ed)?|rough (day|week)|long day|overwhelmed)\b/iu,
  /(?<!\p{L})(mauvaise (journée|semaine|nuit|nouvelle)|journée (de merde|pourrie|horrible|affreuse)|horrible|affreux|affreuse|nul|nulle|triste|énervée?|en colère|furieux|furieuse|déçue?|décevant|arnaque|rembours\w+|désabonn\w+|marre|ras[- ]le[- ]bol|épuisée?|crevée?|stressée?|à bout|j'ai pleuré|pleure|ça fait mal|seule?|tu m'ignores|trop cher|pas la peine|malade|migraine|laisse tomber|accident|raté|sale journée|dure journée|journée de fou|galère|déprim\w*)(?!\p{L})/iu,
]
const DENIED = /\b(not|isn'?t|never|no longer) (sad|angry|upset|sick|tired)\b|pas (triste|malade|en colère)/iu

export function moodOf(text: string): Mood {
  const heard = text.slice(0, 8_000).replaceAll('’', "'")
  if (CRISIS.some((pattern) => pattern.test(heard))) return 'crisis'
  if (SORROW.some((pattern) => pattern.test(heard))) return 'sorrow'
  if (NEGATIVE.some((pattern) => pattern.test(heard)) && !DENIED.test(heard)) return 'negative'
  return 'other'
}

const ORDER: Mood[] = ['other', 'negative', 'sorrow', 'crisis']

/** The worst of several messages. */
export function worstMood(texts: string[]): Mood {
  return texts
    .map(moodOf)
    .reduce((worst, mood) => (ORDER.indexOf(mood) > ORDER.indexOf(worst) ? mood : worst), 'other' as Mood)
}
