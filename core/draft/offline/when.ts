import * as en from 'chrono-node/en'
import * as fr from 'chrono-node/fr'
import type { Language } from '../detect-language.ts'

const DAY_MS = 86_400_000
/** Nobody asks about an exam of two months ago. */
const STALE_MS = 45 * DAY_MS

export type Tense = 'before' | 'after' | 'stale' | 'undated'

/** Whether what was told on `toldAt` lies ahead or behind, and what to call its day. */
export function tenseOf(
  text: string,
  { toldAt, now, language }: { toldAt: Date; now: Date; language: Language },
): { tense: Tense; day: string | undefined } {
  const parser = /\p{L}/u.test(text) && isFrench(text) ? fr : en
  const [found] = parser.parse(text.slice(0, 500), toldAt, { forwardDate: true })
  if (!found) return { tense: 'undated', day: undefined }
  const date = found.start.date()
  // "In June" is over when June is.
  const end =
    found.start.isCertain('day') || found.start.isCertain('weekday')
      ? date
      : new Date(date.getFullYear(), date.getMonth() + 1, 0)
  const days = Math.round((startOfDay(end) - startOfDay(now)) / DAY_MS)
  if (days >= 0) return { tense: 'before', day: dayName(date, days, language) }
  return { tense: now.getTime() - end.getTime() > STALE_MS ? 'stale' : 'after', day: undefined }
}

function dayName(date: Date, days: number, language: Language): string | undefined {
  if (days === 0) return language === 'fr' ? "aujourd'hui" : 'today'
  if (days === 1) return language === 'fr' ? 'demain' : 'tomorrow'
  if (days > 6) return undefined
  return new Intl.DateTimeFormat(language === 'fr' ? 'fr-FR' : 'en-GB', { weekday: 'long', timeZone: 'UTC' }).format(
    date,
  )
}

const isFrench = (text: string) =>
  /(?<!\p{L})(lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|demain|janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|prochaine?|semaine|dans|hier)(?!\p{L})/iu.test(
    text,
  )

const startOfDay = (date: Date) => Math.floor(date.getTime() / DAY_MS) * DAY_MS
