import type { Language } from '../detect-language.ts'

/** Nouns people often like, in both languages, so that a fact noted in one can be spoken of in the other. */
const BOTH: [english: string, french: string][] = [
  ['hiking', 'la rando'],
  ['running', 'la course'],
  ['climbing', "l'escalade"],
  ['swimming', 'la natation'],
  ['cycling', 'le vélo'],
  ['boxing', 'la boxe'],
  ['yoga', 'le yoga'],
  ['tennis', 'le tennis'],
  ['surfing', 'le surf'],
  ['skiing', 'le ski'],
  ['dancing', 'la danse'],
  ['football', 'le foot'],
  ['soccer', 'le foot'],
  ['basketball', 'le basket'],
  ['rugby', 'le rugby'],
  ['the gym', 'la salle'],
  ['cooking', 'la cuisine'],
  ['baking', 'la pâtisserie'],
  ['reading', 'la lecture'],
  ['photography', 'la photo'],
  ['painting', 'la peinture'],
  ['drawing', 'le dessin'],
  ['gardening', 'le jardinage'],
  ['fishing', 'la pêche'],
  ['camping', 'le camping'],
  ['travelling', 'les voyages'],
  ['traveling', 'les voyages'],
  ['music', 'la musique'],
  ['jazz', 'le jazz'],
  ['rock', 'le rock'],
  ['techno', 'la techno'],
  ['guitar', 'la guitare'],
  ['piano', 'le piano'],
  ['drums', 'la batterie'],
  ['movies', 'le cinéma'],
  ['films', 'le cinéma'],
  ['horror movies', "les films d'horreur"],
  ['video games', 'les jeux vidéo'],
  ['gaming', 'les jeux vidéo'],
  ['chess', 'les échecs'],
  ['board games', 'les jeux de société'],
  ['manga', 'les mangas'],
  ['anime', "l'animé"],
  ['coffee', 'le café'],
  ['tea', 'le thé'],
  ['wine', 'le vin'],
  ['red wine', 'le vin rouge'],
  ['beer', 'la bière'],
  ['chocolate', 'le chocolat'],
  ['sushi', 'les sushis'],
  ['pizza', 'la pizza'],
  ['pasta', 'les pâtes'],
  ['cheese', 'le fromage'],
  ['spicy food', 'les plats épicés'],
  ['seafood', 'les fruits de mer'],
  ['peanuts', 'les cacahuètes'],
  ['nuts', 'les noix'],
  ['gluten', 'le gluten'],
  ['olives', 'les olives'],
  ['coriander', 'la coriandre'],
  ['the sea', 'la mer'],
  ['the beach', 'la plage'],
  ['the mountains', 'la montagne'],
  ['mountains', 'la montagne'],
  ['sunsets', 'les couchers de soleil'],
  ['rain', 'la pluie'],
  ['summer', "l'été"],
  ['winter', "l'hiver"],
  ['dogs', 'les chiens'],
  ['cats', 'les chats'],
  ['horses', 'les chevaux'],
  ['cars', 'les voitures'],
  ['motorbikes', 'les motos'],
  ['plants', 'les plantes'],
  ['history', "l'histoire"],
  ['law', 'le droit'],
  ['medicine', 'la médecine'],
  ['italian', "l'italien"],
  ['spanish', "l'espagnol"],
  ['english', "l'anglais"],
  ['french', 'le français'],
  ['japanese', 'le japonais'],
  ['german', "l'allemand"],
]
const MORE_FRENCH = [
  'la randonnée',
  'la course à pied',
  'la musculation',
  'la muscu',
  'le violon',
  'la trompette',
  'la basse',
  'le violoncelle',
  'le judo',
  'le karaté',
  'le ciné',
  'la plongée',
  'la moto',
  "l'équitation",
  'le bricolage',
  'la couture',
  'le théâtre',
  'la bd',
  'la télé',
  'les séries',
  'la nature',
  'le rap',
  'le métal',
  'le vin blanc',
  'le champagne',
  'le rhum',
  'les animaux',
  'le cinéma',
  'la mécanique',
  'la pétanque',
  'le handball',
  'le volley',
  'le padel',
  'le golf',
]
const TO_FRENCH = new Map(BOTH.map(([english, french]) => [english, french]))
const TO_ENGLISH = new Map(BOTH.toReversed().map(([english, french]) => [bare(french), english]))

/** The noun in this language when it is one of the common ones, whichever language it came in. */
export function translated(noun: string, language: Language): string | undefined {
  const key = noun.toLowerCase()
  if (language === 'fr') return TO_FRENCH.get(key) ?? TO_FRENCH.get(key.replace(/^the /u, '')) ?? undefined
  return TO_ENGLISH.get(bare(key))
}

