/** Nothing known: in the middle. */
export const UNKNOWN = 0.5
/** A purchase takes the score this share of the way to 1. */
const BOUGHT = 0.4
/** A declined offer lowers the score by 15 % (MEM-3.4). */
const DECLINED = 0.85
/** And keeps its kind from being offered for so long (MEM-3.4). */
export const REST_DAYS = 7

/** Both keep a score between 0 and 1. */
export const afterPurchase = (score: number): number => score + BOUGHT * (1 - score)
export const afterDecline = (score: number): number => score * DECLINED

/** Things a fan said they like or dislike: as far from the middle as it is sure. */
export const scoreOfInterest = (confidence: number, isLiked: boolean): number =>
  isLiked ? UNKNOWN + confidence / 2 : UNKNOWN - confidence / 2

/** What happened with one kind of content. */
export interface TasteEvent {
  kind: 'bought' | 'declined'
  at: Date
}

/** What happened, one after the other, begins in the middle. */
export function scoreAfter(events: readonly TasteEvent[]): number {
  return events
    .toSorted((a, b) => a.at.getTime() - b.at.getTime())
    .reduce((score, { kind }) => (kind === 'bought' ? afterPurchase(score) : afterDecline(score)), UNKNOWN)
}
