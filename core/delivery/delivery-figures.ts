import type { Store } from '../../db/db.ts'

/** What this process did since it began. */
export interface DeliveryFigures {
  queued: number
  sent: number
  failed: number
  unknown: number
  /** Not now: the account rests, or it is tried again later. */
  waited: number
  /** Between a person's yes and the fan, of all that were sent. */
  seconds: number
}

const figuresOf = new WeakMap<Store['vault'], DeliveryFigures>()

export function deliveryFiguresHere({ vault }: Pick<Store, 'vault'>): DeliveryFigures {
  const known = figuresOf.get(vault) ?? { queued: 0, sent: 0, failed: 0, unknown: 0, waited: 0, seconds: 0 }
  figuresOf.set(vault, known)
  return known
}

export function countDelivery(
  store: Pick<Store, 'vault'>,
  kind: 'sent' | 'failed' | 'unknown' | 'waiting' | 'by-hand',
  seconds = 0,
): void {
  const figures = deliveryFiguresHere(store)
  if (kind === 'by-hand') return
  figures[kind === 'waiting' ? 'waited' : kind] += 1
  if (kind === 'sent') figures.seconds += seconds
}