function bare(french: string): string {
  return french.toLowerCase().replace(/^(les? |la |l'|des |du |de la |une? )/u, '')
}

const STOPS =
  /[,.;:!?()…"“”\n]| (?:because|since|but|when|while|and then|so|with|on|in|at|from|for|after|before|every|since|that|which|who|parce que|car|mais|quand|depuis|avec|le (?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)|tous|toutes|chaque|dans|pour|qui|que)(?= |$)/iu

/** "his vintage cars on Sundays" -> "your vintage cars". Undefined when it is no short noun. */
export function cleanNoun(words: string | undefined, language: Language): string | undefined {
  if (!words) return undefined
  const [first = ''] = words.split(STOPS)
  const yours = first
    .trim()
    .replace(/^(really|very|very much|a lot|beaucoup|trop|bien|vraiment) /iu, '')
    .replace(/(?<!\p{L})(his|her|their|my)(?!\p{L})/giu, 'your')
    .replace(/(?<!\p{L})(?:son|mon)(?= )/giu, 'ton')
    .replace(/(?<!\p{L})(?:sa|ma)(?= )/giu, 'ta')
    .replace(/(?<!\p{L})(?:ses|mes)(?= )/giu, 'tes')
    .replace(/ (?:a lot|very much|so much|too|as well|lately|again|now|beaucoup|aussi|trop)$/iu, '')
    .trim()
  if (yours.length < 3 || yours.split(' ').length > 4) return undefined
  if (
    /(?<!\p{L})(you|i|me|it|he|she|they|this|that|everything|nothing|something|tu|je|toi|moi|il|elle|ça|tout|rien|quelque)(?!\p{L})/iu.test(
      yours,
    )
  )
    return undefined
  // Acronyms and names keep their capitals; "Hiking" at the start of a fact does not.
  return language === 'en' && /^\p{Lu}\p{Ll}+$/u.test(yours) && TO_FRENCH.has(yours.toLowerCase())
    ? yours.toLowerCase()
    : yours
}

const WITH_ARTICLE = new Map(
  [...BOTH.map(([, french]) => french), ...MORE_FRENCH].map((french) => [bare(french), french]),
)

/** A French noun with an article, so that it can stand in a sentence; undefined when nobody knows which. */
export function inFrench(noun: string): string | undefined {
  const known = WITH_ARTICLE.get(bare(noun))
  if (known) return known
  if (!/^(les? |la |l'|un |une |ton |ta |tes |des |du |de la )/iu.test(noun) && !/^\p{Lu}/u.test(noun)) return undefined
  return /^(les? |la |l'|un |une |ton |ta |tes )/iu.test(noun)
    ? noun
    : noun.replace(/^(des|du|de la) /iu, (article) =>
        /^des/iu.test(article) ? 'les ' : /^du/iu.test(article) ? 'le ' : 'la ',
      )
}

/** "to cook" -> "cooking", for what somebody likes. */
export function gerund(words: string): string {
  const [, verb, rest = ''] = words.match(/^to (\p{L}+)(.*)$/u) ?? []
  if (!verb) return words
  const stem = /[^aeiou]e$/u.test(verb)
    ? verb.slice(0, -1)
    : /^[^aeiou]*[aeiou][bdgmnprt]$/u.test(verb)
      ? `${verb}${verb.at(-1)}`
      : verb
  return `${stem}ing${rest}`
}

const NO_NAMES = new Set([
  'the',
  'and',
  'his',
  'her',
  'their',
  'our',
  'your',
  'is',
  'was',
  'who',
  'that',
  'called',
  'named',
  'qui',
  'est',
  'son',
  'les',
  'des',
  'une',
  'monday',
  'tuesday',
  'wednesday',
  'thursday',
  'friday',
  'saturday',
  'sunday',
  'january',
  'february',
  'march',
  'april',
  'may',
  'june',
  'july',
  'august',
  'september',
  'october',
  'november',
  'december',
  'she',
  'he',
  'it',
  'but',
  'she’s',
  'fan',
  'has',
  'loves',
  'likes',
  'my',
  'work',
  'home',
])

/** A proper name as it was told, or undefined when it is no name. @param words how many words it may have */
export function nameOf(told: string | undefined, words = 1): string | undefined {
  const name = told?.trim().replace(/['’]s$/u, '')
  if (!name || name.length < 2 || name.length > 30 || name.split(/[ -]/u).length > words + 1) return undefined
  if (NO_NAMES.has(name.toLowerCase())) return undefined
  return `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}`
}
