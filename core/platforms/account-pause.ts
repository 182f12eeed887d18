import type { Scope } from '../../db/db.ts'
import { inTenant } from '../../db/scope.ts'
import { accountsOf, LONGEST_PAUSE_MS, pauseAccount, standingPause } from '../../db/send-log.ts'
import type { Connection } from '../connections/find-connections.ts'
import type { Deps } from '../deps.ts'
import type { Asked } from './platform.ts'

/** Until when the platform asked this account to wait, whether it was sending or reading. Undefined: not at the moment. */
export async function pauseOf(
  scope: Scope,
  { creatorId, kind }: Pick<Connection, 'creatorId' | 'kind'>,
  now: Date,
): Promise<Date | undefined> {
  const account = (await accountsOf(scope)).find((one) => one.creatorId === creatorId && one.channel === kind)
  return account && standingPause(account, now)
}

/** Told to wait while reading, everything of this account waits: replies, too. */
export async function keepPause(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, creatorId, kind: channel }: Connection,
  asked: Asked<unknown>,
): Promise<void> {
  if (asked.kind !== 'later' || !asked.wholeAccount) return
  const until = new Date(now().getTime() + Math.min(LONGEST_PAUSE_MS, asked.afterMs))
  const because = asked.problem
  await inTenant(store, tenantId, (scope) => pauseAccount(scope, { creatorId, channel }, { until, because }))
}
