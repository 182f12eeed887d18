import { newStemmer, type Stemmer } from 'snowball-stemmers'
import { IRREGULAR, PALE_WORDS, STOP_WORDS } from './everyday-words.ts'

export type Language = 'en' | 'fr'

/** What is read of one text: more is no chat, and may be an attack. */
const LONGEST_TEXT = 4_000
const MOST_TERMS = 400
const LONGEST_WORD = 40
const MEMO_SIZE = 20_000

/** A word as it is searched by. */
export interface Term {
  /** 32 bits of its stem: equal for the forms of one word. */
  hash: number
  /** As it was written, for saying why. */
  word: string
}

/** The words of a text that something can be found by, in their order. */
export function termsOf(text: string, language: Language): Term[] {
  return wordsOf(text).flatMap((word) => {
    const stem = stemOf(word, language)
    return stem === undefined ? [] : [{ hash: hashOf(stem), word }]
  })
}

/** All words of a text, in one spelling: compatibility forms made even, in small letters. */
export function wordsOf(text: string): string[] {
  const even = text
    .slice(0, LONGEST_TEXT)
    .normalize('NFKC')
    .slice(0, LONGEST_TEXT)
    .toLowerCase()
    .replace(/week-end/g, 'weekend')
  const words: string[] = []
  for (const [run] of even.matchAll(/[\p{L}\p{N}][\p{L}\p{M}\p{N}]*/gu)) {
    if (!WITHOUT_SPACES.test(run)) words.push(run.slice(0, LONGEST_WORD))
    else for (const { segment, isWordLike } of segmenter().segment(run)) if (isWordLike) words.push(segment)
    if (words.length >= MOST_TERMS) break
  }
  return words.slice(0, MOST_TERMS)
}

/** It says little in any chat. */
export function isPale(word: string): boolean {
  return PALE_WORDS.has(withoutAccents(word))
}

/** Nobody would forbid it: a word of grammar, or one that is in every chat. */
export function isEverydayWord(word: string): boolean {
  const plain = withoutAccents(word)
  return PALE_WORDS.has(plain) || STOP_WORDS.en.has(plain) || STOP_WORDS.fr.has(plain)
}

/** The language whose common words a text uses most; `otherwise` when it uses none. */
export function languageOf(text: string, otherwise: Language): Language {
  let en = 0
  let fr = 0
  for (const word of wordsOf(text.slice(0, 600))) {
    const plain = withoutAccents(word)
    if (STOP_WORDS.en.has(plain)) en += 1
    if (STOP_WORDS.fr.has(plain)) fr += 1
  }
  return en === fr ? otherwise : en > fr ? 'en' : 'fr'
}

/** Scripts that put no space between words. */
const WITHOUT_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

let splitter: Intl.Segmenter | undefined
/** Made when the first text needs it: it is slow to make. */
function segmenter(): Intl.Segmenter {
  splitter ??= new Intl.Segmenter(undefined, { granularity: 'word' })
  return splitter
}

const stemmers: Record<Language, { stemmer: Stemmer; memo: Map<string, string | undefined> }> = {
  en: { stemmer: newStemmer('english'), memo: new Map() },
  fr: { stemmer: newStemmer('french'), memo: new Map() },
}

/** Undefined for words that find nothing: common ones, single letters. */
function stemOf(word: string, language: Language): string | undefined {
  const { stemmer, memo } = stemmers[language]
  if (memo.has(word)) return memo.get(word)
  if (memo.size >= MEMO_SIZE) memo.clear()
  const plain = withoutAccents(word)
  const isCommon = STOP_WORDS[language].has(plain) || (plain.length === 1 && /[\p{Script=Latin}\p{M}]/u.test(plain))
  const base = IRREGULAR[language].get(word) ?? word
  const stem = isCommon ? undefined : withoutAccents(stemmer.stem(base))
  memo.set(word, stem)
  return stem
}

/** Latin letters without their marks: fans write "cafe" and "café" on the same evening. Other scripts keep theirs. */
function withoutAccents(word: string): string {
  return word
    .normalize('NFD')
    .replace(/(?<=\p{Script=Latin})\p{M}+/gu, '')
    .normalize('NFC')
}

/** FNV-1a. Of ten thousand words two share a hash once in a hundred fans, and then a memory ranks a little too high. */
export function hashOf(stem: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < stem.length; index += 1) {
    hash = Math.imul(hash ^ stem.charCodeAt(index), 0x01000193)
  }
  return hash >>> 0
}
