import { erasedIds, fanHash, fansByHash, reopenErasure } from '../../db/erasures.ts'
import { newId } from '../../db/ids.ts'
import { acrossTenants, inTenant } from '../../db/scope.ts'
import { eraseRowsNow } from './erase-fan.ts'
import { type LedgerLine, readLedgerLine } from './ledger.ts'

export interface Replayed {
  /** Lines of the ledger that say of somebody that they were erased. */
  erasures: number
  /** Fans whom an older backup had brought back, and who are gone again. */
  forgottenAgain: number
  /** Lines that are not ours: changed, half written, or of another master key. */
  unreadable: number
}

type World = Parameters<typeof eraseRowsNow>[0]

/**
 * Erases again whoever the ledger says was erased and is here all the same, because the database is an older backup. Before
 * anybody is served: rows and key are gone when it returns; cards in chat apps follow as due work.
 * @param everyone looks for every fan of the ledger, also for those whom this database itself knows as erased
 */
export async function replayLedger(
  deps: World,
  { lines, everyone = false }: { lines?: string[]; everyone?: boolean } = {},
): Promise<Replayed> {
  const { store, ledger, log } = deps
  const texts = lines ?? (await ledger.lines())
  const read = texts.map((text) => readLedgerLine(store.vault, text))
  // The last line of an erasure knows most.
  const byId = new Map(read.flatMap((line) => (line ? [[line.id, line] as const] : [])))
  const known = everyone ? new Set<string>() : await acrossTenants(store, (tx) => erasedIds(tx))
  const unknown = [...byId.values()].filter(({ id }) => !known.has(id))
  let forgottenAgain = 0
  for (const [tenantId, ofTenant] of Map.groupBy(unknown, (line) => line.tenantId)) {
    forgottenAgain += await eraseAgain(deps, tenantId, ofTenant)
  }
  const unreadable = read.filter((line) => !line).length
  if (unreadable > 0) log.warn('erasure ledger has lines that are not ours', { lines: unreadable, where: ledger.where })
  return { erasures: byId.size, forgottenAgain, unreadable }
}

async function eraseAgain(deps: World, tenantId: string, lines: LedgerLine[]): Promise<number> {
  const { store, now, log } = deps
  const back = await inTenant(store, tenantId, (scope) =>
    fansByHash(scope, {
      hashes: new Set(lines.map((line) => line.fanHash)),
      // Whoever wrote from there after the erasure is somebody new.
      addresses: new Map(
        lines.flatMap((line) =>
          line.addressHashes.map((hash) => [hash, new Date(line.erasedAt ?? line.askedAt)] as const),
        ),
      ),
    }),
  )
  for (const fan of back) {
    const hash = fanHash(store.vault, tenantId, fan.id)
    const line = lines.find((one) => one.fanHash === hash)
    const erasure = await inTenant(store, tenantId, (scope) =>
      reopenErasure(scope, {
        id: line?.id ?? newId(),
        creatorId: fan.creatorId,
        fanId: fan.id,
        fanHash: hash,
        addressHashes: line?.addressHashes ?? [],
        reason: line?.reason ?? 'backup',
        askedBy: line?.askedBy ?? 'ledger',
        askedByName: line?.askedByName ?? '',
        askedAt: line ? new Date(line.askedAt) : now(),
        dueAt: line ? new Date(line.dueAt) : now(),
        notBefore: now(),
        receipt: { forgotten_again: 1 },
      }),
    )
    await eraseRowsNow(deps, erasure)
    log.info('forgotten again', { tenantId, erasureId: erasure.id })
  }
  await inTenant(store, tenantId, async (scope) => {
    const gone = new Set(back.map(({ id }) => fanHash(store.vault, tenantId, id)))
    for (const line of lines) if (!gone.has(line.fanHash)) await reopenErasure(scope, rowOf(line))
  })
  return back.length
}

/** An erasure that this database does not know of and has nothing left of, so that its receipt is kept here too. */
function rowOf({ format, version, kind, tenantId, ...line }: LedgerLine) {
  const at = (time: string | null) => (time === null ? null : new Date(time))
  const times = { askedAt: new Date(line.askedAt), dueAt: new Date(line.dueAt), notBefore: new Date(line.askedAt) }
  const erasedAt = at(line.erasedAt) ?? times.askedAt
  return { ...line, ...times, fanId: null, state: 'done', erasedAt, doneAt: at(line.doneAt) ?? erasedAt }
}
