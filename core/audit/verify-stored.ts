import { entriesIn, lastLink, linksAfter, newestDrop, repeatedEntry } from '../../db/audit-links.ts'
import type { Db, Store } from '../../db/db.ts'
import { acrossTenants, inOneSnapshot } from '../../db/scope.ts'
import type { Deps } from '../deps.ts'
import { type RecordSource, type Verified, verifyRecord, verifyTail } from './verify-record.ts'

/**
 * Checks the record in the database while everybody goes on working: in short reads, and once more as it was at one moment
 * before anything is called damaged. @see verifyRecord
 */
export async function verifyStored({ store }: Pick<Deps, 'store'>, checkpoints: string[] = []): Promise<Verified> {
  const { vault } = store
  const loosely = await verifyRecord(
    sourceOf((read) => acrossTenants(store, read)),
    { vault, checkpoints },
  )
  if (!loosely.damage) return loosely
  return inOneSnapshot(store, (tx) =>
    verifyRecord(
      sourceOf((read) => read(tx)),
      { vault, checkpoints },
    ),
  )
}

/** The last link each store was found unbroken up to: it need not be checked again for every look. */
const knownOf = new WeakMap<Store, { number: number; hash: Buffer; at: Date }>()
/** Where nothing is known yet: so many links back, and the daily check sees the rest. */
const TAIL_LINKS = 200

/** Until when the record is surely unbroken, quickly: what came since the last look is checked. */
export async function unbrokenUntil({ store }: Pick<Deps, 'store'>): Promise<Pick<Verified, 'through' | 'damage'>> {
  const source = sourceOf((read) => acrossTenants(store, read))
  const known = knownOf.get(store) ?? (await tailStart(store, source))
  const checked = await verifyTail(source, { vault: store.vault, known })
  if (checked.through && !checked.damage) knownOf.set(store, checked.through)
  return checked
}

async function tailStart(store: Store, source: RecordSource) {
  const last = await acrossTenants(store, lastLink)
  const [first] = await source.linksAfter(Math.max(0, (last?.number ?? 0) - TAIL_LINKS), 1)
  return first && first.number > 1 ? { number: first.number, hash: first.hash, at: first.linkedAt } : undefined
}

function sourceOf(reading: <T>(read: (tx: Db) => Promise<T>) => Promise<T>): RecordSource {
  return {
    linksAfter: (number, limit) => reading((tx) => linksAfter(tx, number, limit)),
    newestDrop: () => reading(newestDrop),
    entriesIn: (ranges, limit) => reading((tx) => entriesIn(tx, ranges, limit)),
    repeatedEntry: () => reading(repeatedEntry),
  }
}
