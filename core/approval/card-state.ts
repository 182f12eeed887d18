import type { Delivery } from '../../db/deliveries.ts'
import type { Draft } from '../../db/drafts.ts'

/** What a card says of itself on its first line, everywhere in the same words. */
export type CardState =
  | 'waiting'
  | 'editing'
  | 'held'
  /** Approved; can still be undone. */
  | 'leaving'
  | 'sending'
  /** Approved, and waiting for a person to carry it over. */
  | 'by-hand'
  | 'sent'
  | 'unknown'
  | 'failed'
  | 'rejected'
  | 'superseded'
  | 'expired'

/** What of a delivery tells whether anything may have left. */
export type Begun = Pick<Delivery, 'status' | 'attempt' | 'partsSent' | 'inDoubtSince'>

/** Whether anything of it has left, may have, or was tried. One whose account rests was put back, and may still have a part there. */
export const hasBegun = ({ attempt, partsSent, inDoubtSince }: Omit<Begun, 'status'>): boolean =>
  attempt > 0 || partsSent > 0 || inDoubtSince !== null

/** What became of a draft, or of the reply that it was. */
export function stateOf(
  draft: Pick<Draft, 'status' | 'leaseUntil'>,
  delivery: Begun | undefined,
  now: Date,
): CardState {
  switch (draft.status) {
    case 'pending':
      return draft.leaseUntil && draft.leaseUntil > now ? 'editing' : 'waiting'
    case 'approved':
      return deliveryState(delivery)
    case 'held':
    case 'rejected':
    case 'superseded':
    case 'expired':
      return draft.status
  }
}

function deliveryState(delivery: Begun | undefined): CardState {
  switch (delivery?.status) {
    case 'ready':
      return hasBegun(delivery) ? 'sending' : 'leaving'
    case 'sent':
    case 'unknown':
    case 'failed':
    case 'sending':
    case 'by-hand':
      return delivery.status
    case 'undone':
    case undefined:
      return 'sending'
  }
}
