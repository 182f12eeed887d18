import { emojiOdds } from '../../personality/emojis.ts'
import { detectLanguage } from '../detect-language.ts'
import type { DraftBrief } from '../prompt.ts'
import type { Act } from './acts.ts'
import type { Bank } from './phrases.ts'
import type { Chooser } from './pick.ts'

export interface Voice {
  mayAsk: boolean
  isFlirty: boolean
  /** The lines of a bank that this voice may say to this fan. */
  fitting(bank: Bank): Bank
  fill(line: string, slots: Record<string, string>): string
  /** "Oh and" + "how's Bruno?" */
  joined(link: string | undefined, question: string): string
  speak(pieces: (string | undefined)[]): { text: string }
}

const WARM_EMOJIS = /[❤🧡💛💚💙💜🤍🤎🖤💕💗💖💞💓💘🫶🤗🥺🙏]/u
const VOCATIVE =
  /^(babe|baby|darling|dear|sweetheart|sweetie|honey|hun|hon|love|my love|handsome|gorgeous|cutie|sunshine|trouble|chéri|chérie|mon cœur|mon coeur|mon chou|bébé|beauté|trésor|mon trésor|mon ange|loulou|doudou)$/iu
/** Her own ways to begin, and what they go with. */
const OPENERS: [RegExp, ReadonlySet<Act>][] = [
  [/^(hey|hi|heya|hello|coucou|salut)(?!\p{L})/iu, new Set(['greeting'])],
  [
    /^(aww+|oh)(?!\p{L})/iu,
    new Set(['longing', 'compliment', 'love', 'thanks', 'voice', 'tired', 'sorry', 'remember-me']),
  ],
  [/^(omg|oh my|ahh?|wow|oh là là|olala)(?!\p{L})/iu, new Set(['good-news', 'photo', 'compliment'])],
  [/^(haha|hihi|mm+|ooh)(?!\p{L})/iu, new Set(['laugh', 'flirt', 'sticker'])],
]
const INTERJECTION =
  /^(oh|ooh|aww+|mm+|hmm|pff|ahh?|hé|hey|hi|hello|well|haha|coucou|salut|wouah|aïe|ugh|no way|mais non|te voilà|there)(?!\p{L})/iu

