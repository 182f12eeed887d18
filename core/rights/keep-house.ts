import { fansPastSilence, type Keeping, planForgetting, pruneRows } from '../../db/retention.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import type { Vault } from '../../db/vault.ts'
import { dropOldWebhookEvents } from '../../db/webhook-events.ts'
import type { Deps } from '../deps.ts'
import { ask } from '../erasure/ask-erasure.ts'
import { problemOf } from '../problem-of.ts'

const EVERY_MS = 3_600_000
/** On the console for so long before anybody is forgotten for their silence. */
export const WARN_DAYS = 30
/** A round forgets no more at once, so that a large house does not stand still. */
const AT_ONCE = 200
const ROWS_AT_ONCE = 5_000

/**
 * A platform tells the same update again within a day or two; what a model cost is looked at by the month; a trouble that is over
 * and an invitation that was used are of interest for a season.
 */
const KEEPING: Keeping = {
  inboxDays: 30,
  modelCallDays: 400,
  resolvedTroubleDays: 90,
  spentInviteDays: 90,
  halfWrittenHours: 1,
}

/** What came by a webhook is looked at for a season. */
const WEBHOOK_DAYS = 90

/** Hangs on the vault: a Worker has a new store for each request, and one vault. */
const lastOf = new WeakMap<Vault, number>()

/**
 * Once an hour: plans who will be forgotten for their silence (MEM-5.4: 24 months unless the creator chose fewer), begins with
 * those whose month of warning is over, and takes away rows that nobody needs. Doing it twice changes nothing.
 */
export async function keepHouse({ store, now, log }: Pick<Deps, 'store' | 'now' | 'log'>): Promise<void> {
  const at = now()
  if (at.getTime() - (lastOf.get(store.vault) ?? Number.NEGATIVE_INFINITY) < EVERY_MS) return
  lastOf.set(store.vault, at.getTime())
  try {
    const due = await acrossTenants(store, async (tx) => {
      await planForgetting(tx, { now: at, warnDays: WARN_DAYS })
      return fansPastSilence(tx, at, AT_ONCE)
    })
    for (const { tenantId, ...fan } of due) {
      const asked = { reason: 'silence', by: 'souvenir', byName: '', now: at, notBefore: at } as const
      await inTenant(store, tenantId, (scope) => ask(scope, fan, asked))
    }
    const rows = await acrossTenants(store, (tx) => pruneRows(tx, { now: at, keeping: KEEPING, limit: ROWS_AT_ONCE }))
    await acrossTenants(store, (tx) => dropOldWebhookEvents(tx, new Date(at.getTime() - WEBHOOK_DAYS * 24 * EVERY_MS)))
    if (due.length > 0 || rows > 0) log.info('house kept', { forgotten: due.length, rows })
    // More than one round takes: the next one goes on.
    if (due.length === AT_ONCE) lastOf.delete(store.vault)
  } catch (error) {
    log.warn('house not kept', { problem: problemOf(error) })
  }
}
