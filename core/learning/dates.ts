import * as en from 'chrono-node/en'
import * as fr from 'chrono-node/fr'
import { namedDays } from './named-days.ts'

/** What a date may be told from; without any of these the slow reading is spared. */
const DATE_LIKE =
  /\d|(?<!\p{L})(?:today|tonight|tomorrow|yesterday|next|last|this|in (?:a|an|two|three)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|weekend|january|february|march|april|may|june|july|august|september|october|november|december|aujourd'hui|demain|hier|soir|matin|prochaine?|dernière?|dans|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|week-?end|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|ago|y a|année|an|année|mois|spring|summer|autumn|fall|winter|printemps|été|automne|hiver|christmas|xmas|noël|noel|new year's|nye|réveillon|nouvel an|halloween|valentine'?s|st-valentin|saint-valentin|thanksgiving)(?!\p{L})/iu

export interface DateInText {
  /** UTF-16 offset of its words. */
  index: number
  words: string
  date: Date
  /** How exactly it was said: "in August" is a month, "next summer" a season. */
  precision: 'day' | 'week' | 'month' | 'season'
}

/** The dates a text names, made absolute against when it was said. "Friday" is the coming one, unless told to look back. */
export function datesIn(
  text: string,
  { at, language, timeZone }: { at: Date; language: 'en' | 'fr'; timeZone: string },
  { looksBack = false }: { looksBack?: boolean } = {},
): DateInText[] {
  if (!DATE_LIKE.test(text)) return []
  const reader = language === 'fr' ? fr : en
  const found = reader
    .parse(text, { instant: at, timezone: minutesEast(timeZone, at) }, { forwardDate: !looksBack })
    .filter(({ start }) => start.isCertain('day') || start.isCertain('weekday') || start.isCertain('month'))
    .map((said): DateInText => {
      const { index, text: words, start } = said
      const isMonth = /month|mois/i.test(words) || !(start.isCertain('day') || start.isCertain('weekday'))
      const isWeek = /week(?!-?end)|semaine/i.test(words)
      return { index, words, date: said.date(), precision: isMonth ? 'month' : isWeek ? 'week' : 'day' }
    })
  return found.length > 0 ? found : namedDays(text, { at, looksBack })
}

/** "Friday 27 November 2026", in the fan's language: true whenever it is read. */
function writeDate(date: Date, language: 'en' | 'fr', timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: knownTimeZone(timeZone),
  })
    .format(date)
    .replace(',', '')
}

/** As exactly as it was said: "on Friday 27 November 2026", or "in the week of 23 November 2026" for "next week". */
export function writeWhen({ date, precision }: DateInText, language: 'en' | 'fr', timeZone: string): string {
  const place = language === 'fr' ? 'fr-FR' : 'en-GB'
  switch (precision) {
    case 'month': {
      const month = new Intl.DateTimeFormat(place, { month: 'long', year: 'numeric' })
      return `${language === 'fr' ? 'en' : 'in'} ${month.format(date)}`
    }
    case 'season': {
      const season = SEASONS[language][Math.floor(((date.getUTCMonth() + 10) % 12) / 3)] ?? ''
      return `${season} ${date.getUTCFullYear()}`
    }
    case 'week': {
      const monday = new Date(date.getTime() - ((date.getUTCDay() + 6) % 7) * 24 * 3_600_000)
      const day = `${writeDay(monday, language, timeZone)} ${monday.getUTCFullYear()}`
      return language === 'fr' ? `la semaine du ${day}` : `in the week of ${day}`
    }
    case 'day':
      return `${language === 'fr' ? '' : 'on '}${writeDate(date, language, timeZone)}`
  }
}

/** From March on, three months each. */
const SEASONS = {
  en: ['in spring', 'in summer', 'in autumn', 'in winter'],
  fr: ['au printemps', 'en été', 'en automne', 'en hiver'],
}

/** "8 May". */
export function writeDay(date: Date, language: 'en' | 'fr', timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    day: 'numeric',
    month: 'long',
    timeZone: knownTimeZone(timeZone),
  }).format(date)
}

/** "August". */
export function writeMonth(date: Date, language: 'en' | 'fr', timeZone: string): string {
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
    month: 'long',
    timeZone: knownTimeZone(timeZone),
  }).format(date)
}

/** How far a place's clocks are ahead of UTC at a time, in minutes. */
export function minutesEast(timeZone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat('en-US', {
    timeZone: knownTimeZone(timeZone),
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  }).formatToParts(at)
  const part = (type: string) => Number(parts.find((one) => one.type === type)?.value)
  const there = Date.UTC(part('year'), part('month') - 1, part('day'), part('hour'), part('minute'))
  return Math.round((there - at.getTime()) / 60_000)
}

const knownZones = new Map<string, string>()

/** Fans' time zones are typed by people: what is none is UTC. */
function knownTimeZone(timeZone: string): string {
  const known = knownZones.get(timeZone)
  if (known) return known
  if (knownZones.size > 1_000) knownZones.clear()
  try {
    new Intl.DateTimeFormat('en', { timeZone })
    knownZones.set(timeZone, timeZone)
  } catch {
    knownZones.set(timeZone, 'UTC')
  }
  return knownZones.get(timeZone) ?? 'UTC'
}
