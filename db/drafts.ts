import { and, asc, desc, eq, gte, inArray, lte, max, or, sql } from 'drizzle-orm'
import type { Db, Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { drafts, draftVersions } from './schema.ts'
import { open, openJson, seal, sealJson } from './seal.ts'

type DraftRow = typeof drafts.$inferSelect
type VersionRow = typeof draftVersions.$inferSelect

export type DraftStatus = 'pending' | 'held' | 'approved' | 'rejected' | 'superseded' | 'expired'
export type Draft = Omit<DraftRow, 'reasonSealed' | 'status'> & {
  status: DraftStatus
  reason: string | undefined
}
/** `notes` is whatever the draft stage stored: see `core/draft/draft-notes.ts`. */
export type DraftVersion<Notes = unknown> = Omit<VersionRow, 'textSealed' | 'notesSealed'> & {
  text: string
  notes: Notes
}

const reasonPlace = (id: string) => ({ column: 'drafts.reason', row: id }) as const
const textPlace = (id: string, version: number) => ({ column: 'draft_versions.text', row: `${id}/${version}` }) as const
export const notesPlace = (id: string, version: number) =>
  ({ column: 'draft_versions.notes', row: `${id}/${version}` }) as const

export async function insertDraft(
  scope: Scope,
  draft: Omit<typeof drafts.$inferInsert, 'tenantId' | 'reasonSealed'>,
): Promise<void> {
  await scope.tx.insert(drafts).values({ ...draft, tenantId: scope.tenantId })
}

export async function insertDraftVersion(
  scope: Scope,
  version: Omit<typeof draftVersions.$inferInsert, 'tenantId' | 'textSealed' | 'notesSealed'> & {
    text: string
    notes: unknown
  },
): Promise<void> {
  const { text, notes, ...row } = version
  const key = await fanKey(scope, version.fanId)
  await scope.tx.insert(draftVersions).values({
    ...row,
    tenantId: scope.tenantId,
    textSealed: seal(key, textPlace(version.draftId, version.version), text),
    notesSealed: sealJson(key, notesPlace(version.draftId, version.version), notes),
  })
}

export async function draftById(scope: Scope, id: string): Promise<Draft | undefined> {
  const [row] = await scope.tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.id, id)))
  return row && openDraft(scope, row)
}

/** Like `draftById`, and nobody else can change it until this transaction ends. */
export async function lockDraft(scope: Scope, id: string): Promise<Draft | undefined> {
  const [row] = await scope.tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.id, id)))
    .for('update')
  return row && openDraft(scope, row)
}

export async function openDraftOf(scope: Scope, conversationId: string): Promise<Draft | undefined> {
  const [row] = await scope.tx
    .select()
    .from(drafts)
    .where(
      and(eq(drafts.tenantId, scope.tenantId), eq(drafts.conversationId, conversationId), inArray(drafts.status, OPEN)),
    )
  return row && openDraft(scope, row)
}

/** Newest first. */
export async function draftsOfConversation(scope: Scope, conversationId: string, limit: number): Promise<Draft[]> {
  const rows = await scope.tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.conversationId, conversationId)))
    .orderBy(desc(drafts.createdAt))
    .limit(limit)
  return Promise.all(rows.map((row) => openDraft(scope, row)))
}

/** Longest waiting first. */
export async function draftsByStatus(scope: Scope, statuses: DraftStatus[], limit: number): Promise<Draft[]> {
  const rows = await scope.tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), inArray(drafts.status, statuses)))
    .orderBy(asc(drafts.waitingSince))
    .limit(limit)
  return Promise.all(rows.map((row) => openDraft(scope, row)))
}

/** Decided by a person, latest first. */
export async function draftsDecidedSince(scope: Scope, since: Date, limit: number): Promise<Draft[]> {
  const rows = await scope.tx
    .select()
    .from(drafts)
    .where(
      and(
        eq(drafts.tenantId, scope.tenantId),
        inArray(drafts.status, ['approved', 'rejected']),
        gte(drafts.decidedAt, since),
      ),
    )
    .orderBy(desc(drafts.decidedAt))
    .limit(limit)
  return Promise.all(rows.map((row) => openDraft(scope, row)))
}

export async function draftVersion<Notes>(
  scope: Scope,
  draft: Pick<Draft, 'id' | 'fanId'>,
  version: number,
): Promise<DraftVersion<Notes> | undefined> {
  const [row] = await scope.tx
    .select()
    .from(draftVersions)
    .where(
      and(
        eq(draftVersions.tenantId, scope.tenantId),
        eq(draftVersions.draftId, draft.id),
        eq(draftVersions.version, version),
      ),
    )
  return row && openVersion<Notes>(scope, row)
}

