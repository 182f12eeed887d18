import { and, eq, ne } from 'drizzle-orm'
import { type Begun, type CardState, stateOf } from '../../core/approval/card-state.ts'
import type { Store } from '../../db/db.ts'
import type { DraftStatus } from '../../db/drafts.ts'
import { deliveries, drafts } from '../../db/schema.ts'
import { acrossTenants } from '../../db/scope.ts'

/** What the card of each draft says, as a database holds it after its processes are gone. */
export async function storedCards(store: Pick<Store, 'db'>): Promise<Map<string, CardState>> {
  const { status, attempt, partsSent, inDoubtSince } = deliveries
  const rows = await acrossTenants(store, (tx) =>
    tx
      .select({
        id: drafts.id,
        draft: { status: drafts.status, leaseUntil: drafts.leaseUntil },
        delivery: { status, attempt, partsSent, inDoubtSince },
      })
      .from(drafts)
      .leftJoin(deliveries, and(eq(deliveries.draftId, drafts.id), ne(deliveries.status, 'undone'))),
  )
  const now = new Date()
  return new Map(
    rows.map(({ id, draft, delivery }) => [
      id,
      stateOf({ ...draft, status: draft.status as DraftStatus }, (delivery ?? undefined) as Begun | undefined, now),
    ]),
  )
}
