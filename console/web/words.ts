import { computed, signal } from '@preact/signals'
import { serverNow } from './clock.ts'
import { en } from './words/en.ts'
import { fr } from './words/fr.ts'

/*
 * Words for people. `t('queue.title')`, `t('nav.waiting', { count: 3 })`; dates, money and relative times by `Intl` below.
 * All of them read the `language` signal, so a component that calls them follows a switch by itself.
 */

/** One text, or one per plural form, chosen by the `count` parameter. */
export type Word = string | { one: string; other: string }
/** The same keys in another language. */
export type Words<Source> = {
  [Key in keyof Source]: Source[Key] extends string ? string : { one: string; other: string }
}
export type WordKey = keyof typeof en
export type Language = 'en' | 'fr'

const KEY = 'souvenir.language'
const dictionaries: Record<Language, Record<WordKey, Word>> = { en, fr }

/** What this browser reads; kept in it. */
export const language = signal<Language>(firstLanguage())
document.documentElement.lang = language.value

export function setLanguage(chosen: Language): void {
  localStorage.setItem(KEY, chosen)
  document.documentElement.lang = chosen
  language.value = chosen
}

export function t(key: WordKey, params: Record<string, string | number> = {}): string {
  const word = dictionaries[language.value][key]
  const text =
    typeof word === 'string' ? word : pluralRules.value.select(Number(params.count)) === 'one' ? word.one : word.other
  return text.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = params[name]
    return value === undefined ? whole : typeof value === 'number' ? formats.value.number.format(value) : value
  })
}

/** For texts that the server gives in both languages. */
export const said = (both: { en: string; fr: string }): string => both[language.value]

const locale = computed(() => (language.value === 'fr' ? 'fr-FR' : 'en-GB'))
const pluralRules = computed(() => new Intl.PluralRules(locale.value))
const formats = computed(() => ({
  number: new Intl.NumberFormat(locale.value),
  time: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit' }),
  seconds: new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', second: '2-digit' }),
  day: new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short' }),
  dayAndYear: new Intl.DateTimeFormat(locale.value, { day: 'numeric', month: 'short', year: 'numeric' }),
  weekday: new Intl.DateTimeFormat(locale.value, { weekday: 'long', day: 'numeric', month: 'long' }),
  full: new Intl.DateTimeFormat(locale.value, { dateStyle: 'full', timeStyle: 'short' }),
  relative: new Intl.RelativeTimeFormat(locale.value, { numeric: 'auto' }),
  relativeLong: new Intl.RelativeTimeFormat(locale.value),
}))

type Moment = Date | string | number

/** 21:40 */
export const clockTime = (at: Moment) => formats.value.time.format(new Date(at))
/** 21:40:07 */
export const secondsTime = (at: Moment) => formats.value.seconds.format(new Date(at))
/** 21:40 where the fan lives; undefined when the zone is unknown to this browser */
export function clockTimeIn(timeZone: string, at: Moment): string | undefined {
  try {
    return new Intl.DateTimeFormat(locale.value, { hour: '2-digit', minute: '2-digit', timeZone }).format(new Date(at))
  } catch {
    return undefined
  }
}
/** 12 Aug, with the year when it is another one */
export function day(at: Moment): string {
  const date = new Date(at)
  return (
    date.getFullYear() === new Date(serverNow()).getFullYear() ? formats.value.day : formats.value.dayAndYear
  ).format(date)
}
/** Tuesday 17 November */
export const longDay = (at: Moment) => formats.value.weekday.format(new Date(at))
/** Everything, for titles */
export const fullTime = (at: Moment) => formats.value.full.format(new Date(at))

/** "3 days ago", "in 2 hours", "1 month ago", "now" */
export function relativeTime(at: Moment, now: Moment = serverNow()): string {
  const seconds = (new Date(at).getTime() - new Date(now).getTime()) / 1000
  const size = Math.abs(seconds)
  const { relative, relativeLong } = formats.value
  if (size < 45) return relative.format(0, 'second')
  if (size < 45 * 60) return relative.format(Math.round(seconds / 60), 'minute')
  if (size < 22 * 3600) return relative.format(Math.round(seconds / 3600), 'hour')
  if (size < 26 * 86_400) return relative.format(Math.round(seconds / 86_400), 'day')
  if (size < 320 * 86_400) return relativeLong.format(Math.round(seconds / 2_629_800), 'month')
  return relativeLong.format(Math.round(seconds / 31_557_600), 'year')
}

/** 21:40 today, "tomorrow, 19:00", else "12 Aug, 19:00" */
export function moment(at: Moment): string {
  const [then, today] = [new Date(at), new Date(serverNow())]
  const days = Math.round((then.setHours(12, 0, 0, 0) - today.setHours(12, 0, 0, 0)) / 86_400_000)
  if (days === 0) return clockTime(at)
  return `${Math.abs(days) === 1 ? formats.value.relative.format(days, 'day') : day(at)}, ${clockTime(at)}`
}

/** How long something has lasted, short enough for a list: 0:42, 12 min, 3 h, 2 d */
export function lasted(since: Moment, now: Moment = serverNow()): string {
  const seconds = Math.max(0, Math.floor((new Date(now).getTime() - new Date(since).getTime()) / 1000))
  if (seconds < 600) return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  if (seconds < 3600) return `${Math.floor(seconds / 60)} min`
  if (seconds < 48 * 3600) return `${Math.floor(seconds / 3600)} h`
  return `${Math.floor(seconds / 86_400)} ${language.value === 'fr' ? 'j' : 'd'}`
}

/** @param minor cents; of `XTR` whole Stars */
export function money(minor: number, currency = 'EUR'): string {
  if (currency === 'XTR') return `${new Intl.NumberFormat(locale.value).format(minor)} Stars`
  return new Intl.NumberFormat(locale.value, {
    style: 'currency',
    currency,
    maximumFractionDigits: minor % 100 === 0 ? 0 : 2,
  }).format(minor / 100)
}

/** What somebody spent, Stars apart: nobody can say what one is worth. */
export function spent({
  spentMinor,
  spentStars,
  currency,
}: {
  spentMinor: number
  spentStars: number
  currency: string
}): string {
  return [spentMinor > 0 ? money(spentMinor, currency) : '', spentStars > 0 ? money(spentStars, 'XTR') : '']
    .filter(Boolean)
    .join(' + ')
}

/** "3 photos, 1 video" */
export function mediaCount({ photos, videos }: { photos: number; videos: number }): string {
  return [
    photos > 0 ? t('count.photos', { count: photos }) : '',
    videos > 0 ? t('count.videos', { count: videos }) : '',
  ]
    .filter(Boolean)
    .join(', ')
}

function firstLanguage(): Language {
  const kept = localStorage.getItem(KEY)
  if (kept === 'en' || kept === 'fr') return kept
  return navigator.language.toLowerCase().startsWith('fr') ? 'fr' : 'en'
}