/** The highest number a version of this draft has. */
export async function latestVersion({ tx, tenantId }: Scope, draftId: string): Promise<number> {
  const [row] = await tx
    .select({ version: max(draftVersions.version) })
    .from(draftVersions)
    .where(and(eq(draftVersions.tenantId, tenantId), eq(draftVersions.draftId, draftId)))
  return row?.version ?? 0
}

export async function draftsById(scope: Scope, ids: string[]): Promise<Draft[]> {
  if (ids.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), inArray(drafts.id, ids)))
  return Promise.all(rows.map((row) => openDraft(scope, row)))
}

/** First version first. */
export async function draftVersionsOf<Notes>(
  scope: Scope,
  draft: Pick<Draft, 'id' | 'fanId'>,
): Promise<DraftVersion<Notes>[]> {
  return versionsOfDrafts<Notes>(scope, [draft.id])
}

/** Of many drafts at once; of each draft the first version first. */
export async function versionsOfDrafts<Notes>(scope: Scope, draftIds: string[]): Promise<DraftVersion<Notes>[]> {
  if (draftIds.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(draftVersions)
    .where(and(eq(draftVersions.tenantId, scope.tenantId), inArray(draftVersions.draftId, draftIds)))
    .orderBy(asc(draftVersions.version))
  return Promise.all(rows.map((row) => openVersion<Notes>(scope, row)))
}

/** The texts ever drafted for a fan, newest first: a draft must not repeat one. */
export async function textsDraftedFor(scope: Scope, fanId: string, limit: number): Promise<string[]> {
  const rows = await scope.tx
    .select()
    .from(draftVersions)
    .where(and(eq(draftVersions.tenantId, scope.tenantId), eq(draftVersions.fanId, fanId)))
    .orderBy(desc(draftVersions.createdAt))
    .limit(limit)
  const key = await fanKey(scope, fanId)
  return rows.map((row) => open(key, textPlace(row.draftId, row.version), row.textSealed))
}

/** Changes a draft that is still in one of `from`, and says so to every card. Undefined to the one who came second. */
export async function moveDraft(
  scope: Scope,
  id: string,
  from: DraftStatus[],
  change: Partial<Omit<DraftRow, 'id' | 'tenantId' | 'fanId' | 'reasonSealed' | 'rev' | 'status'>> & {
    status?: DraftStatus
    /** Of whom the draft is about; null takes it back. */
    reason?: { fanId: string; words: string } | null
  },
): Promise<Draft | undefined> {
  const { reason, ...plain } = change
  const reasonSealed = reason && seal(await fanKey(scope, reason.fanId), reasonPlace(id), reason.words)
  const [row] = await scope.tx
    .update(drafts)
    .set({ ...plain, ...(reason === undefined ? {} : { reasonSealed }), rev: sql`${drafts.rev} + 1` })
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.id, id), inArray(drafts.status, from)))
    .returning()
  return row && openDraft(scope, row)
}

/** Something that a card shows changed elsewhere: its delivery, for instance. */
export async function touchDraft({ tx, tenantId }: Scope, id: string): Promise<void> {
  await tx
    .update(drafts)
    .set({ rev: sql`${drafts.rev} + 1` })
    .where(and(eq(drafts.tenantId, tenantId), eq(drafts.id, id)))
}

/** Held drafts whose hour has come, and pending ones that waited too long. */
export async function dueDrafts(tx: Db, now: Date, limit: number) {
  return tx
    .select({ id: drafts.id, tenantId: drafts.tenantId, status: drafts.status })
    .from(drafts)
    .where(
      or(
        and(eq(drafts.status, 'held'), lte(drafts.heldUntil, now)),
        and(eq(drafts.status, 'pending'), lte(drafts.expiresAt, now)),
      ),
    )
    .limit(limit)
}

export const OPEN: DraftStatus[] = ['pending', 'held']

/** A row with its sealed words opened. */
export async function openDraft(scope: Scope, { reasonSealed, ...row }: DraftRow): Promise<Draft> {
  return {
    ...row,
    status: row.status as DraftStatus,
    reason: reasonSealed ? open(await fanKey(scope, row.fanId), reasonPlace(row.id), reasonSealed) : undefined,
  }
}

async function openVersion<Notes>(scope: Scope, row: VersionRow): Promise<DraftVersion<Notes>> {
  const { textSealed, notesSealed, ...plain } = row
  const key = await fanKey(scope, row.fanId)
  return {
    ...plain,
    text: open(key, textPlace(row.draftId, row.version), textSealed),
    notes: openJson<Notes>(key, notesPlace(row.draftId, row.version), notesSealed),
  }
}
