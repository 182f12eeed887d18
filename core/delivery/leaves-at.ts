import type { Delivery } from '../../db/deliveries.ts'
import { restsUntil, type SendAccount } from '../../db/send-log.ts'
import { type Begun, hasBegun } from '../approval/card-state.ts'

/** When an approved reply leaves that has not begun to, as far as is known: not while its account rests. Undefined for any other. */
export function leavesAt(
  delivery: (Begun & Pick<Delivery, 'notBefore'>) | undefined,
  account: SendAccount | undefined,
  now: Date,
): Date | undefined {
  if (delivery?.status !== 'ready' || hasBegun(delivery)) return undefined
  const rest = account && restsUntil(account, now)
  return rest && rest > delivery.notBefore ? rest : delivery.notBefore
}
