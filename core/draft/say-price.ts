import { STARS } from '../../db/purchases.ts'
import type { Language } from './detect-language.ts'

/** A price as people write it in that language: "€12", "12 €", "$9.50", "250 Stars". */
export function sayPrice(
  { priceMinor, currency }: { priceMinor: number; currency: string },
  language: Language,
): string {
  if (currency === STARS) return `${priceMinor} Stars`
  const isWhole = priceMinor % 100 === 0
  try {
    return new Intl.NumberFormat(language === 'fr' ? 'fr-FR' : 'en-GB', {
      style: 'currency',
      currency,
      currencyDisplay: 'narrowSymbol',
      minimumFractionDigits: isWhole ? 0 : 2,
    }).format(priceMinor / 100)
  } catch {
    // A currency that the runtime does not know still has a name.
    return `${(priceMinor / 100).toFixed(isWhole ? 0 : 2)} ${currency}`
  }
}
