import { and, desc, eq, inArray, lt, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import type { Draft } from './drafts.ts'
import { fanKey } from './fan-keys.ts'
import { newId } from './ids.ts'
import { drafts, halfWritten } from './schema.ts'
import { open, seal } from './seal.ts'

type Row = typeof halfWritten.$inferSelect
/** What one person typed for a draft and has not put up. */
export type HalfWritten = Omit<Row, 'textSealed'> & { text: string }

/** The place under which such words have always been sealed, so that those of an older database still open. */
const textPlace = (id: string) => ({ column: 'drafts.editing', row: id }) as const

/**
 * Keeps what a person has typed so far, in place of what they had typed before; an empty text takes it away. The caller holds
 * the draft's lock. Nobody else's words are touched.
 */
export async function keepHalfWritten(
  scope: Scope,
  draft: Pick<Draft, 'id' | 'fanId'>,
  by: { personId: string; personName: string; via: string; text: string; now: Date },
): Promise<void> {
  const { text, now, personId, ...person } = by
  const theirs = and(
    eq(halfWritten.tenantId, scope.tenantId),
    eq(halfWritten.draftId, draft.id),
    eq(halfWritten.personId, personId),
  )
  if (!text) {
    await scope.tx.delete(halfWritten).where(theirs)
    return
  }
  const [before] = await scope.tx.select({ id: halfWritten.id }).from(halfWritten).where(theirs)
  const id = before?.id ?? newId()
  const textSealed = seal(await fanKey(scope, draft.fanId), textPlace(id), text)
  if (before) {
    await scope.tx
      .update(halfWritten)
      .set({ ...person, textSealed, writtenAt: now })
      .where(theirs)
    return
  }
  await scope.tx.insert(halfWritten).values({
    id,
    tenantId: scope.tenantId,
    fanId: draft.fanId,
    draftId: draft.id,
    personId,
    ...person,
    textSealed,
    writtenAt: now,
  })
}

/** Of many drafts at once; latest first. */
export async function halfWrittenOf(scope: Scope, draftIds: string[]): Promise<HalfWritten[]> {
  if (draftIds.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(halfWritten)
    .where(and(eq(halfWritten.tenantId, scope.tenantId), inArray(halfWritten.draftId, draftIds)))
    .orderBy(desc(halfWritten.writtenAt))
  return Promise.all(rows.map((row) => opened(scope, row)))
}

/** All that is kept of a fan's drafts, latest first. */
export async function halfWrittenOfFan(scope: Scope, fanId: string): Promise<HalfWritten[]> {
  const rows = await scope.tx
    .select()
    .from(halfWritten)
    .where(and(eq(halfWritten.tenantId, scope.tenantId), eq(halfWritten.fanId, fanId)))
    .orderBy(desc(halfWritten.writtenAt))
  return Promise.all(rows.map((row) => opened(scope, row)))
}

/** Another draft takes the place of this one: what people had begun goes with it. */
export async function moveHalfWritten({ tx, tenantId }: Scope, from: string, to: string): Promise<void> {
  await tx
    .update(halfWritten)
    .set({ draftId: to })
    .where(and(eq(halfWritten.tenantId, tenantId), eq(halfWritten.draftId, from)))
}

/** Takes away what was left over for drafts that were settled before this time, in every tenant. */
export async function forgetHalfWritten(tx: Db, before: Date): Promise<{ id: string }[]> {
  const settled = tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(
      and(
        inArray(drafts.status, ['approved', 'rejected', 'expired', 'superseded']),
        // One that the fan overtook keeps them until its own day is over: the draft that takes its place gets them.
        lt(
          sql`case when ${drafts.status} in ('approved', 'rejected') then ${drafts.decidedAt} else ${drafts.expiresAt} end`,
          before,
        ),
      ),
    )
  return tx.delete(halfWritten).where(inArray(halfWritten.draftId, settled)).returning({ id: halfWritten.id })
}

async function opened(scope: Scope, { textSealed, ...row }: Row): Promise<HalfWritten> {
  return { ...row, text: open(await fanKey(scope, row.fanId), textPlace(row.id), textSealed) }
}