/** How this creator says things to this fan: name, emojis, capitals, words to leave out, and what was asked for. */
export function createVoice(
  { turn, language, instruction }: DraftBrief,
  chooser: Chooser,
  { act, isDark, isSerious }: { act: Act; isDark: boolean; isSerious: boolean },
): Voice {
  const { persona, preferences } = turn
  const rules = preferences.map(({ kind, rule }) => ({ kind, rule }))
  const avoided = [...persona.avoid, ...rules.filter(({ kind }) => kind === 'avoid-word').map(({ rule }) => rule)]
    .map((word) =>
      word
        .replaceAll(/["“”«»]/gu, '')
        .trim()
        .toLowerCase(),
    )
    .filter((word) => word.length > 0 && word.length < 60)
  const isAvoided = (text: string) => avoided.some((word) => saysWord(text, word))
  const isFlirty = !isDark && (persona.tone === 'flirty' || persona.flirtation >= 0.5)
  const isCasual = persona.tone === 'playful' || persona.tone === 'flirty'
  const noEmoji = rules.some(
    ({ kind, rule }) =>
      (kind === 'emoji' && !/\p{Extended_Pictographic}/u.test(rule)) ||
      /\b(no|without|sans|pas d')\s*emojis?\b/iu.test(rule),
  )
  const liked = rules
    .filter(({ kind }) => kind === 'emoji')
    .flatMap(({ rule }) => rule.match(/\p{Extended_Pictographic}(?:\ufe0f|\u200d\p{Extended_Pictographic})*/gu) ?? [])
  const fits = (emoji: string) => !isAvoided(emoji) && (!isSerious || WARM_EMOJIS.test(emoji)) && act !== 'crisis'
  const odds = emojiOdds([...liked, ...persona.emojis].filter(fits), turn.style.emojis.filter(fits))
  const fitsLanguage = (phrase: string) => (detectLanguage(phrase) ?? language) === language
  const phrases = persona.phrases.filter((phrase) => !isAvoided(phrase) && fitsLanguage(phrase))
  const endearment =
    !isDark && chooser.chance(0.25) ? chooser.pick(phrases.filter((phrase) => VOCATIVE.test(phrase))) : undefined
  const ownName = callName(turn.fan.name)
  const called = endearment ?? (ownName && !isAvoided(ownName) && chooser.chance(0.45) ? ownName : undefined)
  const opener = chooser.chance(0.3)
    ? chooser.pick(
        phrases.filter(
          (phrase) => phrase.length <= 24 && OPENERS.some(([how, acts]) => how.test(phrase) && acts.has(act)),
        ),
      )
    : undefined
  const mayAsk =
    instruction !== 'no-question' &&
    !rules.some(({ rule }) => /\b(no|without|don'?t ask) questions?\b|sans question|pas de question/iu.test(rule))

  return {
    mayAsk,
    isFlirty,
    fitting: (bank) =>
      bank
        .filter((line) => (isFlirty || !line.startsWith('~')) && !isAvoided(line) && (mayAsk || !line.includes('?')))
        .map((line) => line.replace(/^~/u, '')),
    fill: (line, slots) =>
      contracted(
        line.replaceAll(/\{(\w+)\}/gu, (_whole, slot: string) => slots[slot] ?? ''),
        language,
      ),
    joined: (link, question) => (link && !/^(alors|et |and )/iu.test(question) ? `${link} ${question}` : question),
    speak(pieces) {
      const said = pieces.filter((piece): piece is string => piece !== undefined && piece.trim() !== '')
      const shortened = instruction === 'shorter' ? shortest(said, mayAsk) : said
      let named = false
      const sentences = shortened.map((piece) =>
        piece.replaceAll(/\{(,? )name( ?!)?\}/gu, (_whole, before: string) => {
          if (named || !called) return ''
          named = true
          return `${before}${called}`
        }),
      )
      const opened = opener ? withOpener(opener, sentences, act) : sentences
      const placed = withEmoji(tidy(opened, isCasual), noEmoji ? new Map() : odds, chooser, instruction === 'warmer')
      return { text: placed }
    },
  }
}

/** A greeting of her own takes the place of ours; any other way to begin goes before it, unless it begins like that already. */
function withOpener(opener: string, sentences: string[], act: Act): string[] {
  if (act === 'greeting') return [`${opener}.`, ...sentences.slice(1)]
  return INTERJECTION.test(sentences[0] ?? '') ? sentences : [`${opener},`, ...sentences]
}

/** Whole words; for signs and emojis, anywhere. */
export function saysWord(text: string, word: string): boolean {
  const haystack = text.toLowerCase().replaceAll('’', "'")
  const needle = word.toLowerCase().replaceAll('’', "'")
  for (let at = haystack.indexOf(needle); at >= 0; at = haystack.indexOf(needle, at + 1)) {
    const before = haystack[at - 1] ?? ' '
    const after = haystack[at + needle.length] ?? ' '
    const startsWord = !/[\p{L}\p{N}]/u.test(needle[0] ?? '') || !/[\p{L}\p{N}]/u.test(before)
    const endsWord = !/[\p{L}\p{N}]/u.test(needle.at(-1) ?? '') || !/[\p{L}\p{N}]/u.test(after)
    if (startsWord && endsWord) return true
  }
  return false
}

/** What to call somebody: a first name that looks like one, or nothing ("user8123", "xX_wolf_Xx"). */
function callName(name: string): string | undefined {
  const [first = ''] = name.trim().split(/[\s,]+/u)
  if (
    !/^\p{L}[\p{L}'’-]{1,15}$/u.test(first) ||
    /^(fan|user|anonymous|anonyme|guest|deleted|null|undefined)$/iu.test(first)
  )
    return undefined
  const isShouting = first === first.toUpperCase()
  return isShouting || first === first.toLowerCase()
    ? `${first[0]?.toUpperCase() ?? ''}${first.slice(1).toLowerCase()}`
    : first
}

/** French runs some words together. */
function contracted(text: string, language: string): string {
  if (language !== 'fr') return text
  return text
    .replaceAll(/(?<!\p{L})à le (?=\p{L})/giu, 'au ')
    .replaceAll(/(?<!\p{L})à les (?=\p{L})/giu, 'aux ')
    .replaceAll(/(?<!\p{L})de le (?=\p{L})/giu, 'du ')
    .replaceAll(/(?<!\p{L})de les (?=\p{L})/giu, 'des ')
}

/** Two sentences at most: the reaction, and the question or the end. */
function shortest(pieces: string[], mayAsk: boolean): string[] {
  const [first, ...rest] = pieces
  const question = mayAsk ? rest.findLast((piece) => piece.trimEnd().endsWith('?')) : rest.at(-1)
  return [first, question].filter((piece) => piece !== undefined)
}

/** Spaces as people type them, and capitals where this voice uses them. */
function tidy(sentences: string[], isCasual: boolean): string[] {
  return sentences.map((sentence, index) => {
    const clean = sentence
      .replaceAll(/\s+/gu, ' ')
      .replaceAll(/ ([.,])/gu, '$1')
      .replaceAll(/,([.!?])/gu, '$1')
      .trim()
    const isJoined = index > 0 && (sentences[index - 1] ?? '').endsWith(',')
    const [first = ''] = clean
    const rest = clean.slice(first.length)
    if (isJoined || (isCasual && index === 0)) return staysBig(clean) ? clean : `${first.toLowerCase()}${rest}`
    return `${first.toUpperCase()}${rest}`
  })
}

const staysBig = (text: string) => /^(I\b|I'|OK\b|[A-ZÀ-Ý][\p{Ll}]+ (?:is lucky|a de la chance))/u.test(text)

function withEmoji(sentences: string[], odds: ReadonlyMap<string, number>, chooser: Chooser, isWarm: boolean): string {
  const emoji = odds.size > 0 && chooser.chance(isWarm ? 0.95 : 0.75) ? chooser.draw(odds) : undefined
  if (!emoji || sentences.length === 0) return sentences.join(' ')
  // After the first full sentence, or at the very end when there is only one.
  const first = sentences.findIndex((sentence) => !sentence.endsWith(','))
  const at = chooser.chance(0.7) ? Math.max(0, first) : sentences.length - 1
  return sentences
    .map((sentence, index) => (index === at ? `${sentence.replace(/\.$/u, '')} ${emoji}` : sentence))
    .join(' ')
}
