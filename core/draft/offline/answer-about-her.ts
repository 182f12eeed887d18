import { detectLanguage, type Language } from '../detect-language.ts'
import type { DraftBrief } from '../prompt.ts'
import type { Bank, Phrases } from './phrases.ts'
import { fold } from './pick.ts'
import { topicsOf } from './topics.ts'

/** A question about her is answered from what is true of her; nothing is made up. */
export function answerAboutHer(
  { turn, language }: DraftBrief,
  phrases: Phrases,
  pick: (bank: Bank) => string | undefined,
): (string | undefined)[] {
  const asked = turn.unanswered
    .map(({ body }) => body)
    .filter((body) => body.includes('?'))
    .join(' ')
  const fact = turn.persona.canon.find((canon) => isAbout(canon, asked))
  const own =
    fact && (inFirstPerson(fact, turn.creator.name, language) ?? (language === 'fr' ? plainInFrench(fact) : undefined))
  if (!own) return [pick(phrases.dodge)]
  return [pick(phrases.ofHer)?.replace('{fact}', own)]
}

const ASKS: [question: RegExp, canon: RegExp][] = [
  [
    /\b(where (do|are) you (live|from|based)|where.*from|tu (habites|vis|viens) (où|d'où)|(où|d'où) (tu|est-ce|habites|viens))/iu,
    /\b(lives?|born|from|based|grew up|habite|vit|vient|née?|originaire)\b/iu,
  ],
  [
    /\b(pets?|animals?|cats?|dogs?|animaux|animal|chats?|chiens?)\b/iu,
    /\b(cat|dog|pet|chat|chien|rabbit|lapin|horse|cheval)\b/iu,
  ],
  [/\b(how old|your age|quel âge|ton âge)\b/iu, /\b(\d{2} (years|ans)|years old)\b/iu],
  [
    /\b(boyfriend|single|married|relationship|copain|célibataire|mariée?|en couple)\b/iu,
    /\b(single|boyfriend|girlfriend|married|célibataire|copain|en couple|mariée)\b/iu,
  ],
  [
    /\b(hobb\w+|free time|for fun|passion|loisirs|temps libre)\b/iu,
    /\b(loves?|likes?|plays?|hobby|aime|adore|joue|fait)\b/iu,
  ],
  [/\b(birthday|anniversaire)\b/iu, /\b(birthday|born|anniversaire|née)\b/iu],
]

function isAbout(canon: string, asked: string): boolean {
  if (ASKS.some(([question, fact]) => question.test(asked) && fact.test(canon))) return true
  const topics = new Set(topicsOf(asked))
  if (topicsOf(canon).some((topic) => topics.has(topic))) return true
  const words = new Set(
    fold(asked)
      .split(' ')
      .filter((word) => word.length > 4),
  )
  return fold(canon)
    .split(' ')
    .some((word) => word.length > 4 && words.has(word))
}

const ENGLISH_VERBS: Record<string, string> = {
  has: 'have',
  is: 'am',
  was: 'was',
  does: 'do',
  goes: 'go',
  lives: 'live',
  loves: 'love',
  cannot: "can't",
  can: 'can',
  likes: 'like',
  works: 'work',
  plays: 'play',
  drinks: 'drink',
  eats: 'eat',
  hates: 'hate',
  studies: 'study',
  studied: 'studied',
  speaks: 'speak',
  comes: 'come',
  drives: 'drive',
  collects: 'collect',
  reads: 'read',
  runs: 'run',
  trains: 'train',
  dances: 'dance',
  paints: 'paint',
  cooks: 'cook',
  bakes: 'bake',
  sings: 'sing',
  grew: 'grew',
  moved: 'moved',
  used: 'used',
  never: 'never',
  always: 'always',
  wears: 'wear',
  prefers: 'prefer',
  swims: 'swim',
  surfs: 'surf',
  watches: 'watch',
  listens: 'listen',
  "doesn't": "don't",
  sleeps: 'sleep',
  travels: 'travel',
  shoots: 'shoot',
  posts: 'post',
  makes: 'make',
  takes: 'take',
}
const FRENCH_VERBS: Record<string, string> = {
  a: "j'ai",
  est: 'je suis',
  habite: "j'habite",
  vit: 'je vis',
  aime: "j'aime",
  adore: "j'adore",
  vient: 'je viens',
  travaille: 'je travaille',
  joue: 'je joue',
  déteste: 'je déteste',
  boit: 'je bois',
  fait: 'je fais',
  mange: 'je mange',
  parle: 'je parle',
  étudie: "j'étudie",
  court: 'je cours',
  danse: 'je danse',
  cuisine: 'je cuisine',
  lit: 'je lis',
  préfère: 'je préfère',
  dort: 'je dors',
  écoute: "j'écoute",
  collectionne: 'je collectionne',
  porte: 'je porte',
  chante: 'je chante',
  peint: 'je peins',
}

/** "has a cat called Miso" -> "I have a cat called Miso". Undefined when the sentence is built another way. */
function inFirstPerson(canon: string, creatorName: string, language: Language): string | undefined {
  if ((detectLanguage(canon) ?? language) !== language) return undefined
  const bare = canon
    .trim()
    .replace(/[.!]$/u, '')
    .replace(new RegExp(`^(?:${escaped(creatorName)}|she|elle)\\s+`, 'iu'), '')
  const [verb = '', ...rest] = bare.split(' ')
  const told = rest.join(' ')
  if (language === 'fr') {
    const mine = FRENCH_VERBS[verb.toLowerCase()]
    return (
      mine &&
      `${mine} ${told
        .replaceAll(/(?<!\p{L})son(?= )/gu, 'mon')
        .replaceAll(/(?<!\p{L})sa(?= )/gu, 'ma')
        .replaceAll(/(?<!\p{L})ses(?= )/gu, 'mes')
        .replaceAll(/(?<!\p{L})elle(?= )/gu, 'je')}`.trim()
    )
  }
  const mine = ENGLISH_VERBS[verb.toLowerCase()]
  const own = told
    .replaceAll(/\bher\b/gu, 'my')
    .replaceAll(/\bherself\b/gu, 'myself')
    .replaceAll(/\bshe\b/gu, 'I')
  return mine && (mine === 'am' ? `I'm ${own}` : `I ${mine} ${own}`).trim()
}

/** A few plain facts that were noted in English. */
function plainInFrench(canon: string): string | undefined {
  const home = canon.match(/^lives in (\p{Lu}[\p{L}-]+)$/u)
  if (home) return `j'habite à ${home[1]}`
  const pet = canon.match(/^has an? (?:\w+ )?(cat|dog) (?:called|named) (\p{Lu}[\p{L}-]+)$/u)
  return pet ? `j'ai un ${pet[1] === 'cat' ? 'chat' : 'chien'} qui s'appelle ${pet[2]}` : undefined
}

const escaped = (text: string) => text.replaceAll(/[.*+?^${}()|[\]\\]/gu, '\\$&')
