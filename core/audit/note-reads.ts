import type { AuditPurpose } from '../../db/audit-seal.ts'
import { noteAccess } from '../../db/audit-writer.ts'
import type { Actor } from '../actor.ts'
import type { Deps } from '../deps.ts'

/** What an open page redraws by itself is one look a minute. */
const LIST_LOOK_MS = 60_000

export interface Read {
  /** noun.verb: fan.read, memory.list */
  action: string
  /** Whose data was read; an entry for each. */
  fanIds: readonly string[]
  purpose?: AuditPurpose
  subjectId?: string
  /** A list that pages redraw by themselves: equal looks of a minute are one entry and their number, not of a second. */
  isList?: boolean
}

/**
 * Waits until it is on record that this person has read this. Call it after the read and before the answer; never inside a
 * transaction. No answer with a fan's words leaves without it: a test walks every route.
 */
export async function noteReads(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  { tenantId, actor }: { tenantId: string; actor: Actor },
  { fanIds, isList, ...read }: Read,
): Promise<void> {
  const happenedAt = now()
  const looks = [...new Set(fanIds)].map((fanId) =>
    noteAccess(store, tenantId, { ...read, actor, fanId, happenedAt }, isList ? LIST_LOOK_MS : undefined),
  )
  await Promise.all(looks)
}
