import { type FactRule, NAME, rule } from './fact-rule.ts'

const ANIMALS =
  "chien|chienne|chiot|toutou|chat|chatte|chaton|minou|lapine?|hamster|cochon d'inde|perroquet|perruche|canari|cheval|jument|poney|âne|chèvre|serpent|python|tortue|lézard|gecko|iguane|furet|rat|poisson rouge|hérisson|labrador|husky|beagle|golden retriever|golden|berger allemand|caniche|bouledogue|carlin|teckel|border collie|chihuahua|rottweiler|dogue|cocker|yorkshire|malinois"
const PET = `(?<k>${ANIMALS})`
const PETS =
  '(?<v>(?:(?:deux|trois|quatre|cinq|six|des|[2-9]) )(?:petits |petites |vieux |grands )?(?:chiens|chiennes|chiots|chats|chattes|chatons|lapins|hamsters|perroquets|perruches|chevaux|poneys|chèvres|serpents|tortues|furets|rats|poules|canards|abeilles|huskies|labradors|beagles|carlins|poissons))'
const PARTNERS =
  '(?<k>femme|mari|copine|copain|compagne|compagnon|fiancée?|épouse|époux|conjointe?|petite amie|petit ami|meuf|nana|chérie?|mec)'
const FAMILY =
  '(?<k>(?:demi-|demie-|belle-|beau-|arrière-)?(?:fille|fils|sœur|soeur|frère|frangin|frangine|mère|père|grand-mère|grand-père)|maman|papa|mamie|papi|papy|mémé|pépé|daron|daronne|nièce|neveu|oncle|tante|tonton|tata|cousine?|petit-fils|petite-fille|gamine?|bébé)'
const FAMILIES =
  '(?<v>(?:deux |trois |quatre |cinq |[2-9] )?(?:petits |petites |grands |grandes )?(?:enfants|parents|filles|fils|garçons|gosses|gamins|gamines|mômes|jumeaux|jumelles|frères|sœurs|soeurs|grands-parents|beaux-parents|cousins|neveux|nièces|petits-enfants))'
const MINE = '(?:mon|ma|notre)(?: petite?| grande?| vieux| vieille| vieil| pauvre| autre| jeune)*'
const MY = '(?:mon|ma)(?: petite?| grande?| pauvre| autre| jeune)*'
const I_AM = '(?:je suis(?: toujours| encore| maintenant| juste| enfin| de nouveau| officiellement| heureux et)* |^)'
const HAVE =
  "(?:j'ai(?: aussi| juste| enfin| déjà)?(?: adopté| pris| eu| recueilli)?|on a(?: aussi| juste| enfin)?(?: adopté| pris| recueilli)?) "

