import type { Scope } from '../../db/db.ts'
import { type Erasure, type ErasureState, erasureById, erasuresOf } from '../../db/erasures.ts'
import { CoreError } from '../errors.ts'
import type { ErasureReason } from './ask-erasure.ts'

/** Oblivion as people see it: how far it is, when it must be done, and afterwards what went. Never whose it was. */
export interface ErasureLine {
  id: string
  /** Until it is done. */
  fanId: string | undefined
  /** The fingerprint: the same on the receipt, in the ledger and here, so that one can be found by another. */
  mark: string
  reason: ErasureReason
  /** The person who asked; undefined: the fan, or their silence. */
  askedBy: string | undefined
  askedAt: Date
  dueAt: Date
  /** When it begins by itself at the latest. */
  beginsAt: Date
  state: ErasureState
  steps: Record<string, string>
  /** How many rows of which table went, and what became of the cards in chat apps. */
  receipt: Record<string, number>
  problem: string | undefined
  erasedAt: Date | undefined
  doneAt: Date | undefined
}

const MOST = 200

export async function listErasures(scope: Scope): Promise<ErasureLine[]> {
  return (await erasuresOf(scope, MOST)).map(erasureLine)
}

export async function readErasure(scope: Scope, id: string): Promise<ErasureLine> {
  const found = await erasureById(scope, id)
  if (!found) throw new CoreError('not-found', 'There is no such erasure here.')
  return erasureLine(found)
}

export function erasureLine(row: Erasure): ErasureLine {
  return {
    id: row.id,
    fanId: row.fanId ?? undefined,
    mark: row.fanHash,
    reason: row.reason as ErasureReason,
    askedBy: row.reason === 'person' ? row.askedByName : undefined,
    askedAt: row.askedAt,
    dueAt: row.dueAt,
    beginsAt: row.notBefore,
    state: row.state as ErasureState,
    steps: row.steps,
    receipt: row.receipt,
    problem: row.problem ?? undefined,
    erasedAt: row.erasedAt ?? undefined,
    doneAt: row.doneAt ?? undefined,
  }
}
