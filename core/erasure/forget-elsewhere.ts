import { allErased, type Erasure, erasedSince, fanHash } from '../../db/erasures.ts'
import { acrossTenants } from '../../db/scope.ts'
import type { Vault } from '../../db/vault.ts'
import type { Deps } from '../deps.ts'
import { problemOf } from '../problem-of.ts'
import { fansInMemory, forgetRecall } from '../recall/hot-indexes.ts'
import { keepInLedger } from './keep-in-ledger.ts'

/** Longer than two processes' clocks differ, and than a transaction that began before the fan was gone. */
const OVERLAP_MS = 2 * 60_000

interface Seen {
  until: Date
  inLedger: Set<string>
}
/** Hangs on the vault: a Worker has a new store for each request, and one vault. */
const seenBy = new WeakMap<Vault, Seen>()

/**
 * Whom any process erased, this one forgets too: keys and search indexes in its memory go within a round of due work, and its
 * own ledger gets the line. The database is how processes tell each other; nothing has to be sent.
 */
export async function forgetElsewhere(deps: Pick<Deps, 'store' | 'cache' | 'ledger' | 'now' | 'log'>): Promise<void> {
  const { store, now, log } = deps
  const known = seenBy.get(store.vault)
  const at = now()
  const since = new Date((known?.until ?? at).getTime() - OVERLAP_MS)
  try {
    const erased = await acrossTenants(store, (tx) => (known ? erasedSince(tx, since) : allErased(tx)))
    const inLedger = known?.inLedger ?? new Set()
    for (const erasure of erased) {
      if (erasure.erasedAt && erasure.erasedAt > since) await forget(deps, erasure)
      if (inLedger.has(erasure.id)) continue
      await keepInLedger(deps, erasure, erasure.doneAt ? 'done' : 'begun')
      if (erasure.doneAt) inLedger.add(erasure.id)
    }
    // Only when all of it was done: what failed is tried again by the next round.
    seenBy.set(store.vault, { until: at, inLedger })
  } catch (error) {
    // A full disk must not keep replies from leaving.
    log.warn('erasures not followed', { problem: problemOf(error) })
  }
}

async function forget({ store, cache }: Pick<Deps, 'store' | 'cache'>, erasure: Erasure): Promise<void> {
  const { tenantId, fanHash: wanted } = erasure
  for (const fanId of fansInMemory(store, tenantId)) {
    if (fanHash(store.vault, tenantId, fanId) !== wanted) continue
    store.vault.fanKeys.delete(`${tenantId}/${fanId}`)
    await forgetRecall({ store, cache }, { tenantId, fanId })
  }
}
