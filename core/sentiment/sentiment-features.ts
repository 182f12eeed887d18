import { detectLanguage } from '../draft/detect-language.ts'
import { INTENSIFIERS, type Lean, leanOf, leanOfEmoji, NEGATORS_EN, NEGATORS_FR, plainEmoji, TURNS } from './lexicon.ts'

/** Weights by hash, after a few places of their own for what the lexicon says. */
export const BUCKETS = 1 << 18
export const OWN_PLACES = 256
/** What is read of one message: its beginning and its end, where feelings are said. */
const HEAD = 1_200
const TAIL = 400
const MOST_TOKENS = 300
const LONGEST_WORD = 24

const TOKEN =
  /\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*(?:\u200D\p{Extended_Pictographic}[\u{FE0F}\u{1F3FB}-\u{1F3FF}]*)*|<3+|[:;=][-']?[()dpc/\\](?!\p{L})|>:\(|\(:|\):|\^\^|t_t|-_-|[\p{L}\p{N}][\p{L}\p{N}]*(?:'\p{L}+)*|[!?]+|\.{2,}|…|[.,;:]/gu

interface Token {
  text: string
  kind: 'word' | 'emoji' | 'sign'
  lean: Lean | undefined
  isDenied: boolean
}

/** What the classifier sees of a message. */
export interface Features {
  /** Places in the table of weights, each once. */
  places: Uint32Array
  /** How much each counts; the sum of their squares is one, so that long messages are not louder. */
  shares: Float32Array
}

/** Found by trying them on messages that nothing was learned from: whole words say more than their pieces. */
const COUNTS = { summary: 2, word: 2, pair: 1.5, denied: 1.5, piece: 0.7 }

/** Bounded for any length of text. */
export function featuresOf(text: string): Features {
  const tokens = tokensOf(text)
  const found = new Map<number, number>()
  const add = (feature: string, counts: number) => {
    const place = OWN_PLACES + (hashOf(feature) & (BUCKETS - 1))
    found.set(place, Math.max(counts, found.get(place) ?? 0))
  }
  let before = '^'
  for (const { text, kind, isDenied } of tokens) {
    add(`w${text}`, COUNTS.word)
    add(`b${before} ${text}`, COUNTS.pair)
    if (isDenied) add(`n${text}`, COUNTS.denied)
    before = text
    if (kind === 'word') for (const piece of piecesOf(text)) add(`c${piece}`, COUNTS.piece)
  }
  add(`b${before} $`, COUNTS.pair)
  for (const place of summaryOf(tokens, text)) found.set(place, COUNTS.summary)
  const places = Uint32Array.from(found.keys())
  const shares = Float32Array.from(found.values())
  const length = Math.sqrt(shares.reduce((sum, share) => sum + share * share, 0))
  return { places, shares: shares.map((share) => share / length) }
}

