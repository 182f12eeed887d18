const NO = [
  /\b(?:too (?:expensive|pricey|much (?:money|for me))|can'?t afford|cannot afford|not (?:now|today|tonight|this time|right now|interested|for me|in the mood)|no,? (?:thanks|thank you|thx)|i'?m good,? thanks|maybe (?:later|another time|next time)|another time|some other time|i(?:'| wi)ll pass|(?:i )?(?:don'?t|do not) (?:want|need) (?:it|that|this|any)|broke (?:right now|this month|until)|after payday)\b/iu,
  /(?<!\p{L})(?:trop chère?s?|pas les moyens|(?:pas|plus) (?:maintenant|aujourd'hui|ce soir|cette fois|intéressée?|le budget)|non,? merci|peut-être (?:plus tard|une autre fois)|une autre fois|plus tard peut-être|je passe(?: mon tour)?(?=[\s.,!]*$)|ça ne m'intéresse pas|ça m'intéresse pas|j'en veux pas|pas envie|fauchée?|fin de mois|après la paie)(?!\p{L})/iu,
]
const BARE = /^\s*(?:no+|nope|nah|non|nan|naan)\s*[.!…]*\s*$/iu
const BUT_YES = /\b(?:not now but|but yes|but later today yes)\b|mais (?:oui|si)(?!\p{L})/iu

/** Whether words decline an offer that was just made, in English or French. */
export function saysNo(text: string): boolean {
  const heard = text.slice(0, 2_000).replaceAll('’', "'")
  if (BUT_YES.test(heard)) return false
  return BARE.test(heard) || NO.some((pattern) => pattern.test(heard))
}
