import type { Scope, Store } from '../../db/db.ts'
import {
  type Account,
  endPause,
  lockAccount,
  noteFull,
  noteSend,
  roomAgainAt,
  standingPause,
} from '../../db/send-log.ts'
import type { Deps, SendLimit } from '../deps.ts'

type Clocks = Pick<Deps, 'store' | 'now' | 'steady'>

/** Milliseconds that only ever go forward. */
export const steadyOf = ({ steady }: Pick<Deps, 'steady'>) => (steady ?? (() => performance.now()))()

/**
 * Asks whether this account may send one more now, and keeps everybody else from asking until the transaction ends.
 * @returns when to ask again; undefined: there is room, and whoever sends says so by `useRoom`
 */
export async function waitForRoom(
  scope: Scope,
  clocks: Clocks,
  { account, limit }: { account: Account; limit: SendLimit | undefined },
): Promise<Date | undefined> {
  const known = await lockAccount(scope, account)
  const now = clocks.now()
  const pause = standingPause(known, now)
  if (pause) return pause
  if (known.pausedUntil && known.pausedUntil > now) await endPause(scope, account)
  if (!limit) return undefined
  const inRows = await roomAgainAt(scope, account, { ...limit, now })
  const ownMs = ownWaitMs(clocks, keyOf(scope, account), limit)
  const until = new Date(Math.max(inRows?.getTime() ?? 0, ownMs > 0 ? now.getTime() + ownMs : 0))
  if (until <= now) return undefined
  await noteFull(scope, account, { from: now, until })
  return until
}

/** One send is about to leave. Never taken back: one that did not leave after all only costs a little time. */
export async function useRoom(
  scope: Scope,
  clocks: Clocks,
  { account, limit }: { account: Account; limit: SendLimit | undefined },
): Promise<void> {
  if (!limit) return
  await noteSend(scope, account, clocks.now())
  const own = ownSends(clocks.store)
  const key = keyOf(scope, account)
  own.set(key, [...(own.get(key) ?? []), steadyOf(clocks)])
}

/** What this process sent by its own steady count: when the clock is set forward, the rows look older than they are. */
const sends = new WeakMap<Store, Map<string, number[]>>()

function ownSends(store: Store): Map<string, number[]> {
  const known = sends.get(store) ?? new Map<string, number[]>()
  sends.set(store, known)
  return known
}

function ownWaitMs(clocks: Clocks, key: string, { most, windowMs }: SendLimit): number {
  const own = ownSends(clocks.store)
  const at = steadyOf(clocks)
  const within = (own.get(key) ?? []).filter((time) => time > at - windowMs)
  own.set(key, within)
  const blocking = within.at(-most)
  return blocking === undefined ? 0 : Math.ceil(blocking + windowMs - at) + 1
}

const keyOf = ({ tenantId }: Scope, { creatorId, channel }: Account) => `${tenantId}/${creatorId}/${channel}`