function tokensOf(text: string): Token[] {
  const read = text.length > HEAD + TAIL ? `${text.slice(0, HEAD)} ${text.slice(-TAIL)}` : text
  const even = read
    .normalize('NFKD')
    .replace(/\p{M}+/gu, (marks) => (marks.includes('\u{FE0F}') ? '\u{FE0F}' : ''))
    .toLowerCase()
    .replace(/[’`´]/g, "'")
    .replace(/\[(?:name|religion)\]/g, 'xname')
    .replace(/(\p{L})\1{2,}/gu, '$1$1')
  const language = detectLanguage(read)
  const tokens: Token[] = []
  for (const [match] of even.matchAll(TOKEN)) {
    for (const text of language === 'en' ? [match] : split(match)) {
      const kind = /^[\p{L}\p{N}]/u.test(text) ? 'word' : /^\p{Extended_Pictographic}/u.test(text) ? 'emoji' : 'sign'
      const word = /^\p{N}+$/u.test(text) ? '#' : kind === 'emoji' ? plainEmoji(text) : text.slice(0, LONGEST_WORD)
      tokens.push({
        text: word,
        kind,
        lean: kind === 'emoji' ? leanOfEmoji(word) : leanIn(word, language),
        isDenied: false,
      })
    }
    if (tokens.length >= MOST_TOKENS) break
  }
  deny(tokens)
  return tokens
}

/** "j'ai" is two words, "don't" is one. */
function split(word: string): string[] {
  const [, before, after] = word.match(/^(j|t|l|d|c|s|m|n|qu)'(.+)$/u) ?? []
  return before && after ? [`${before}'`, after] : [word]
}

function leanIn(word: string, language: 'en' | 'fr' | undefined): Lean | undefined {
  const single = word.replace(/(\p{L})\1$/u, '$1')
  for (const spelling of word === single ? [word] : [word, single]) {
    const lean =
      language === undefined ? (leanOf(spelling, 'en') ?? leanOf(spelling, 'fr')) : leanOf(spelling, language)
    if (lean !== undefined) return lean
  }
  return undefined
}

const REACH = 3

/** Marks the words that a negation reaches: three behind it, and in French what stands between "ne" and "pas". */
function deny(tokens: Token[]): void {
  let left = 0
  let sinceNe = 99
  tokens.forEach((token, position) => {
    if (token.kind !== 'word' || TURNS.has(token.text)) {
      if (token.kind !== 'emoji') left = 0
      return
    }
    if (left > 0) {
      token.isDenied = true
      left -= 1
    }
    sinceNe += 1
    if (token.text === 'ne' || token.text === "n'") sinceNe = 0
    const isFrench = NEGATORS_FR.has(token.text) || (token.text === 'plus' && sinceNe <= 4)
    if (NEGATORS_EN.has(token.text)) left = REACH
    if (isFrench) {
      left = REACH
      for (let back = 1; back <= Math.min(sinceNe - 1, 2) || back === 1; back += 1) {
        const earlier = tokens[position - back]
        if (earlier?.kind !== 'word') break
        earlier.isDenied = true
      }
      sinceNe = 99
    }
  })
}

/** Three to five letters of a word, with the ends of the word marked. */
function piecesOf(word: string): string[] {
  const marked = `<${word}>`
  const pieces: string[] = []
  for (let size = 3; size <= 5; size += 1) {
    for (let start = 0; start + size <= marked.length; start += 1) pieces.push(marked.slice(start, start + size))
  }
  return pieces
}

/** What the lexicon, the emoji and the punctuation say together, as steps: the places before the hashed ones. */
function summaryOf(tokens: Token[], text: string): number[] {
  let good = 0
  let bad = 0
  let goodEmoji = 0
  let badEmoji = 0
  let last = 0
  let strength = 1
  for (const { text, kind, lean, isDenied } of tokens) {
    if (kind === 'word' && INTENSIFIERS.has(text) && lean === undefined) {
      strength = 1.5
      continue
    }
    if (lean !== undefined) {
      const value = isDenied ? -0.5 * lean : lean * strength
      if (kind === 'emoji') {
        if (lean > 0) goodEmoji += lean
        else badEmoji -= lean
      } else if (value > 0) good += value
      else bad -= value
      last = Math.sign(value)
    }
    strength = 1
  }
  const step = (value: number) => Math.min(7, Math.round(value * 2))
  const net = Math.max(-7, Math.min(7, Math.round((good - bad) * 1.5)))
  const emojiNet = Math.max(-3, Math.min(3, goodEmoji - badEmoji))
  const words = tokens.filter(({ kind }) => kind === 'word').length
  const marks = tokens.filter(({ kind }) => kind === 'sign').map(({ text }) => text)
  return [
    step(good),
    8 + step(bad),
    24 + net,
    36 + Math.min(3, Math.ceil(goodEmoji)),
    40 + Math.min(3, Math.ceil(badEmoji)),
    47 + emojiNet,
    53 + last,
    56 + Math.min(7, Math.floor(Math.log2(words + 1))),
    ...(marks.some((mark) => mark.includes('!')) ? [64] : []),
    ...(marks.some((mark) => mark.includes('?')) ? [65] : []),
    ...(marks.some((mark) => /^(\.\.|…)/.test(mark)) ? [66] : []),
    ...(/\p{Lu}{3,}/u.test(text.slice(0, HEAD)) ? [67] : []),
    ...(/(\p{L})\1{2,}/iu.test(text.slice(0, HEAD)) ? [68] : []),
    72 + Math.max(0, Math.min(7, net + 3)) + 8 * (emojiNet > 0 ? 2 : emojiNet < 0 ? 1 : 0),
    96 + (words <= 4 ? 16 : words <= 12 ? 32 : 48) + Math.max(-7, Math.min(7, net)),
  ]
}

/** FNV-1a with a last stir, because the low bits decide. */
function hashOf(feature: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < feature.length; index += 1) hash = Math.imul(hash ^ feature.charCodeAt(index), 0x01000193)
  hash ^= hash >>> 15
  hash = Math.imul(hash, 0x2c1b3c6d)
  return (hash ^ (hash >>> 12)) >>> 0
}
