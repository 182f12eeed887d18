import type { DateInText } from './dates.ts'

const DAY_MS = 24 * 3_600_000

interface NamedDay {
  says: RegExp
  /** The month (0 to 11) and day in a year. */
  in(year: number): [month: number, day: number]
  precision: DateInText['precision']
}

const on = (month: number, day: number) => (): [number, number] => [month, day]

const FEASTS: NamedDay[] = [
  { says: /(?<!\p{L})(?:christmas eve|réveillon de noël)(?!\p{L})/iu, in: on(11, 24), precision: 'day' },
  { says: /(?<!\p{L})(?:christmas|xmas|noël|noel)(?!\p{L})/iu, in: on(11, 25), precision: 'day' },
  { says: /(?<!\p{L})(?:new year's eve|nye|saint-sylvestre|réveillon)(?!\p{L})/iu, in: on(11, 31), precision: 'day' },
  { says: /(?<!\p{L})(?:new year's(?: day)?|nouvel an|jour de l'an)(?!\p{L})/iu, in: on(0, 1), precision: 'day' },
  { says: /(?<!\p{L})halloween(?!\p{L})/iu, in: on(9, 31), precision: 'day' },
  {
    says: /(?<!\p{L})(?:valentine'?s(?: day)?|(?:la )?(?:saint|st)[- ]valentin)(?!\p{L})/iu,
    in: on(1, 14),
    precision: 'day',
  },
  // The fourth Thursday of November.
  {
    says: /(?<!\p{L})thanksgiving(?!\p{L})/iu,
    in: (year) => [10, 22 + ((11 - new Date(Date.UTC(year, 10, 1)).getUTCDay()) % 7)],
    precision: 'day',
  },
  {
    says: /(?<!\p{L})(?:(?:next|this|in the|last) spring|(?:au|ce) printemps|le printemps prochain)(?!\p{L})/iu,
    in: on(2, 20),
    precision: 'season',
  },
  {
    says: /(?<!\p{L})(?:(?:next|this|in the|last) summer|cet été|l'été (?:prochain|dernier))(?!\p{L})/iu,
    in: on(5, 21),
    precision: 'season',
  },
  {
    says: /(?<!\p{L})(?:(?:next|this|in the|last) (?:autumn|fall)|cet automne|l'automne (?:prochain|dernier))(?!\p{L})/iu,
    in: on(8, 22),
    precision: 'season',
  },
  {
    says: /(?<!\p{L})(?:(?:next|this|in the|last) winter|cet hiver|l'hiver (?:prochain|dernier))(?!\p{L})/iu,
    in: on(11, 21),
    precision: 'season',
  },
]

const MONTHS = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(' ')
const FRENCH_MONTH = new RegExp(String.raw`(?<!\p{L})(?:en |début |fin |mi-)?(${MONTHS.join('|')})(?!\p{L})`, 'iu')
/** "The 24th", "le 24": the coming one. */
const BARE_DAY =
  /(?<!\p{L})(?:the (\d{1,2})(?:st|nd|rd|th)|le (\d{1,2})(?:er)?)(?=$|[,.!]|\s(?!h(?:eures?)?\b|ans|mois|euros|minutes|fois))/iu
const FRENCH_WEEKEND = /(?<!\p{L})(ce|le) week-?end( prochain)?(?!\p{L})/iu
const COUNTS: Record<string, number> = {
  a: 1,
  an: 1,
  one: 1,
  un: 1,
  une: 1,
  two: 2,
  deux: 2,
  three: 3,
  trois: 3,
  four: 4,
  quatre: 4,
  five: 5,
  cinq: 5,
  six: 6,
  ten: 10,
  dix: 10,
}
const AGO =
  /(?<!\p{L})(?:(\d{1,2}|an?|one|two|three|four|five|six|ten) (years?|months?) ago|(?:il )?y a (\d{1,2}|une?|deux|trois|quatre|cinq|six|dix) (ans?|mois)|(last) (year|month)|(?:le|l')\s?(mois|an|année) (?:dernière?|passée?))(?!\p{L})/iu

/** Days that have a name instead of a date: feasts, seasons, "the 24th", "le week-end prochain", "three years ago". */
export function namedDays(text: string, { at, looksBack }: { at: Date; looksBack: boolean }): DateInText[] {
  for (const { says, in: dayIn, precision } of FEASTS) {
    const match = says.exec(text)
    if (match) return [nearest(match, (year) => Date.UTC(year, ...dayIn(year), 11), { at, looksBack, precision })]
  }
  return bareDay(text, at) ?? frenchWeekend(text, at) ?? frenchMonth(text, at, looksBack) ?? ago(text, at) ?? []
}

function nearest(
  { 0: words, index }: RegExpExecArray,
  timeIn: (year: number) => number,
  { at, looksBack, precision }: { at: Date; looksBack: boolean; precision: DateInText['precision'] },
): DateInText {
  const year = at.getUTCFullYear()
  const isBehind = looksBack || /(?<!\p{L})(?:last|dernière?)(?!\p{L})/iu.test(words)
  const years = isBehind ? [year, year - 1] : [year, year + 1]
  const fits = (time: number) => (isBehind ? time <= at.getTime() : time >= at.getTime() - DAY_MS)
  const time = years.map(timeIn).find(fits) ?? timeIn(year)
  return { index, words, date: new Date(time), precision }
}

function bareDay(text: string, at: Date): DateInText[] | undefined {
  const match = BARE_DAY.exec(text)
  const day = Number(match?.[1] ?? match?.[2])
  if (!match || !(day >= 1 && day <= 31)) return undefined
  const inMonth = (month: number) => new Date(Date.UTC(at.getUTCFullYear(), month, day, 11))
  const date = [0, 1, 2]
    .map((later) => inMonth(at.getUTCMonth() + later))
    .find((one) => one.getUTCDate() === day && one.getTime() >= at.getTime() - DAY_MS)
  return date && [{ index: match.index, words: match[0], date, precision: 'day' }]
}

function frenchWeekend(text: string, at: Date): DateInText[] | undefined {
  const match = FRENCH_WEEKEND.exec(text)
  if (!match || (match[1]?.toLowerCase() === 'le' && !match[2])) return undefined
  const untilSaturday = (6 - at.getUTCDay() + 7) % 7
  const date = new Date(at.getTime() + (untilSaturday + (match[2] ? 7 : 0)) * DAY_MS)
  return [{ index: match.index, words: match[0], date, precision: 'day' }]
}

function frenchMonth(text: string, at: Date, looksBack: boolean): DateInText[] | undefined {
  const match = FRENCH_MONTH.exec(text)
  const month = MONTHS.indexOf(match?.[1]?.toLowerCase() ?? '')
  if (!match || month < 0) return undefined
  const first = (year: number) => Date.UTC(year, month, looksBack ? 1 : 2, 11)
  return [nearest(match, first, { at, looksBack, precision: 'month' })]
}

function ago(text: string, at: Date): DateInText[] | undefined {
  const match = AGO.exec(text)
  if (!match) return undefined
  const count = (match[1] ?? match[3])?.toLowerCase()
  const unit = (match[2] ?? match[4] ?? match[6] ?? match[7] ?? '').toLowerCase()
  const many = count === undefined ? 1 : (COUNTS[count] ?? Number(count))
  const date = new Date(at)
  if (/^(?:month|mois)/.test(unit)) date.setUTCMonth(date.getUTCMonth() - many)
  else date.setUTCFullYear(date.getUTCFullYear() - many)
  return [{ index: match.index, words: match[0], date, precision: 'month' }]
}
