import { type FactRule, NAME, PLACE, rule, THING } from './fact-rule.ts'
import { JOBS } from './jobs.ts'

const I_AM = "(?:i(?:'m| am)(?: still| now| actually| also| just| only| currently| basically)* |^)"
const IM = "i(?:'m| am)(?: still| now| actually| also| just| only| currently| basically)* "
const WE = "(?:i|we)(?:'ve| have)?(?: just| finally| recently| only)*"
const HOME = '(?:flat|house|apartment|place|studio|condo|room)'
const TRADE =
  '(?:it|tech|finance|sales|construction|marketing|logistics|hospitality|insurance|retail|banking|security|real estate|the army|the navy|the military|the police|advertising|accounting|healthcare|education|hr)'
const SHOP =
  '(?:bar|shop|café|cafe|coffee shop|garage|restaurant|company|business|store|farm|gym|salon|bakery|pub|hotel|studio|agency|food truck|bookshop|brewery)'

/** Who the fan is, in English: name, age, birthday, place, work. */
export const ENGLISH_SELF: FactRule[] = [
  {
    frame: 'called',
    says: rule`(?:my (?:real |actual |first |full )?name(?:'s| is)|^name's|i go by) ${NAME}`,
    confidence: 0.95,
    isName: true,
  },
  {
    frame: 'called',
    says: rule`(?:you can |can |just |please |^)+call me (?!when|whatever|whenever|crazy|old|later|back|maybe|bab[ey]|daddy|if|on|at\b|an?\b|tonight|tomorrow|any|what|your?|in\b|again|after|before|now|soon|sir|names|out)${NAME}(?=$| everyone| everybody| for short)`,
    confidence: 0.88,
    isName: true,
  },
  {
    frame: 'called',
    says: rule`(?:my (?:friends|mates|buddies|family|mum|mom)|people|everyone|everybody|they)(?: at work| here| all| just)* calls? me ${NAME}`,
    confidence: 0.85,
    isName: true,
  },
  { frame: 'called', says: rule`^(?:it's|this is) ${NAME}(?=$| again| here| from)`, confidence: 0.75, isName: true },
  {
    frame: 'called',
    says: rule`(?<=^|hi |hey |hello |hi, )i'm ${NAME}(?=$| (?:and|from|nice|by|btw|here|been))`,
    confidence: 0.7,
    isName: true,
  },
  { frame: 'old', says: rule`my age is (?<v>\d{2})\b`, confidence: 0.9 },
  {
    frame: 'old',
    says: rule`(?:${IM}|${WE} turned |^(?:just )?turned )(?<v>[1-9]\d)(?= years?[- ]old|\s?y\/?o\b| ?yrs?\b|$| and\b| now$| last | on | this | today| yesterday| in (?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))`,
    confidence: 0.87,
  },
  { frame: 'old', says: rule`${IM}an? (?<v>[1-9]\d) ?-?(?:yo|year[- ]old|yr[- ]old)(?!\p{L})`, confidence: 0.9 },
  {
    frame: 'born',
    says: rule`(?:(?:it's |it is |it was )?my birthday|^birthday)(?:'s| is| was| falls)?(?: coming up| always)?(?: on| in)? ?(?<v>.{3,40})$`,
    confidence: 0.9,
    isDay: true,
  },
  { frame: 'born', says: rule`i(?: have|'ve got) my birthday (?<v>.{3,40})$`, confidence: 0.88, isDay: true },
  {
    frame: 'born',
    says: rule`^(?<v>today|yesterday|tomorrow|(?:this |next |last )?\p{L}+day)(?:'s| is| was) my birthday`,
    confidence: 0.9,
    isDay: true,
  },
  { frame: 'born', says: rule`(?:i was|^was|^) ?born (?:on|in) (?<v>.{3,40})$`, confidence: 0.88, isDay: true },
  {
    frame: 'lives',
    says: rule`${WE} (?:moved|relocated)(?: back| over| out| up| down| here)* (?:from (?<from>[\p{L}' -]{2,30}) )?(?:to|in) ${PLACE}`,
    confidence: 0.9,
  },
  {
    frame: 'lives',
    says: rule`^(?:just |finally |recently )?(?:moved|relocated)(?: back| over| out| up| down| here)* (?:from (?<from>[\p{L}' -]{2,30}) )?to ${PLACE}`,
    confidence: 0.88,
  },
  {
    frame: 'lives',
    says: rule`(?:(?:i|we)(?: currently| now| still| actually| both)* live|${I_AM}(?:living|based|settled)|^(?:been )?living|i(?:'ve| have) (?:lived|been living)|home is) (?:(?:over |out |up |down |right )?(?:in|near|around|here in) )?(?<!live |living |lived |based |settled )${PLACE}`,
    confidence: 0.9,
  },
  { frame: 'lives', says: rule`i(?:'ve| have) been in ${PLACE}(?= (?:for|since)(?!\p{L}))`, confidence: 0.85 },
  {
    frame: 'lives',
    says: rule`(?:i(?:'ve)? (?:have|got)|i have got) an? (?:\p{L}+ )?${HOME} in ${PLACE}`,
    confidence: 0.8,
  },
  {
    frame: 'used-to-live',
    says: rule`(?:${WE} moved (?:away |out )?(?:from|of)|${WE} (?:don't|no longer) live in|i(?:'m| am) no longer (?:living )?in|i used to live in|^used to live in) ${PLACE}`,
    confidence: 0.86,
    ends: true,
  },
  {
    frame: 'used-to-live',
    says: rule`i left ${PLACE}(?= (?:(?:an?|one|two|three|four|five|six|ten|\d+|a few|many|some) (?:years?|months?|weeks?) ago|in \d{4}|behind|for good))`,
    confidence: 0.75,
    ends: true,
  },
  {
    frame: 'from',
    says: rule`(?:${IM}(?:originally )?|i come |i originally come |^)from ${PLACE}(?! (?:the|another|next))`,
    confidence: 0.8,
  },
  {
    frame: 'used-to-work',
    says: rule`(?:i|^)(?:'ve)? ?(?:just )?(?:don't|no longer|used to) work as (?<k>an?) ${THING}`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'used-to-work',
    says: rule`i used to be (?<k>an?) (?<v>(?:\p{L}+ ){0,2}(?:${JOBS.en}))\b`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`(?:i|^)(?: used to| don't| no longer| never) (?<v>work (?:at|for|in) (?:an? |the |my )?(?!nights|weekends)[\p{L}'&-]+(?: \p{Lu}[\p{L}'-]+)?)`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`(?:i(?:'ve)?(?: just| finally)? |^(?:just |finally )?)(?:quit|lost|left) my job(?! (?:early|at \d))`,
    confidence: 0.85,
    value: '*',
    ends: true,
  },
  {
    frame: 'worked',
    says: rule`(?:i(?:'ve| have)?(?: just)? |^(?:just )?)(?:was |been |got )?(?:fired|laid off|made redundant|sacked)(?!\p{L}| up)`,
    confidence: 0.85,
    value: '*',
    ends: true,
  },
  {
    frame: 'works-as',
    says: rule`(?:i(?: now)? work as|^work as|${I_AM}working as|my job is being|i(?:'ve)?(?: just)? (?:started|got a job)(?: working)? as) (?<k>an?) ${THING}`,
    confidence: 0.9,
  },
  {
    frame: 'works-as',
    says: rule`${IM}(?<k>an?) (?<v>(?:\p{L}+[- ]){0,2}(?:${JOBS.en}))(?![\p{L}-])(?! at heart| (?:of|when|for you|in bed|to you)| kid)`,
    confidence: 0.85,
  },
  { frame: 'works-as', says: rule`^(?<v>(?:\p{L}+ )?(?:${JOBS.en})) here$`, confidence: 0.8 },
  {
    frame: 'works',
    says: rule`(?:i(?: now| currently)? (?=work)|${IM}(?=working)|^(?=work ))(?<v>work(?:ing)? (?:at|for|in) (?!free|a living|fun|myself|home|night|bed|peace|progress|my|the (?:garden|morning|evening|dark|moment|background|gym)|it|that|this|you|him|her|them|me|now|\d|shifts)${THING.replace('(?<v>', '(?:')})`,
    confidence: 0.8,
  },
  { frame: 'works', says: rule`i (?!work )(?<v>[\p{L}]+(?: [\p{L}']+){0,3}) for a living`, confidence: 0.85 },
  {
    frame: 'works',
    says: rule`i (?<v>teach (?!you|him|her|them|people|my|myself|me|it|that|the dog)[\p{L}]+(?: [\p{L}]+)?)(?=$| (?:to|at|in|for))`,
    confidence: 0.82,
  },
  { frame: 'works', says: rule`${IM}in (?<v>${TRADE})(?![\p{L}'])(?! (?:of|for) )`, confidence: 0.8 },
  {
    frame: 'works',
    says: rule`i (?:(?:also|still|now) )?(?<v>(?:run|own|manage) (?:an?|my own|the) (?:\p{L}+ ){0,2}${SHOP})(?!\p{L})`,
    confidence: 0.85,
  },
  { frame: 'works', says: rule`my (?:new |day )?job is (?:at|in|with|for) ${THING}`, confidence: 0.82 },
  {
    frame: 'works',
    says: rule`${I_AM}(?<v>(?:self[- ]employed|unemployed|out of work|between jobs))(?!\p{L})`,
    confidence: 0.85,
  },
  {
    frame: 'works',
    says: rule`(?:${IM}|^)(?<v>retired)(?= (?:now|last|since|from|in|after|two|three|\d)|$)`,
    confidence: 0.82,
  },
  {
    frame: 'works',
    says: rule`i(?:'m| am)? (?:currently )?(?<v>study(?:ing)? (?!you|for (?:an?|my)|the|all|hard|tonight|my|it|your)[\p{L}]+(?: [\p{L}]+)?)(?=$| (?:in|at|and|so|but))`,
    confidence: 0.8,
  },
]
