import type { Language } from '../detect-language.ts'
import { detectLanguage } from '../detect-language.ts'
import { cleanNoun, gerund, inFrench, nameOf, translated } from './nouns.ts'
import type { KnownKind } from './phrases.ts'
import { placeInFrench } from './places.ts'
import { tenseOf } from './when.ts'

/** Something known, in a form that can be spoken of. */
export interface Known {
  kind: KnownKind
  slots: Record<string, string>
}

interface Told {
  toldAt: Date
  now: Date
  language: Language
}

type Reading = (match: RegExpMatchArray, told: Told, text: string) => Known | undefined

/**
 * Reads a fact about a fan, whoever wrote it down ("has a dog called Bruno", "my dog Bruno ate my shoes", "son chien
 * Bruno"). Undefined when nothing natural can be made of it: then it is better not mentioned.
 */
export function readKnown(fact: string, told: Told): Known | undefined {
  const text = fact.replaceAll('’', "'").slice(0, 600)
  if (OVER.test(text)) return undefined
  for (const [pattern, reading] of READINGS) {
    const match = text.match(pattern)
    const known = match && reading(match, told, text)
    if (known) return known
  }
  return undefined
}

/** What is over, lost or refused is not asked after in passing. */
const OVER =
  /(?<!\p{L})(lost|died|dead|passed away|used to|former|ex|late|divorced|does(?: not|n't) want|no longer|habitait avant|travaillait avant|avant|a perdu|perdu|mort|morte|décédée?|ne veut (?:pas|plus)|ancien|ancienne)(?!\p{L})/iu

const ANIMALS: [RegExp, string, string][] = [
  [/\b(dog|puppy|chien(?:ne)?|chiot)s?\b/iu, 'dog', 'chien'],
  [/\b(cat|kitten|kitty|chat(?:te)?|chaton)s?\b/iu, 'cat', 'chat'],
  [/\b(horse|mare|pony|cheval|jument|poney)\b/iu, 'horse', 'cheval'],
  [/\b(rabbit|bunny|lapine?)\b/iu, 'rabbit', 'lapin'],
  [/\b(parrot|perroquet)\b/iu, 'parrot', 'perroquet'],
  [/\b(hamster)\b/iu, 'hamster', 'hamster'],
]
const ANIMAL =
  '(?:dog|puppy|cat|kitten|kitty|horse|mare|pony|rabbit|bunny|parrot|hamster|chien(?:ne)?|chiot|chat(?:te)?|chaton|cheval|jument|poney|lapine?|perroquet)'
const CALLED =
  "(?:,? ?(?:is |which is |that is |who is )?(?:called|named|name(?:'s| is)|nommée?|appelée?|qui s'appelle|s'appelle|du nom de)|,| ?:)"
const RELATIONS: Record<string, string> = {
  sister: 'sister',
  brother: 'brother',
  daughter: 'daughter',
  son: 'son',
  wife: 'wife',
  husband: 'husband',
  girlfriend: 'girlfriend',
  boyfriend: 'boyfriend',
  mother: 'mum',
  mum: 'mum',
  mom: 'mum',
  father: 'dad',
  dad: 'dad',
  friend: 'friend',
  niece: 'niece',
  nephew: 'nephew',
  grandmother: 'grandma',
  grandma: 'grandma',
  cousin: 'cousin',
  partner: 'partner',
  roommate: 'roommate',
  sœur: 'sister',
  soeur: 'sister',
  frère: 'brother',
  fille: 'daughter',
  fils: 'son',
  femme: 'wife',
  mari: 'husband',
  copine: 'girlfriend',
  copain: 'boyfriend',
  mère: 'mum',
  père: 'dad',
  ami: 'friend',
  amie: 'friend',
  nièce: 'niece',
  neveu: 'nephew',
  cousine: 'cousin',
}
const RELATION = `(${Object.keys(RELATIONS).join('|')})`

const rx = (source: string, flags = 'iu') =>
  new RegExp(source.replaceAll('⟨', '(?<!\\p{L})').replaceAll('⟩', '(?!\\p{L})'), flags)
const NAME = "(\\p{L}[\\p{L}'-]{1,20})"
const OWN = '(?:my|his|her|their|the|a|an|mon|ma|son|sa|ton|ta|un|une)'

const pet: Reading = (match, { language }, text) => {
  // After a comma only a capital tells a name from the next word: "my cat, steals butter".
  if (/^\p{Ll}/u.test(match[1] ?? '') && !/call|nam|appel|nomm/iu.test(match[0])) return undefined
  const name = nameOf(match[1])
  const animal = animalIn(text, language)
  return name && animal ? { kind: 'pet', slots: { name, animal } } : undefined
}

const dated =
  (
    before: KnownKind,
    after: KnownKind,
    slotsOf: (match: RegExpMatchArray, told: Told) => Record<string, string> | undefined,
  ): Reading =>
  (match, told, text) => {
    const slots = slotsOf(match, told)
    if (!slots) return undefined
    const { tense, day } = tenseOf(text, told)
    const ageDays = (told.now.getTime() - told.toldAt.getTime()) / 86_400_000
    if (tense === 'stale' || (tense === 'undated' && ageDays > 60)) return undefined
    const isOver = tense === 'after' || (tense === 'undated' && ageDays > 12)
    const when = day ?? (told.language === 'fr' ? 'le grand jour' : 'the big day')
    return { kind: isOver ? after : before, slots: { ...slots, when } }
  }

/** A noun in the language of the reply, or nothing. */
function noun(words: string | undefined, { language }: Told, text: string): string | undefined {
  const clean = cleanNoun(words, language)
  if (!clean) return undefined
  const written = detectLanguage(text) ?? detectLanguage(clean)
  if (/^\p{Lu}/u.test(clean)) return language === 'fr' ? inFrench(clean) : clean
  const known = translated(clean, language)
  if (known) return known
  if (written && written !== language) return undefined
  return language === 'fr' ? inFrench(clean) : clean
}

const withNoun =
  (kind: KnownKind, group = 1): Reading =>
  (match, told, text) => {
    const what = noun(match[group], told, text)
    return what ? { kind, slots: { what } } : undefined
  }

const plain =
  (kind: KnownKind): Reading =>
  () => ({ kind, slots: {} })

const placed = (match: RegExpMatchArray, { language }: Told) => {
  const raw = nameOf(match[2] ?? match[1], 3)
  if (!raw) return undefined
  return language === 'fr' ? placeInFrench(raw, match[2] ? match[1] : undefined) : { name: raw }
}

const READINGS: [RegExp, Reading][] = [
  // Animals
  [rx(`⟨${ANIMAL}⟩${CALLED} ?(?!and\\b|et\\b|who\\b|qui\\b|which\\b)${NAME}`), pet],
  [
    rx(
      `⟨${OWN} (?:\\p{L}+ )?${ANIMAL} (?=\\p{L})(?!and\\b|is\\b|has\\b|et\\b|est\\b|a\\b|was\\b|just\\b|who\\b|qui\\b)${NAME}`,
    ),
    (m, told, text) => (/^\p{Lu}/u.test(m[1] ?? '') ? pet(m, told, text) : undefined),
  ],
  [
    rx(
      `⟨${NAME},? (?:is )?(?:the|my|his|her|their|a|mon|ma|son|sa|le|la|un|une|est (?:mon|ma|son|sa)) (?:\\p{L}+ )?${ANIMAL}⟩`,
    ),
    (m, told, text) => (/^\p{Lu}/u.test(m[1] ?? '') ? pet(m, told, text) : undefined),
  ],
  // Things ahead
  [
    rx(
      '⟨(?:new job|nouveau (?:job|boulot|travail|poste|taf)|starts? work(?:ing)? at|commence(?:r)? (?:un|son|mon|à travailler))',
    ),
    dated('job-new-before', 'job-new-after', () => ({})),
  ],
  [rx("⟨(?:job )?(?:interview|entretien(?: d'embauche)?)⟩"), dated('interview-before', 'interview-after', () => ({}))],
  [
    rx('⟨(?:exams?|finals?|examens?|partiels?|driving test|permis de conduire)⟩'),
    dated('exam-before', 'exam-after', () => ({})),
  ],
  [
    rx('⟨(?:(?:half[- ])?marathon|triathlon|10 ?k|ironman|semi(?:-marathon)?)⟩'),
    dated('race-before', 'race-after', (m, { language }) => ({
      what:
        language === 'fr' ? `le ${m[0].toLowerCase().replace('half marathon', 'semi')}` : `the ${m[0].toLowerCase()}`,
    })),
  ],
  [rx('⟨(?:birthday|anniversaire|né le|née le|born on)⟩'), (_match, told, text) => birthday(told, text)],
  [
    rx(
      '⟨(?:moving (?:house|flat|in|out|to)|is moving|moved (?:to|into)|new (?:flat|apartment|house|place)|déménag\\p{L}*|emménag\\p{L}*)',
    ),
    (_m, told) =>
      told.now.getTime() - told.toldAt.getTime() < 60 * 86_400_000 ? { kind: 'moving', slots: {} } : undefined,
  ],
  [
    rx(
      "⟨(?:trip|holidays?|vacation|weekend|flying|flies|fly|travel(?:l?ing|s)?|going|goes|off|visit(?:ing|s)?|headed|week) (?:in |to |back to )?(?:see )?(?!work|bed|the\\b|a\\b|my\\b|his\\b|her\\b|be\\b|on\\b|sleep)([A-ZÀ-Ý][\\p{L}'-]+(?: [A-ZÀ-Ý][\\p{L}'-]+)?)",
      'u',
    ),
    dated('trip-before', 'trip-after', placed),
  ],
  [
    rx(
      "⟨(?:part|pars|partir|voyage|vacances|séjour|week-end|va|vais|s'envole|décolle)(?: en vacances| en voyage)? (à|au|aux|en|pour) ([A-ZÀ-Ý][\\p{L}'-]+(?: [A-ZÀ-Ý][\\p{L}'-]+)?)",
      'u',
    ),
    dated('trip-before', 'trip-after', placed),
  ],
  [
    rx(
      '⟨(wedding|concert|festival|party|reunion|surgery|operation|appointment|barbecue|match|mariage|fête|opération|rendez-vous|baptême|enterrement de vie)⟩',
    ),
    dated('event-before', 'event-after', (m, told) => eventNoun(m[1] ?? '', told.language)),
  ],
  // People
  [rx(`⟨${RELATION}⟩${CALLED} ?${NAME}`), (m, told) => relative(m[1], m[2], told)],
  [
    rx(`⟨${OWN} ${RELATION} (?=\\p{L})${NAME}`),
    (m, told) => (/^\p{Lu}/u.test(m[2] ?? '') ? relative(m[1], m[2], told) : undefined),
  ],
  [
    rx(`⟨${NAME},? (?:is )?(?:my|his|her|their|mon|ma|son|sa) ${RELATION}⟩`),
    (m, told) => (/^\p{Lu}/u.test(m[1] ?? '') ? relative(m[2], m[1], told) : undefined),
  ],
  [
    rx(
      '⟨(?:(?:two|three|four|2|3|4) (?:kids|children|daughters|sons|boys|girls)|(?:has|have|with|my|his|her|their) (?:kids|children)|(?:deux|trois|quatre|2|3|4|des|mes|ses) (?:enfants|filles|fils|garçons))⟩',
    ),
    plain('kids'),
  ],
  // Work and studies
  [rx('⟨(?:works? nights?|night shifts?|night worker|de nuit|travaille la nuit)⟩'), plain('night-work')],
  [
    rx(
      "⟨(?:stud(?:ies|ying|y)|student of|étudie|en (?:fac|école|études) de?|étudiante? en) ((?!hard|for)[\\p{L}' -]{3,40})",
    ),
    withNoun('study'),
  ],
  [
    rx(
      "⟨(?:learn(?:s|ing)|learning to speak|taking lessons in|apprends?|apprendre|prend des cours de) (?:to speak |to play |à (?:parler|jouer) )?((?:the |l'|le |la |du |de la |d')?[\\p{L}' -]{3,30})",
    ),
    withNoun('learning'),
  ],
  [
    rx(
      '⟨(?:works?|working|job|employed|travaille|bosse|boulot|métier|nurse|teacher|engineer|developer|plumber|electrician|driver|chef|doctor|lawyer|accountant|infirmi(?:er|ère)|prof|ingénieur|développeu(?:r|se)|plombier|électricien|chauffeur|cuisini(?:er|ère)|médecin|avocate?|comptable)⟩',
    ),
    plain('job'),
  ],
  // Tastes
  [rx("⟨(?:allergic to|allergy to|allergique (?:à la|à l'|aux?|à)) ?([\\p{L}' -]{3,30})"), withNoun('allergy')],
  [
    rx(
      "⟨(?:hates?|dislikes?|(?:does|do) not (?:really )?like|can'?t stand|doesn'?t like|don'?t like|déteste|supporte pas|n'aime pas|aime pas) ((?:les? |la |l')?[\\p{L}' -]{3,30})",
    ),
    withNoun('dislike'),
  ],
  [
    rx(
      "⟨(?:plays?|playing|joue) (?:the |de la |du |de l')?(guitar|piano|drums|bass|violin|sax(?:ophone)?|trumpet|cello|keyboard|ukulele|guitare|batterie|basse|violon|trompette|violoncelle)⟩",
    ),
    withNoun('plays'),
  ],
  [
    rx(
      "⟨(?:supports?|fan of|supporter (?:of|de)|fan (?:de|du|d')|big fan of) ?(?:the )?([A-ZÀ-Ý][\\p{L}.]+(?: [A-ZÀ-Ý][\\p{L}.]+)?)",
      'u',
    ),
    (m) => {
      const name = nameOf(m[1], 2)
      return name ? { kind: 'team', slots: { name } } : undefined
    },
  ],
  [
    rx(
      '⟨(?:drives?|rides?|owns?|has|have|a|bought|conduit|roule en|my|his|her|mon|ma|son|sa) (?:an? |une? |his |her |my )?(?:old |red |black |new |vintage |vieille |belle )*(motorbike|motorcycle|ducati|harley|vespa|campervan|camper van|van|convertible|mustang|porsche|bmw|moto|scooter|camping-car)⟩',
    ),
    (m, told) => vehicle(m[1] ?? '', told.language),
  ],
  [
    rx(
      '⟨(?:bad|sore|broken|injured|hurt|broke|twisted|sprained|mal (?:au|à la|aux)|cassé (?:le|la)|problèmes? (?:de|au)) (?:his |her |my |their )?(back|knee|ankle|arm|leg|wrist|shoulder|foot|hand|neck|dos|genou|cheville|bras|jambe|poignet|épaule|pied|main|cou)⟩',
    ),
    (m, told) => bodyPart(m[1] ?? '', told.language),
  ],
  [
    rx(
      "⟨(?:favou?rite \\p{L}+(?: \\p{L}+)?(?: is| are|:)|préférée?(?: est| c'est| :)) ((?:les? |la |l'|the )?[\\p{L}' -]{3,30})",
    ),
    withNoun('favourite'),
  ],
  [
    rx(
      '⟨(?:drinks?|boit) (?:a lot of |too much |lots of |beaucoup de |du |de la |un |une )?(coffee|tea|espresso|matcha|café|thé|expresso)⟩',
    ),
    (m, told) => ({
      kind: 'drink',
      slots: {
        what:
          told.language === 'fr'
            ? /t(?:ea|hé)|matcha/iu.test(m[1] ?? '')
              ? 'un thé'
              : 'un café'
            : /t(?:ea|hé)/iu.test(m[1] ?? '')
              ? 'tea'
              : 'coffee',
      },
    }),
  ],
  [
    rx(
      '⟨(running|climbing|swimming|cycling|boxing|hiking|yoga|tennis|judo|karate|surfing|skiing|rowing|crossfit|course à pied|escalade|natation|boxe|randonnée|rando|ski|musculation|muscu|gym)⟩',
    ),
    withNoun('sport'),
  ],
  [
    rx(
      "⟨(?:likes?|loves?|enjoys?|is (?:really |very )?into|adores?|am into|interested in|passionate about|fan of|keen on|collects?) ((?!it\\b|you\\b|that\\b|this\\b|when\\b|nova\\b)(?:to )?[\\p{L}' -]{3,40})",
    ),
    (m, told, text) => liked(m, told, text),
  ],
  [
    rx(
      "⟨(?:aime(?:nt)?(?: bien| beaucoup| trop)?|adore(?:nt)?|kiffe|fan de|fan d'|passionnée? (?:de|par)|collectionne) ?((?!toi\\b|quand\\b|ça\\b|te\\b|nova\\b)(?:les? |la |l'|des |du )?[\\p{L}' -]{3,40})",
    ),
    (m, told, text) => liked(m, told, text),
  ],
  [
    rx(`⟨${ANIMAL}s?⟩`),
    (_m, { language }, text) => {
      const animal = animalIn(text, language)
      return animal ? { kind: 'pet-plain', slots: { animal } } : undefined
    },
  ],
  // Where
  [
    rx(
      "⟨(?:lives?|living|based|home is|comes?|is from|am from|i'm from|grew up|moved) (?:in|near|to|from)? ?([A-ZÀ-Ý][\\p{L}'-]+(?:[ -][A-ZÀ-Ý][\\p{L}'-]+)?)",
      'u',
    ),
    (m, told) => {
      const slots = placed(m, told)
      return slots ? { kind: 'place', slots } : undefined
    },
  ],
  [
    rx(
      "⟨(?:habite|vit|vis|vient|viens|est|suis|résidant|installée?) (à|au|aux|en|de|d'|près de) ?([A-ZÀ-Ý][\\p{L}'-]+(?:[ -][A-ZÀ-Ý][\\p{L}'-]+)?)",
      'u',
    ),
    (m, told) => {
      const slots = placed(m, told)
      return slots ? { kind: 'place', slots } : undefined
    },
  ],
]

function animalIn(text: string, language: Language): string | undefined {
  const found = ANIMALS.find(([pattern]) => pattern.test(text))
  return found && (language === 'fr' ? found[2] : found[1])
}

function relative(relation: string | undefined, name: string | undefined, { language }: Told): Known | undefined {
  const who = nameOf(name)
  const english = RELATIONS[(relation ?? '').toLowerCase()]
  return who && english
    ? { kind: 'relative', slots: { name: who, relation: language === 'fr' ? '' : english } }
    : undefined
}

function birthday(told: Told, text: string): Known | undefined {
  const { tense } = tenseOf(text, { ...told, toldAt: new Date(told.now.getTime() - 20 * 86_400_000) })
  if (tense === 'undated' || tense === 'stale') return undefined
  const soon = tenseOf(text, { ...told, toldAt: told.now })
  if (tense === 'after') return { kind: 'birthday-past', slots: {} }
  // "In eleven months" is nothing to talk about.
  return soon.day !== undefined || isWithin(text, told, 25) ? { kind: 'birthday-soon', slots: {} } : undefined
}

function isWithin(text: string, told: Told, days: number): boolean {
  const later = new Date(told.now.getTime() + days * 86_400_000)
  return tenseOf(text, { ...told, toldAt: told.now, now: later }).tense === 'after'
}

function liked(match: RegExpMatchArray, told: Told, text: string): Known | undefined {
  if (/(?<!\p{L})(?:not|n't|never|pas|jamais|plus)(?!\p{L})/iu.test(text)) return undefined
  const words = match[1] ?? ''
  if (/\b(photos?|pics?|videos?|vidéos?|sets?|nudes?|lingerie|feet|pieds|content|contenus?)\b/iu.test(words))
    return undefined
  if (/\b(?:would|'d) (?:really )?(?:like|love)\b/iu.test(text)) return undefined
  const what = noun(gerund(words).replace(/^playing (?:the )?/iu, ''), told, text)
  return what ? { kind: 'like', slots: { what } } : undefined
}

function eventNoun(word: string, language: Language): Record<string, string> {
  const french: Record<string, string> = {
    wedding: 'le mariage',
    concert: 'le concert',
    festival: 'le festival',
    party: 'la fête',
    reunion: 'les retrouvailles',
    surgery: "l'opération",
    operation: "l'opération",
    appointment: 'le rendez-vous',
    barbecue: 'le barbecue',
    match: 'le match',
    mariage: 'le mariage',
    fête: 'la fête',
    opération: "l'opération",
    'rendez-vous': 'le rendez-vous',
    baptême: 'le baptême',
  }
  const english: Record<string, string> = {
    mariage: 'the wedding',
    fête: 'the party',
    opération: 'the surgery',
    'rendez-vous': 'the appointment',
    baptême: 'the christening',
  }
  const key = word.toLowerCase()
  return { what: language === 'fr' ? (french[key] ?? `le ${key}`) : (english[key] ?? `the ${key}`) }
}

function vehicle(word: string, language: Language): Known {
  const isBike = /motor|moto|ducati|harley/iu.test(word)
  const brand = /ducati|harley|vespa|mustang|porsche|bmw/iu.test(word)
    ? word[0]?.toUpperCase() + word.slice(1).toLowerCase()
    : undefined
  const english =
    brand ?? (isBike ? 'bike' : /camp|van/iu.test(word) ? 'van' : /scooter/iu.test(word) ? 'scooter' : 'car')
  const french = brand
    ? `ta ${brand}`
    : isBike
      ? 'ta moto'
      : /camp|van/iu.test(word)
        ? 'ton van'
        : /scooter/iu.test(word)
          ? 'ton scooter'
          : 'ta voiture'
  return { kind: 'vehicle', slots: { what: language === 'fr' ? french : english } }
}

const PARTS: [string, string, string][] = [
  ['back', 'dos', 'ton dos'],
  ['knee', 'genou', 'ton genou'],
  ['ankle', 'cheville', 'ta cheville'],
  ['arm', 'bras', 'ton bras'],
  ['leg', 'jambe', 'ta jambe'],
  ['wrist', 'poignet', 'ton poignet'],
  ['shoulder', 'épaule', 'ton épaule'],
  ['foot', 'pied', 'ton pied'],
  ['hand', 'main', 'ta main'],
  ['neck', 'cou', 'ton cou'],
]
function bodyPart(word: string, language: Language): Known | undefined {
  const part = PARTS.find(([english, french]) => english === word.toLowerCase() || french === word.toLowerCase())
  return part && { kind: 'health', slots: { what: language === 'fr' ? part[2] : part[0] } }
}