/** Whom and what the fan lives with, in French: partner, family, pets. */
export const FRENCH_PEOPLE: FactRule[] = [
  {
    frame: 'parted',
    says: rule`je (?:ne )?suis plus (?<v>célibataire|en couple|mariée?)(?!\p{L})`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`(?:j'ai (?:rompu|cassé) avec|je me suis séparée? d(?:e|'avec)|j'ai quitté|j'ai largué) (?:ma|mon) ${PARTNERS.replace('<k>', '<v>')}(?!\p{L})`,
    confidence: 0.88,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`(?:ma|mon) ${PARTNERS.replace('<k>', '<v>')}(?: \p{L}+)? m'a (?:quittée?|larguée?|jetée?|plaquée?)(?!\p{L})`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'parted',
    says: rule`on (?:a rompu|a cassé|s'est (?:séparée?s?|quittée?s?))(?!\p{L})`,
    confidence: 0.82,
    value: '*',
    ends: true,
  },
  {
    frame: 'single',
    says: rule`(?:ma femme est morte|mon mari est mort|j'ai perdu (?:ma femme|mon mari))(?!\p{L})`,
    confidence: 0.85,
    value: 'veuf',
  },
  {
    frame: 'single',
    says: rule`(?:${I_AM}|je me suis |on est |on s'est )(?<v>célibataire|mariée?s?|divorcée?s?|fiancée?s?|veuf|veuve|séparée?s?|pacsée?s?)(?!\p{L})(?! (?:à la vie|avec mon (?:boulot|travail)))`,
    confidence: 0.86,
  },
  {
    frame: 'single',
    says: rule`je (?:sors avec|fréquente|vois) quelqu'un(?!\p{L})(?! (?:demain|ce soir|pour))`,
    confidence: 0.8,
    value: "avec quelqu'un",
  },
  {
    frame: 'partner',
    says: rule`(?:${MY}|avec (?:mon|ma)) ${PARTNERS}(?: s'appelle|,)? ${NAME}`,
    confidence: 0.88,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'has-partner',
    says: rule`(?:${MY}|j'ai une?|avec (?:mon|ma)) ${PARTNERS.replace('<k>', '<v>')}(?![\p{L}-])`,
    confidence: 0.76,
    presupposed: true,
  },
  {
    frame: 'pet',
    says: rule`(?:${MINE}|${HAVE}une?|${HAVE}une? petite?)(?: vieux| vieille)? ${PET}(?:,? qui s'appelle| s'appelle|,? (?:elle|il) s'appelle|,? (?:nommée?|appelée?)|,? je l'ai appelée?|,)? ${NAME}`,
    confidence: 0.92,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'lost-pet',
    says: rule`${MINE} (?<v>${ANIMALS})(?: \p{Lu}\p{L}+)? (?:est (?:mort|décédé|parti)e?|nous a quittés?|vient de mourir)(?!\p{L})(?! en| à| faire)`,
    confidence: 0.87,
    ends: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:j'ai|on a) (?:perdu|enterré|fait piquer) (?:mon|ma|notre)(?: \p{L}+)? (?<v>${ANIMALS})(?!\p{L})`,
    confidence: 0.84,
    ends: true,
  },
  {
    frame: 'lost-pet',
    says: rule`(?:j'ai plus|je n'ai plus|on a plus|on n'a plus) (?:mon|ma|notre|le|la|de) (?<v>${ANIMALS})(?!\p{L})`,
    confidence: 0.85,
    ends: true,
  },
  { frame: 'has-pets', says: rule`(?:${HAVE}|mes |nos )${PETS}(?![\p{L}-])(?! à fouetter)`, confidence: 0.84 },
  {
    frame: 'has-pet',
    says: rule`(?:${MINE}|${HAVE}une?|promène mon|promène ma)(?: petite?| vieux| vieille| grosse?| gros)* (?<v>${ANIMALS})(?![\p{L}-])(?! (?:dans la gorge|à fouetter|de garde))`,
    confidence: 0.82,
    presupposed: true,
  },
  {
    frame: 'family',
    says: rule`${MINE} ${FAMILY}(?: s'appelle|,)? ${NAME}`,
    confidence: 0.85,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'friend',
    says: rule`${MINE} (?<k>meilleure? (?:amie?|pote)|coloc)(?: s'appelle|,)? ${NAME}`,
    confidence: 0.82,
    presupposed: true,
    isName: true,
  },
  {
    frame: 'children',
    says: rule`(?:${HAVE}|${I_AM}(?:papa|maman|père|mère) de )(?<v>(?:une?|deux|trois|quatre|cinq|six|[1-9]) (?:petites? |petits? |grande?s? )?(?:enfants?|filles?|fils|garçons?|gosses?|gamine?s?|frères?|sœurs?|soeurs?|jumeaux|jumelles)(?: jumelles?| jumeaux)?)(?!\p{L})`,
    confidence: 0.87,
  },
  {
    frame: 'relative',
    says: rule`${I_AM}(?<v>fils unique|fille unique|(?:papa|maman|tonton|tata|tante|oncle|grand-père|grand-mère|papi|papy|mamie|père|mère)(?: solo| célibataire)?)(?!\p{L})(?! (?:noël|poule))`,
    confidence: 0.82,
  },
  {
    frame: 'relative',
    says: rule`${MINE} ${FAMILY.replace('<k>', '<v>')}(?![\p{L}-])(?! (?:est malade de toi))`,
    confidence: 0.8,
    presupposed: true,
  },
  { frame: 'relative', says: rule`(?:mes|nos|avec les) ${FAMILIES}(?![\p{L}-])`, confidence: 0.8, presupposed: true },
  { frame: 'relative', says: rule`j'ai perdu (?:mon|ma) ${FAMILY.replace('<k>', '<v>')}(?!\p{L})`, confidence: 0.82 },
]
