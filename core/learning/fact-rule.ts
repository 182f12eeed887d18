import type { Frame } from './fact-frames.ts'

/** A way in which people say something about themselves. Its named groups: `v` the thing itself, `k` a word beside it. */
export interface FactRule {
  frame: Frame
  says: RegExp
  /** 0..1: how often what it finds is meant so. */
  confidence: number
  /** True even in a question or a wish: "did I tell you about my dog Bruno?" */
  presupposed?: boolean
  /** It says that this is over. */
  ends?: boolean
  /** The thing itself, when no group of the pattern holds it. */
  value?: string
  /** The thing is a name: it must begin with a capital or be a common one, unless "called" or "named" comes before it. */
  isName?: boolean
  /** The thing is a day, told from the whole clause. */
  isDay?: boolean
}

/** Up to six words that name a thing. Ends before what begins another thought. */
export const THING = String.raw`(?<v>(?:(?!(?:and|but|so|because|when|with|since|for|at|on|lately|too|either|right|now|today|tonight|tomorrow|yesterday|really|btw|please|though|tho|lol|haha|even|especially|like|if|while|after|before|i|it's|that|which|et|mais|car|quand|avec|depuis|ce|cet|cette|aussi|non plus|demain|hier|mdr|stp|franchement|surtout|même|si|je|j'ai|qui|que|qu'|c'est|comme|pour|donc|putain)(?![\p{L}]))[\p{L}\p{N}'&-]+\s?){1,6})`

/** A name, perhaps of two or three words. */
export const NAME = String.raw`(?<v>\p{Lu}[\p{L}'-]{1,30}(?:\s\p{Lu}[\p{L}'-]{1,30}){0,2})`

/** A place: "New York", "la Rochelle", "lyon". */
export const PLACE = String.raw`(?<v>(?:the (?:UK|US|USA|Netherlands|Philippines|Alps)\b|(?:L[ae]s? |Saint[- ]|St\.? |New |San |Los |El |Salt |Port |Cape |North |South )?(?!(?:a|an|the|my|this|that|our|his|her|it|un|une|le|la|les|mon|ma|ce|cette)\b)[\p{L}][\p{L}'-]{1,30}(?:\s\p{Lu}[\p{L}'-]{1,30}|-(?:sur|en|de|la|le|les)-\p{L}+){0,2}))`

/** A time of day as phones write it. */
export const HOUR = String.raw`(?:\d{1,2}(?:(?:[:.h]\d\d| ?h(?:\d\d)?)(?!\d))?(?: ?(?:am|pm|a\.m|p\.m|o'clock|du mat(?:in)?))?|noon|midnight|midi|minuit)`

/** A pattern that is tried where a sentence about oneself may begin, whatever the case. Backslashes mean themselves. */
export function rule(pattern: TemplateStringsArray, ...parts: string[]): RegExp {
  return new RegExp(String.raw(pattern, ...parts), 'iuy')
}
