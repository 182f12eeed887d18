import type { Memory } from '../../db/memories.ts'

type Why = { en: string; fr: string }

/** Making one takes longer than a search. */
const FORMATS = {
  en: { short: shortFormat('en-GB'), long: shortFormat('en-GB', 'numeric') },
  fr: { short: shortFormat('fr-FR'), long: shortFormat('fr-FR', 'numeric') },
}

function shortFormat(locale: string, year?: 'numeric'): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...(year ? { year } : {}), timeZone: 'UTC' })
}

const DAY_MS = 24 * 3_600_000
const MOST_DAYS = 5_000
/** A search says some hundred days, most of them again and again. */
const said = new Map<string, string>()

/** "12 Aug", with the year when it is another. */
export function shortDay(date: Date, now: Date, language: 'en' | 'fr'): string {
  const isThisYear = date.getUTCFullYear() === now.getUTCFullYear()
  const key = `${language}${isThisYear ? '' : '+'}${Math.floor(date.getTime() / DAY_MS)}`
  const known = said.get(key)
  if (known !== undefined) return known
  if (said.size >= MOST_DAYS) said.clear()
  const made = FORMATS[language][isThisYear ? 'short' : 'long'].format(date)
  said.set(key, made)
  return made
}

const quoted = (words: string[]): Why => ({
  en: words.map((word) => `“${word}”`).join(', '),
  fr: words.map((word) => `« ${word} »`).join(', '),
})

/** Somebody said these words on a day; without words of its own, a message stands beside one that said them. */
export function whyMessage(
  { name, words, at, isBeside }: { name: string; words: string[]; at: Date; isBeside: boolean },
  now: Date,
): Why {
  const said = quoted(words)
  const day = { en: shortDay(at, now, 'en'), fr: shortDay(at, now, 'fr') }
  if (words.length === 0) return { en: `${name} said it on ${day.en}`, fr: `${name} l'a dit le ${day.fr}` }
  if (isBeside) return { en: `said around ${said.en} on ${day.en}`, fr: `dit autour de ${said.fr} le ${day.fr}` }
  return { en: `${name} said ${said.en} on ${day.en}`, fr: `${name} a dit ${said.fr} le ${day.fr}` }
}

export function whyMemory(
  { memory, words, fanName }: { memory: Memory; words: string[]; fanName: string },
  now: Date,
): Why {
  const day = { en: shortDay(memory.lastSeenAt, now, 'en'), fr: shortDay(memory.lastSeenAt, now, 'fr') }
  if (memory.author !== 'machine') {
    const pinned = memory.isPinned ? { en: 'pinned, ', fr: 'épinglé, ' } : { en: '', fr: '' }
    return {
      en: `${pinned.en}noted by ${memory.author} on ${day.en}`,
      fr: `${pinned.fr}noté par ${memory.author} le ${day.fr}`,
    }
  }
  const because = whyMessage({ name: fanName, words, at: memory.lastSeenAt, isBeside: false }, now)
  return memory.isPinned ? { en: `pinned; ${because.en}`, fr: `épinglé ; ${because.fr}` } : because
}

/**
 * It shares no telling word with what was said, and means nearly the same.
 * @param close the two words that go together; without them an embedding model says so, and no word can be named for it
 */
export function whyMeant(because: Why, close?: { said: string; noted: string }): Why {
  const what = close ? `: ${close.said} ~ ${close.noted}` : ''
  return {
    en: `close in meaning${what || ' to what was just said'}; ${because.en}`,
    fr: `proche par le sens${what ? ` ${what}` : " de ce qui vient d'être dit"} ; ${because.fr}`,
  }
}

/** A day that matters is near. */
export function whyNear(day: Date, now: Date): Why {
  return { en: `planned for ${shortDay(day, now, 'en')}`, fr: `prévu le ${shortDay(day, now, 'fr')}` }
}

/** The fan is back after a long silence. */
export function whyReturning(days: number, because: Why): Why {
  return {
    en: `back after ${days} days of silence; ${because.en}`,
    fr: `de retour après ${days} jours de silence ; ${because.fr}`,
  }
}
