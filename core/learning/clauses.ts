import { evenTyping } from './even-typing.ts'

/** What is read of one message: more than that is no chat. */
const LONGEST_READ = 4_000
const MOST_CLAUSES = 80

/** A piece of a message that says one thing. */
export interface Clause {
  /** With its typing made even. */
  text: string
  /** The same piece, letter by letter as the fan wrote it. */
  quote: string
  /** It asks; what it says need not be so. */
  isQuestion: boolean
  /** A clause before it in the same sentence speaks of somebody else, so "allergic to nuts" may be theirs. */
  followsOthers: boolean
}

const JOKING =
  /(?<!\p{L})(?:jk|j\/k|just kidding|kidding|just joking|je (?:rigole|plaisante|déconne|blague)|pour rire|c'est une blague|yeah right|ouais c'est ça|in my dreams|dans mes rêves|king of|le roi d)(?!\p{L})|^(?:as if|comme si)(?!\p{L})|\/s(?:\s|$)/imu
const ASKING =
  /^(?:and |but |so |et |mais )?(?:do|does|did|are|is|was|were|can|could|would|will|have|has|what|when|where|who|why|how|which|est-ce|tu |t'|vous |qui|que|quoi|quand|où|pourquoi|comment|combien|quel)/i
const OF_OTHERS =
  /^(?:(?:and|but|so|et|mais) )?(?:he|she|they|it|you|your|his|her|their|my \p{L}+|the|il|elle|ils|elles|on m'|tu|t'|ton|ta|son|sa|mon \p{L}+|ma \p{L}+|le|la|les)(?!\p{L})/iu

/** Splits a message into clauses that may be believed: quotations and jokes are left out, typing is made even. */
export function clausesOf(message: string): Clause[] {
  const read = message.slice(0, LONGEST_READ)
  const text = withoutQuotations(read.replace(/[\u2018\u2019\u02bc`´]/g, "'"))
  if (JOKING.test(text)) return []
  const clauses: Clause[] = []
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    clauses.push(...clausesOfSentence(sentence, index, read))
    if (clauses.length >= MOST_CLAUSES) break
  }
  return clauses.slice(0, MOST_CLAUSES)
}

/** Up to its mark, a new line or a smile; a dot within a word ("a.m") ends nothing. */
const SENTENCE = /(?:[^.!?…\n\p{Extended_Pictographic}]|\.(?=[^\s.]))+(?:[.!?…]|\s*\p{Extended_Pictographic})*/gu
/** "Got a puppy, his name is Otis" says one thing; so does "my cat (Luna)". */
const CALLED_NEXT =
  "(?!(?:(?:his|her|its|their|whose) name|name[d's]|(?:i |we )?(?:called|named)|(?:elle|il|qui|on|je) (?:s'appelle|l'ai appelée?|l'a appelée?)|appelée?|nommée?))"
const SPLIT = new RegExp(
  String.raw`\s*[,;:()]+\s+${CALLED_NEXT}|\s*[()]\s*|\s+[-–—]+\s+|\s+(?=(?:but|mais|because|parce que|cause|donc|du coup|and (?:i|i'm|im|i've|my|we|now)|et (?:je|j'|mon|ma|on|là))(?!\p{L}))`,
  'giu',
)

function clausesOfSentence(sentence: string, offset: number, original: string): Clause[] {
  const body = sentence.replace(/(?:[.!?…\s]|\p{Extended_Pictographic})+$/u, '')
  const asks = sentence.slice(body.length).includes('?')
  const clauses: Clause[] = []
  let start = 0
  let followsOthers = false
  const add = (end: number) => {
    const [from, to] = trimmed(body, start, end)
    if (from >= to) return
    const text = evenTyping(body.slice(from, to))
    const quote = original.slice(offset + from, offset + to)
    if (text !== '') clauses.push({ text, quote, isQuestion: false, followsOthers })
    followsOthers ||= OF_OTHERS.test(text)
  }
  for (const { 0: mark, index } of body.matchAll(SPLIT)) {
    add(index)
    start = index + mark.length
  }
  add(body.length)
  return clauses.map((clause, index) => ({
    ...clause,
    // "I live in Lyon, you?" asks only with its last words.
    isQuestion: asks && (index === clauses.length - 1 || ASKING.test(clause.text)),
  }))
}

/** Without the spaces around it and the little word that leads into it. */
function trimmed(body: string, start: number, end: number): [from: number, to: number] {
  const piece = body.slice(start, end)
  const lead =
    /^[\s,;:]*(?:(?:but|mais|because|parce que|cause|donc|du coup|and|et|so|well|ok|okay|anyway|honestly|alors|bon|bah|enfin|bref|franchement|sinon|oh|yeah|yes|yep|oui|ouais|no|non|sorry|désolé|hey|hi|hello|salut|coucou|hi nova)(?:[\s,]+|$))*/iu.exec(
      piece,
    )?.[0].length
  // "No feet please" begins with its no; "no, I live in Rome" does not.
  const isRefusal = /^\s*(?:no|non)\s(?!,)/iu.test(piece)
  const skipped = isRefusal ? piece.length - piece.trimStart().length : (lead ?? 0)
  return [start + skipped, start + piece.trimEnd().length]
}

/** Somebody else's words are not the fan's: a quotation of three words or more, a line that begins with ">". Lengths stay. */
function withoutQuotations(text: string): string {
  const blank = (words: string) => ' '.repeat(words.length)
  return text
    .replace(/^\s*>.*$/gm, blank)
    .replace(/"([^"\n]{0,400})"|“([^”\n]{0,400})”|«([^»\n]{0,400})»/g, (whole) => {
      const words = whole.slice(1, -1)
      return words.trim().split(/\s+/).length >= 3 ? blank(whole) : ` ${words} `
    })
}

const IMAGINED =
  /(?<!\p{L})(?:if|unless|wish|wished|would|could|should|might|maybe|perhaps|imagine|suppose|supposed|pretend|dream(?:ed|t|ing)?|someday|one day|almost|nearly|what if|si|s'il|peut-être|imagine|imaginons|un jour|j'aimerais|je voudrais|je rêve|faudrait|comme si|failli|presque|pourrais|j'aurais|l'air|l'impression)(?!\p{L})/iu
const REPORTED =
  /(?<!\p{L})(?:he|she|they|you|friend|brother|sister|boss|mom|mum|dad|mother|father|guy|people|someone|everyone|ex|il|elle|ils|elles|tu|on|ami|amie|frère|sœur|mère|père|patron|pote)\s+(?:\p{L}+\s+){0,2}(?:said|says|say|told|tells|thinks|thought|asked|claims|goes|be like|dit|disait|pense|raconte|croit|demande|fait)(?!\p{L})(?!\s+(?:to )?(?:me )?(?:to|it's|c'est))/iu
const LONG_AGO =
  /(?<!\p{L})(?:when i was|when we were|back when|as a (?:kid|child|teenager)|quand j'étais|quand on était|à l'époque|enfant|petit,? je)(?!\p{L})/iu

/** True when the words before a statement make it a wish, another's opinion or a time long past. */
export function isOnlyImagined(before: string): boolean {
  return IMAGINED.test(before) || REPORTED.test(before) || LONG_AGO.test(before)
}
