import type { Message } from '../../db/messages.ts'
import type { Recalled } from '../draft/draft-notes.ts'
import { whyMeant, whyMessage } from './say-why.ts'
import type { Hit } from './search-index.ts'
import { isPale, type Language, languageOf, termsOf } from './terms.ts'

const LONGEST_SHOWN = 300

/** @see isClose an embedding model finds it close in meaning to what was said */
export type Called = Hit & { isClose?: boolean }

/** Found messages as a draft and a card get them, each with the words that called it up. */
export function rankMessages(
  found: { message: Pick<Message, 'id' | 'direction' | 'body' | 'sentAt'>; hit: Called }[],
  {
    words,
    names,
    language,
    now,
  }: { words: Map<number, string>; names: { fan: string; creator: string }; language: Language; now: Date },
): Recalled[] {
  return found.flatMap(({ message, hit }): Recalled[] => {
    const saidBy = message.direction === 'inbound' ? 'fan' : 'creator'
    const own = ownWords(message, hit.own, language)
    const told = own.length > 0 ? own : hit.beside.flatMap((hash) => words.get(hash) ?? []).slice(0, 2)
    // "I think so too": nothing but words that are everywhere.
    if (told.every(isPale) && !hit.isClose) return []
    const telling = told.filter((word) => !isPale(word))
    const isBeside = own.length === 0
    const because = whyMessage({ name: names[saidBy], words: telling, at: message.sentAt, isBeside }, now)
    const recalled: Recalled = {
      kind: 'message',
      id: message.id,
      text:
        message.body.length > LONGEST_SHOWN
          ? `${message.body.slice(0, LONGEST_SHOWN - 1).toWellFormed()}…`
          : message.body,
      at: message.sentAt.toISOString(),
      why: telling.length === 0 ? whyMeant(because) : because,
      score: hit.score,
      saidBy,
    }
    return [recalled]
  })
}

/** The words as the message has them: he asks for "dogs", it says "dog". */
function ownWords(message: { body: string }, hashes: number[], language: Language): string[] {
  const written = wordsIn(message, language)
  return hashes.flatMap((hash) => written.get(hash) ?? []).slice(0, 3)
}

/** A found message's words by hash, read once as long as somebody holds the message. */
const readBefore = new WeakMap<object, { body: string; language: Language; written: Map<number, string> }>()

function wordsIn(message: { body: string }, language: Language): Map<number, string> {
  const { body } = message
  const known = readBefore.get(message)
  if (known?.body === body && known.language === language) return known.written
  const small = body.toLowerCase()
  const written = new Map(
    termsOf(body, languageOf(body, language)).map(({ hash, word }) => {
      const at = small.indexOf(word)
      return [hash, at < 0 ? word : body.slice(at, at + word.length)]
    }),
  )
  readBefore.set(message, { body, language, written })
  return written
}
