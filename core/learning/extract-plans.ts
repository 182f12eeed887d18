import type { Clause } from './clauses.ts'
import { datesIn, writeWhen } from './dates.ts'
import { wordFact } from './fact-frames.ts'
import type { Found, Reading } from './found.ts'

const DAY_MS = 24 * 3_600_000
const FARTHEST_DAYS = 400

const EVENT = {
  en: /(?<![\p{L}'])(?:i(?:'ve)? (?:have|got)|i've got|there's|we(?:'ve)? (?:have|got)|^got) (?<v>(?:an?|my|our|the|another) (?:[\p{L}'-]+ ?){1,4})$/iu,
  fr: /(?<![\p{L}'])(?:j'ai|on a) (?<v>(?:une?|mon|ma|mes|notre|le|la|les|des|rendez-vous) ?(?:[\p{L}'-]+ ?){0,5})$/iu,
}
const HAPPENING_EN =
  'exams?|finals|interview|wedding|surgery|operation|appointment|flight|marathon|race|concert|trip|move|game|match|presentation|graduation|holiday|vacation|date|court date|test|party|audition|scan|mri|hearing|train|ceremony|funeral|tournament'
const MY_EVENT = {
  en: new RegExp(
    String.raw`(?:(?<![\p{L}'])my|^) (?<v>(?:[\p{L}-]+ ){0,2}(?:${HAPPENING_EN})(?: (?:to|with|in|at) [\p{L}'-]+)?) (?:is|starts?|begins?|are)$|^(?<w>(?:[\p{L}-]+ )?(?:court date|flight|exam|interview|wedding|appointment)) is$`,
    'iu',
  ),
  fr: /(?<![\p{L}'])(?:mon|ma|mes) (?<v>(?:\p{L}+ ){0,2}(?:examens?|exam|partiels?|entretien|mariage|opération|rendez-vous|vol|train|marathon|course|concert|voyage|déménagement|match|présentation|soutenance|vacances|procès|audience|concours|permis)(?: (?:de|du|pour|avec|à) \p{L}+)?) (?:est|c'est|commencent?|sont)$/iu,
}
const MOVES =
  'flying|going|moving|starting|seeing|getting|visiting|meeting|having|heading|driving|travell?ing|leaving|running|taking|hosting|adopting|marrying|launching|opening|picking up|taking part|competing|hiking|camping|celebrating'
const DOING = {
  en: new RegExp(
    String.raw`(?:(?<![\p{L}'])(?:(?:i'm|i am|we're|we are) (?:going to |gonna )?(?<ing>\p{L}+ing(?!\p{L}).*)|(?:i'm|i am|we're|we are) (?:going to|gonna) (?<v>.+)|(?:i'll|i will|we'll) (?<will>.+)|(?:i|we) (?<simple>(?:start|fly|leave|move|graduate|finish|begin|go|travel|get married)(?!\p{L})(?! home| off).*))|^(?<bare>(?:${MOVES})(?!\p{L}).*)|^gonna (?<gonna>.+))`,
    'iu',
  ),
  fr: /(?<![\p{L}'])(?<v>(?:je (?:pars|vais|passe|déménage|emménage|commence|reprends|voyage|rentre|cours|fête|vois|rencontre|fais|prends|visite|signe|récupère|rejoins|quitte|finis|me marie|me fais|m'envole|m'installe)|on (?:part|va|déménage|fête|voit|fait|prend|visite|attend|se marie|signe|emménage))(?!\p{L})(?: .+)?)/iu,
}
const UNSURE =
  /(?<!\p{L})(?:if|maybe|might|hop(?:e|ing)|wish|would|could|perhaps|thinking|considering|not|don't|won't|peut-être|si|j'espère|j'aimerais|j'hésite|pas|faudrait|voudrais)(?!\p{L})/iu
/** Told quickly; reading dates is slow. */
const MAY_PLAN = {
  en: new RegExp(
    String.raw`(?<![\p{L}'])(?:i'm|i am|i'll|i will|we're|we are|we'll|i have|i've got|i got|we have|we've got|there's|my|gonna|(?:i|we) (?:start|fly|leave|move|graduate|finish|begin|go|travel|get))(?!\p{L})|^(?:got|court|flight|exam|interview|wedding|${MOVES})(?!\p{L})`,
    'iu',
  ),
  fr: /(?<![\p{L}'])(?:j'ai|on (?:a|part|va|déménage|fête|voit|fait|prend|visite|attend|se|signe|emménage)|je (?:pars|vais|passe|déménage|emménage|commence|reprends|voyage|rentre|cours|fête|vois|rencontre|fais|prends|visite|signe|récupère|rejoins|quitte|finis|me|m')|mon|ma|mes)(?!\p{L})/iu,
}
/** Not plans of a life: plans of this chat. */
const SMALL_TALK =
  /^(?:be |see you|see ya|talk|chat|text|write|message|call you|let you|tell|try|think|sleep|going to (?:bed|sleep)|go to (?:bed|sleep)|have to|miss|love|waiting|thinking|looking forward|feeling|getting (?:off|ready)|send|show|dying|working|off\b|free\b|turning|je vais (?:te|t'|bien|mieux|dormir|au lit|me coucher|essayer|y aller|avoir \d)|je (?:te|t')|je passe (?:te|une|la journée|mon temps)|je fais (?:de mon|la|le (?:ménage|tri)))/i

/** "I have a job interview on Friday": what lies ahead, with its day. */
export function extractPlans(clause: Clause, { at, language, timeZone, quote }: Reading): Found[] {
  if (!MAY_PLAN[language].test(clause.text)) return []
  if (clause.isQuestion || UNSURE.test(clause.text)) return []
  const [date] = datesIn(clause.text, { at, language, timeZone })
  if (!date) return []
  const days = (date.date.getTime() - at.getTime()) / DAY_MS
  if (days < 0.3 || days > FARTHEST_DAYS) return []
  const [before, after] = aroundDate(clause.text, date)
  const k = writeWhen(date, language, timeZone)
  const plan = (frame: 'plan-event' | 'plan-doing', v: string): Found[] => [
    {
      slot: 'plan',
      frame,
      language,
      value: v.slice(0, 60),
      fact: wordFact(frame, language, { v: v.slice(0, 60), k }),
      quote,
      confidence: 0.8,
      validFrom: date.date,
    },
  ]
  const event = [before, after]
    .map((words) => (EVENT[language].exec(words) ?? MY_EVENT[language].exec(words))?.groups)
    .map((groups) => (groups?.v ?? groups?.w)?.trim())
    .find((found) => found !== undefined)
  if (event) return plan('plan-event', language === 'en' ? event.replace(/^(?:my|our) /i, 'a ') : event)
  const groups = (DOING[language].exec(before) ?? DOING[language].exec(after))?.groups
  const doing = [groups?.ing, groups?.v, groups?.will, groups?.simple, groups?.bare, groups?.gonna]
    .find(Boolean)
    ?.trim()
  return doing &&
    !SMALL_TALK.test(doing) &&
    doing.length > 5 &&
    !/(?<!\p{L})(?:it|that|this|you|ça|toi|te)(?!\p{L})/iu.test(doing)
    ? plan('plan-doing', doing)
    : []
}

/** What stands before the day, without the little word that leads to it, and what stands after. */
function aroundDate(text: string, { index, words }: { index: number; words: string }): [string, string] {
  const before = text.slice(0, index).replace(/\s+(?:on|this|at|the|le|la|ce|cette|pour|for|in|dans|en)\s*$/i, '')
  return [before.trim(), text.slice(index + words.length).trim()]
}
