import { type FactRule, HOUR, rule, THING } from './fact-rule.ts'

const I_AM =
  "(?:i(?:'m| am)(?: still| now| actually| also| just| only| really| currently| basically| very| badly| super| so)* |^(?:really |badly |super |very )?)"
const IM = "i(?:'m| am)(?: still| now| actually| also| just| really| currently| kinda| a bit)* "
const SICKNESS =
  "(?:type (?:1|2|one|two) )?diabetes|asthma|(?:a )?migraines?|epilepsy|insomnia|(?:social )?anxiety|(?:clinical |post ?natal )?depression|adhd|add|autism|asperger'?s|arthritis|long covid|covid|the flu|cancer|a fever|tinnitus|panic attacks|crohn'?s(?: disease)?|ibs|colitis|ms|multiple sclerosis|fibromyalgia|endometriosis|pcos|ptsd|ocd|bpd|eczema|psoriasis|vertigo|sciatica|scoliosis|sleep apnea|high blood pressure|low blood pressure|hiv|lupus|parkinson'?s|an? (?:slipped|herniated) disc|an? hernia|an? ulcer|gout|celiac(?: disease)?|chronic (?:pain|fatigue)|a bad (?:back|knee|hip|shoulder)|a heart condition|a pacemaker|a stutter"
const BODY =
  '(?:wrist|arm|leg|ankle|knee|foot|toe|finger|thumb|hand|nose|rib|ribs|collarbone|shoulder|hip|back|neck|elbow|jaw|acl|hamstring|achilles|calf|groin|meniscus|ligament)'
const BEING =
  'diabetic|asthmatic|epileptic|bipolar|autistic|dyslexic|colou?r ?blind|deaf(?: in (?:one|my left|my right) ear)?|hard of hearing|partially sighted|visually impaired|anaemic|anemic|schizophrenic|paraplegic'
const WEEKDAY = '(?:mon|tues|wednes|thurs|fri|satur|sun)days?'
const DAYS = `${WEEKDAY}(?:(?:,| and| or| to| &|-) ?(?:${WEEKDAY}))*`
const SHIFT =
  '(?:the )?(?:nights?(?: shifts?)?|night shifts?|early shifts?|late shifts?|earlies|lates|weekends|mornings|evenings|days)'
const HOBBY_DOING =
  '(?:climbing|bouldering|hiking|fishing|running|jogging|swimming|surfing|skiing|snowboarding|cycling|biking|camping|sailing|hunting|bowling|dancing|diving|kayaking|rowing|skating|skateboarding|birdwatching|metal detecting|horse ?riding|golfing)'
const HOBBY_NOUN =
  '(?:woodwork(?:ing)?|crossfit|yoga|pilates|karate|judo|jiu[- ]?jitsu|bjj|boxing|kickboxing|muay thai|mma|martial arts|ballet|salsa|gymnastics|pottery|ceramics|photography|calligraphy|origami|triathlons?|marathons?|archery|fencing|parkour|magic tricks|stand-?up|improv|theatre|theater|crossfit|crochet|knitting|embroidery|gardening|weightlifting|powerlifting|bodybuilding|cosplay|astronomy|genealogy|scuba|wrestling|rugby)'
const PLAYED =
  '(?:(?:the |some |a bit of |a little )?(?:(?:bass |electric |acoustic )?guitar|bass|piano|keyboards?|drums|violin|cello|trumpet|sax(?:ophone)?|flute|ukulele|banjo|harmonica|clarinet|accordion)|football|soccer|rugby|basketball|baseball|volleyball|tennis|badminton|squash|padel|golf|hockey|cricket|chess|poker|darts|pool|snooker|ping ?pong|table tennis|d&d|dnd|dungeons and dragons|warhammer|board games|video ?games|fifa|pokemon|minecraft|fortnite|league of legends|wow|call of duty|bridge|bingo|softball|handball)'
const BACK = '(?: (?:you|your?)(?!\\p{L}))'

