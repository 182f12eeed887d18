import { clockIn } from './clock-in.ts'

/** So many purchases say when somebody buys. */
const LEAST_PURCHASES = 3
/** Of them on Friday, Saturday or Sunday. */
const SHARE = 0.6
const WEEKEND = new Set(['Fri', 'Sat', 'Sun'])
/** Weekend buyers are offered on these first (MEM-8.2). */
const OFFER_DAYS = new Set(['Fri', 'Sat'])

/** Whether at least 60 % of three purchases or more were made from Friday to Sunday, by the fan's clock. */
export function isWeekendBuyer(purchases: readonly { purchasedAt: Date }[], timeZone: string): boolean {
  if (purchases.length < LEAST_PURCHASES) return false
  const weekend = purchases.filter(({ purchasedAt }) => WEEKEND.has(clockIn(purchasedAt, timeZone).weekday))
  return weekend.length / purchases.length >= SHARE
}

export const isOfferDay = (at: Date, timeZone: string): boolean => OFFER_DAYS.has(clockIn(at, timeZone).weekday)
