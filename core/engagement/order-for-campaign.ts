import { isOfferDay } from './weekend-buyer.ts'

export interface CampaignFan {
  id: string
  /** Null: no score yet. */
  score: number | null
  isWeekendBuyer: boolean
  inCare: boolean
  timeZone: string
}

/**
 * The order in which a campaign reaches fans: by engagement score, the highest first (MEM-8.5); where it is Friday or Saturday,
 * weekend buyers before all others (MEM-8.2). Fans in care are left out.
 */
export function orderForCampaign<Fan extends CampaignFan>(fans: readonly Fan[], now: Date): Fan[] {
  const isFirst = ({ isWeekendBuyer, timeZone }: Fan) => isWeekendBuyer && isOfferDay(now, timeZone)
  return fans
    .filter(({ inCare }) => !inCare)
    .toSorted(
      (a, b) => Number(isFirst(b)) - Number(isFirst(a)) || (b.score ?? -1) - (a.score ?? -1) || (a.id < b.id ? -1 : 1),
    )
}
