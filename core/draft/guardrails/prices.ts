import type { OfferRow } from '../../../db/creators.ts'
import { STARS } from '../../../db/purchases.ts'
import { fold } from '../offline/pick.ts'
import type { Guardrail } from './run-guardrails.ts'
import { type Span, sentenceAt, sentencesOf, without } from './sentences.ts'

export interface Amount extends Span {
  minor: number
  currency: string
}

const CURRENCIES: Record<string, string> = {
  '€': 'EUR',
  eur: 'EUR',
  euro: 'EUR',
  euros: 'EUR',
  balles: 'EUR',
  $: 'USD',
  usd: 'USD',
  dollar: 'USD',
  dollars: 'USD',
  bucks: 'USD',
  us$: 'USD',
  '£': 'GBP',
  gbp: 'GBP',
  pound: 'GBP',
  pounds: 'GBP',
  quid: 'GBP',
  livres: 'GBP',
  chf: 'CHF',
  francs: 'CHF',
  '⭐': STARS,
  stars: STARS,
  étoiles: STARS,
}
const SIGN =
  '(?:us\\$|[€$£]|eur(?:os?)?|usd|gbp|chf|dollars?|bucks|pounds?|quid|livres|balles|francs|⭐\\ufe0f?|stars|étoiles)'
const NUMBER = "(\\d{1,3}(?:[ \\u00a0\\u202f.,'’]\\d{3})+(?:[.,]\\d{1,2})?|\\d+(?:[.,]\\d{1,2})?)"
const BEFORE = new RegExp(`(${SIGN})[ \\u00a0\\u202f]{0,2}${NUMBER}(?![\\d%])`, 'giu')
const AFTER = new RegExp(
  `(?<![\\d.,])${NUMBER}[ \\u00a0\\u202f]{0,2}(${SIGN})(?!\\p{L})(?:[ \\u00a0]?(\\d{2})(?!\\d))?`,
  'giu',
)

/** Every amount of money a text names, as people write them in English and French: "€12", "12,50 €", "12€50", "1 200 euros". */
export function amountsIn(text: string): Amount[] {
  const after = [...text.matchAll(AFTER)].flatMap((match) => {
    // "12€50" is twelve euros fifty; "12 € 50 fois" is not.
    const cents =
      match[3] && !/[.,]\d{1,2}$/u.test(match[1] ?? '') && !/\s/u.test(match[0].slice(-3)) ? `.${match[3]}` : ''
    return amount(match, `${match[1] ?? ''}${cents}`, match[2])
  })
  const before = [...text.matchAll(BEFORE)].flatMap((match) => amount(match, match[2], match[1]))
  return [
    ...after,
    ...before.filter(({ start, end }) => !after.some((other) => other.start < end && start < other.end)),
  ].toSorted((a, b) => a.start - b.start)
}

function amount(match: RegExpExecArray, digits: string | undefined, sign: string | undefined): Amount[] {
  const currency = CURRENCIES[(sign ?? '').toLowerCase().replace('\ufe0f', '')]
  const value = Number((digits ?? '').replaceAll(/[ \u00a0\u202f'’]|[.,](?=\d{3}(?:\D|$))/gu, '').replace(',', '.'))
  if (!currency || !Number.isFinite(value)) return []
  const minor = Math.round(currency === STARS ? value : value * 100)
  return [{ minor, currency, start: match.index, end: match.index + match[0].length }]
}

/** Prices come from the menu and from nowhere else. */
export const prices: Guardrail = ({ turn, text }) =>
  offMenu(text, turn.offers)
    .slice(0, 5)
    .map(({ start, end }) => {
      const rewrite = without(text, [sentenceAt(text, start)])
      return {
        rule: 'price',
        severity: 'stop',
        start,
        end,
        says: {
          en: `“${text.slice(start, end)}” is not the price of anything on the menu.`,
          fr: `« ${text.slice(start, end)} » n’est le prix de rien au menu.`,
        },
        ...(rewrite ? { rewrite } : {}),
      }
    })

/** Each sentence is read once, however many amounts it names. */
function offMenu(text: string, offers: OfferRow[]): Amount[] {
  const sentences = sentencesOf(text)
  const folded = new Map<number, string>()
  return amountsIn(text).filter((named) => {
    // Where nothing is sold for Stars, "five stars" is praise and no price.
    if (named.currency === STARS && !offers.some(({ currency }) => currency === STARS)) return false
    const sentence = sentences.find(({ start, end }) => start <= named.start && named.start < end)
    const start = sentence?.start ?? -1
    const said = folded.get(start) ?? fold(sentence?.text ?? text)
    folded.set(start, said)
    return !isOnMenu(named, offers, said)
  })
}

/** The price of something there; and where that thing is named in the same sentence, its own. */
function isOnMenu(named: Amount, offers: OfferRow[], said: string): boolean {
  const meant = offers.filter(({ title }) => said.includes(fold(title)))
  return (meant.length > 0 ? meant : offers).some(
    ({ priceMinor, currency }) => priceMinor === named.minor && currency === named.currency,
  )
}