/** What the fan's days are like, in English: allergies, health, hours, hobbies, limits, promises. */
export const ENGLISH_LIFE: FactRule[] = [
  {
    frame: 'allergic',
    says: rule`${I_AM}(?:deathly |severely |mildly )?allergic to (?:all |some )?(?!you\b|your\b|mornings?\b|mondays?\b|work\b|people\b|drama|bull|love\b|stupid|idiots|liars|feelings|commitment|everything|this\b|that\b|it\b)${THING}`,
    confidence: 0.95,
  },
  {
    frame: 'allergic',
    says: rule`(?:i(?:'ve)?(?: have| got) (?:an? )?(?:really |very |bad |severe |serious |mild |terrible )*|^)(?!(?:no|any|your|his|her) )(?<v>[\p{L}-]+(?: [\p{L}-]+)?) allergy(?!\p{L})`,
    confidence: 0.88,
  },
  { frame: 'allergic', says: rule`${I_AM}(?<v>[\p{L}]+)[- ]intolerant(?!\p{L})`, confidence: 0.9 },
  { frame: 'allergic', says: rule`${I_AM}intolerant to ${THING}`, confidence: 0.9 },
  {
    frame: 'allergic',
    says: rule`i(?:'ve)?(?: have| got| get)? (?:really |bad |terrible )*(?<v>hay ?fever)`,
    confidence: 0.88,
  },
  {
    frame: 'allergic',
    says: rule`(?:i )?can't (?:eat|have|tolerate) (?:any )?(?<v>gluten|dairy|lactose|shellfish|nuts|peanuts|eggs|soy|wheat|seafood)(?!\p{L})`,
    confidence: 0.8,
  },
  {
    frame: 'health',
    says: rule`(?:i(?:'ve)? (?:have|got|also have)|i (?:do )?suffer from|^suffer from|i(?:'ve been| was| got)(?: recently| just| finally)? diagnosed with|${IM}(?:diagnosed|struggling|living|dealing|battling) with|i(?:'ve been| have been)? ?struggl(?:e|ed|ing) with|^(?:been )?(?:struggling|living|dealing) with|i(?:'ve been)? deal(?:ing)? with|i get|^got) (?:really |very |bad |severe |chronic |mild |terrible |some )*(?<v>${SICKNESS})(?![\p{L}])`,
    confidence: 0.87,
  },
  {
    frame: 'health',
    says: rule`i(?:'ve been| was| got)(?: recently| just| finally)? diagnosed (?:as |with )(?!a\b|the\b|love)${THING}`,
    confidence: 0.85,
  },
  {
    frame: 'health',
    says: rule`(?:i(?:'ve)?(?: just| once)? |^(?:just )?)(?<v>(?:broke|broken|sprained|twisted|injured|tore|fractured|dislocated|pulled) my (?:left |right )?${BODY})(?!\p{L})`,
    confidence: 0.85,
  },
  {
    frame: 'health',
    says: rule`${I_AM}recovering from (?!you|a hangover|last night|the weekend)${THING}`,
    confidence: 0.82,
  },
  {
    frame: 'health',
    says: rule`(?:i |^)had (?<v>an? (?:mini )?(?:heart attack|stroke|bypass|transplant|hernia|miscarriage)|chemo(?:therapy)?|(?:knee|hip|back|heart|shoulder|eye) (?:surgery|replacement))(?!\p{L})(?! watching| when i saw| over)`,
    confidence: 0.82,
  },
  { frame: 'health', says: rule`${I_AM}(?<v>${BEING})(?!\p{L})(?! (?:to|about))`, confidence: 0.85 },
  {
    frame: 'not-called',
    says: rule`(?:please |just )?(?:don't|do not|stop|never)(?: ever)? (?:call|calling) me (?!back|again|tonight|tomorrow|today|at|on|now|in|yet|when|before|after|if|during)(?<v>[\p{L}'-]{2,20}(?: (?!btw|please|again|anymore|ok|okay|it|thanks)[\p{L}'-]{2,20})?)(?= btw| please| again| anymore| ok|$)`,
    confidence: 0.95,
  },
  {
    frame: 'limit',
    says: rule`(?:please |pls )(?:don't|do not|never|stop)(?: ever)? (?<v>(?!worry|forget|stop|leave|go\b|be\b|let|tell|hate|judge|say no|say you|keep|make me|laugh|cry|die|mind|take|get|give up)[\p{L}]+(?: [\p{L}']+){0,5})`,
    confidence: 0.82,
  },
  {
    frame: 'limit',
    says: rule`^(?:don't|do not|never)(?: ever)? (?<v>(?:send|text|message|dm|share|post|ask|mention|write to|use|show|film|record|ping)(?! you)(?: me)?(?: [\p{L}']+){0,5})(?<!today)`,
    confidence: 0.8,
  },
  {
    frame: 'limit',
    says: rule`^(?:stop) (?<v>(?:asking|sending|calling|sharing|posting|texting)(?: me)?(?: [\p{L}']+){1,4})`,
    confidence: 0.75,
  },
  {
    frame: 'limit',
    says: rule`^no (?!problem|worries|way|thanks|idea|need|offence|offense|rush|pressure|more|one|clue|plans|sleep)(?<v>[\p{L}]+(?: [\p{L}]+){0,2})(?= (?:please|thanks|thank you|for me)(?!\p{L}))`,
    confidence: 0.85,
  },
  {
    frame: 'limit',
    says: rule`i(?:'d| would) (?:rather|prefer|like it if|like)(?: to)?(?: not| we don't| we didn't| you don't| you didn't| we not| if we don't) (?:to )?(?:talk|discuss|speak|chat|get into|bring up|mention|share)(?: about)? ${THING}`,
    confidence: 0.85,
  },
  {
    frame: 'limit',
    says: rule`(?:let's not|i don't (?:want|like|wanna)(?: to)?|i (?:won't|will not)) (?:talk|discuss|speak|get into|chat)(?: about)? (?!you|this|that|it\b)${THING}`,
    confidence: 0.82,
  },
  {
    frame: 'limit',
    says: rule`(?:${IM}|^)(?:not|un|never) ?comfortable (?:with|about|sharing|showing|doing|sending) (?!you|this|that|it\b)(?:being )?${THING}`,
    confidence: 0.85,
  },
  {
    frame: 'limit',
    says: rule`(?:i |^)(?:don't|won't) do (?!it|that|this|anything to|drama|well|mornings|much|enough|too|you|a lot|my|so|the|things|what|drugs|any of)(?:anything (?:with|involving) )?${THING}`,
    confidence: 0.75,
  },
  {
    frame: 'budget',
    says: rule`(?:my budget(?:'s| is)|(?:i |^)can(?:'t)? (?:only |really )?(?:spend|afford|do|pay)(?: only| more than| up to)?)(?: like| about| around| max| at most| only)* (?<v>[$€£]? ?\d+(?:[.,]\d+)? ?(?:dollars|bucks|euros?|pounds|quid|€|\$|£|usd|eur)? ?(?:a|per|each|every|\/) ?(?:day|week|month|year))`,
    confidence: 0.88,
  },
  {
    frame: 'no-longer',
    says: rule`(?:i|we) (?:don't|no longer) (?<v>work (?:${SHIFT}|from home|remotely|part[- ]time))(?: anymore)?`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'schedule',
    says: rule`(?:i|we)(?: always| usually| mostly| only| also)* (?<v>work (?:${SHIFT}(?: (?:and|or) ${SHIFT})?|${DAYS}|from home|remotely|part[- ]time|(?:${HOUR}) ?(?:to|-|till|until) ?(?:${HOUR})))(?![\p{L}])(?! (?:on|of) )`,
    confidence: 0.85,
  },
  {
    frame: 'schedule',
    says: rule`(?:${IM}|^)(?:always |usually |mostly |normally |generally )*(?<v>(?:free|home|online|off|around|awake|available|back home|in bed|up)(?: work)? (?:from |after |before |around |at |until |till |by |on |every )*(?:${HOUR}|${DAYS}|weekends|midnight))(?: most| every| usually|$| so| when)`,
    confidence: 0.8,
  },
  {
    frame: 'schedule',
    says: rule`i(?:'m)?(?: usually| always| generally| normally| mostly)+ (?<v>(?:free|home|online|off|at the gym|awake|available|asleep|busy|working) (?:from |after |before |around |at |until |till |by |on |every )+(?:${HOUR}|${DAYS}|weekends|\d)[\p{L}\d ]{0,12})`,
    confidence: 0.82,
  },
  {
    frame: 'schedule',
    says: rule`^(?:usually|always|normally|mostly|generally) (?<v>(?:free|home|online|off|at the gym|awake|available|asleep|busy|working) (?:from |after |before |around |at |until |till |by |on |every )+(?:${HOUR}|${DAYS}|weekends|\d)[\p{L}\d ]{0,12})`,
    confidence: 0.82,
  },
  {
    frame: 'schedule',
    says: rule`i(?: usually| always| normally| generally| have to| mostly)* (?<v>(?:get up|wake up|start(?: work)?|finish(?: work)?|get off(?: work)?|get home|go to (?:bed|sleep)|clock (?:in|out)|leave for work|log off)(?: around| at| by| after)+ (?:like )?${HOUR})(?! (?:today|tomorrow|tonight|this|on))`,
    confidence: 0.85,
  },
  {
    frame: 'schedule',
    says: rule`my (?<v>(?:shift|shifts|work|class|classes) (?:starts?|ends?|begins?|finish(?:es)?)(?: at| around)? ${HOUR})(?! (?:today|tomorrow|tonight))`,
    confidence: 0.82,
  },
  {
    frame: 'schedule',
    says: rule`my (?:days? off|rest days?|free days?|day off) (?:is|are) (?<v>${DAYS})`,
    confidence: 0.87,
  },
  {
    frame: 'schedule',
    says: rule`i have (?:my|the) (?<v>kids (?:every (?:other )?(?:weekend|week|${WEEKDAY})|on (?:weekends|${DAYS})))`,
    confidence: 0.85,
  },
  {
    frame: 'schedule',
    says: rule`(?:^|i )?(?:(?:every|each)(?: single)? (?:${WEEKDAY}|morning|evening|night|weekend|week|day)|(?<!\p{L})on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days|weekends)(?: and (?:${WEEKDAY}))?|^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)days)(?: and (?:${WEEKDAY}))?)(?: mornings?| evenings?| nights?)? (?:i(?:'ve| have)?(?: got)?|we) (?!love|hate|want|think|miss|feel|wish|am|was)(?<v>[\p{L}\d' ]{3,40})$`,
    confidence: 0.78,
  },
  {
    frame: 'schedule',
    says: rule`(?:i(?:'ve| have)?(?: got)?|we) (?!love|hate|want|think|miss|feel|wish|am |was|did|would|could)(?<v>[\p{L}\d' ]{3,36} (?:every (?:${WEEKDAY}|morning|evening|night|weekend)|on (?:(?:mon|tues|wednes|thurs|fri|satur|sun)days)))(?= with| and|$| so| before| after)`,
    confidence: 0.78,
  },
  {
    frame: 'used-to-do',
    says: rule`i(?:'ve)? (?:used to play|stopped playing|quit playing|gave up playing|don't play|no longer play) (?<v>${PLAYED})(?!\p{L})(?<!don't play [\p{L} ]+(?! anymore))`,
    confidence: 0.85,
    ends: true,
  },
  {
    frame: 'used-to-do',
    says: rule`i (?:used to (?:go|do)|gave up|quit|stopped) (?<v>${HOBBY_DOING}|${HOBBY_NOUN})(?!\p{L})`,
    confidence: 0.82,
    ends: true,
  },
  {
    frame: 'hobby',
    says: rule`(?:i|we)(?: still| also| really| do| mostly| sometimes| only| mainly)* play (?<v>${PLAYED})(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'hobby',
    says: rule`i(?:'ve been)?(?: still| also)? collect(?:ing)? (?!my (?:kid|son|daughter|car|parcel)|you|the (?:kid|car)|him|her|them|dust)(?:a lot of )?${THING}`,
    confidence: 0.85,
  },
  {
    frame: 'hobby',
    says: rule`(?:i(?:'ve been| have been|'m| am)|^been)(?: also| still| just)* learning (?:to (?:play |speak )?)?(?:the )?(?!a lot|how|to\b|you|that|about you|so|new|my)${THING}`,
    confidence: 0.82,
  },
  {
    frame: 'hobby',
    says: rule`i(?: still| also| sometimes| often)* (?:do|practi[cs]e|teach|train) (?:a bit of |some )?(?<v>${HOBBY_NOUN})(?!\p{L})`,
    confidence: 0.86,
  },
  {
    frame: 'hobby',
    says: rule`i(?: still| also| sometimes| often| usually| like to| love to)* go (?<v>${HOBBY_DOING})(?!\p{L})`,
    confidence: 0.84,
  },
  {
    frame: 'hobby',
    says: rule`i(?:'ve| have) been (?:doing )?(?<v>${HOBBY_NOUN}|${HOBBY_DOING})(?!\p{L})(?= since| for)`,
    confidence: 0.82,
  },
  {
    frame: 'hobby',
    says: rule`(?:my|one of my) (?:main |big |biggest |favou?rite |only |secret )*(?:hobby|hobbies|passion|pastime)(?:'s| is| are) (?!you\b)${THING}`,
    confidence: 0.88,
  },
  {
    frame: 'hobby',
    says: rule`^(?<v>[\p{L}-]+(?: [\p{L}-]+)?) is my (?:thing|passion|hobby|therapy)(?!\p{L})`,
    confidence: 0.82,
  },
  {
    frame: 'hobby',
    says: rule`i (?<v>run (?:half |ultra )?marathons|(?:draw|paint|sculpt|carve) (?!you|your|it|the line|this|that|a blank|on)[\p{L}]+(?: [\p{L}]+)?|write (?:poetry|poems|songs|short stories|novels|fan ?fiction|music)|bake (?:cakes|bread)|make (?:music|beats|candles|jewel+ery|models)|brew (?:my own )?beer|restore [\p{L}]+(?: [\p{L}]+)?|build (?:model \p{L}+|guitars|pcs|drones)|fly drones|keep bees)(?!\p{L})`,
    confidence: 0.82,
  },
  {
    frame: 'hobby',
    says: rule`(?:i(?:'ve)?(?: just| recently)? |^(?:just |recently )?)(?:took|taken|take) up (?!your|too|the offer|a lot|space|my)${THING}`,
    confidence: 0.83,
  },
  {
    frame: 'promised',
    says: rule`(?:i promise(?: you)?(?:,| that)?(?: i'll| to| i will)|i promise to|^promise(?:,| that)?(?: i'll| to)) (?!be good|behave|not|never|love)(?<v>[\p{L}][\p{L}\d' -]{3,60})$`,
    confidence: 0.85,
  },
  {
    frame: 'promised',
    says: rule`(?:i'll|i will|i'm gonna|i'm going to|^gonna)(?: definitely| also| totally| probably)* (?<v>(?:tip|send|buy|bring|show|pay|gift|get|make|mail|order|write|text|message|give)${BACK}?(?: [\p{L}\d']+){1,7})`,
    confidence: 0.82,
  },
  {
    frame: 'promised',
    says: rule`(?:i'll|i will)(?: definitely| also| totally)* (?<v>(?:tell you(?: (?:how|what|all|everything|tomorrow|later|on|when|about)[\p{L}\d' ]*)|renew|re-?subscribe|subscribe|resub|come back (?:to you )?(?:tonight|tomorrow|later|on)|tip you|show you|write you|text you|message you)[\p{L}\d' ]{0,40})`,
    confidence: 0.8,
  },
  {
    frame: 'promised',
    says: rule`i owe you (?<v>(?:an?|the|some|that) (?!apology|drink at|one)[\p{L}]+(?: [\p{L}]+)?)`,
    confidence: 0.78,
  },
]
