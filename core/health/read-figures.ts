import { type OpenDeliveries, openDeliveriesOfAll } from '../../db/delivery-figures.ts'
import { oldestFreeToLeave } from '../../db/due-deliveries.ts'
import { acrossTenants } from '../../db/scope.ts'
import { type SendWindow, sendWindowsOfAll } from '../../db/send-log.ts'
import { openTroublesOfAll } from '../../db/troubles.ts'
import { waitingDraftsOfAll, waitingTurnsOfAll } from '../../db/waiting-figures.ts'
import type { Deps } from '../deps.ts'

const WINDOW_MS = 60_000

/** How everything stands, in every workspace together: numbers, creators' ids and names of states, nothing of a fan. */
export interface Figures {
  deliveries: OpenDeliveries[]
  /** Since when the oldest approved reply waits that nothing holds back. */
  oldestFree: Date | undefined
  windows: SendWindow[]
  drafts: { status: string; count: number; oldest: Date }[]
  /** Turns whose time has come and that nobody answers yet. */
  turns: { count: number; oldest: Date | undefined }
  troubles: { stage: string; count: number }[]
}

/** Reads how everything stands. @throws when the database does not answer */
export async function readFigures({ store, now }: Pick<Deps, 'store' | 'now'>): Promise<Figures> {
  const at = now()
  return acrossTenants(store, async (tx) => ({
    deliveries: await openDeliveriesOfAll(tx),
    oldestFree: await oldestFreeToLeave(tx, at),
    windows: await sendWindowsOfAll(tx, { now: at, since: new Date(at.getTime() - WINDOW_MS) }),
    drafts: await waitingDraftsOfAll(tx),
    turns: await waitingTurnsOfAll(tx, at),
    troubles: await openTroublesOfAll(tx),
  }))
}
