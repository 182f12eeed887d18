import { and, desc, eq, isNull, or } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { preferences } from './schema.ts'
import { type DataKey, open, openJson, seal, sealJson } from './seal.ts'

type PreferenceRow = typeof preferences.$inferSelect
export type PreferenceStatus = 'proposed' | 'active' | 'refused' | 'retired'
export type Preference = Omit<PreferenceRow, 'ruleSealed' | 'evidenceSealed' | 'status'> & {
  status: PreferenceStatus
  rule: string
  evidence: unknown
}

const rulePlace = (id: string) => ({ column: 'preferences.rule', row: id }) as const
const evidencePlace = (id: string) => ({ column: 'preferences.evidence', row: id }) as const

export async function insertPreference(
  scope: Scope,
  preference: Omit<typeof preferences.$inferInsert, 'tenantId' | 'ruleSealed' | 'evidenceSealed'> & {
    rule: string
    evidence?: unknown
  },
): Promise<void> {
  const { rule, evidence, ...row } = preference
  const key = await keyOf(scope, preference.fanId ?? null)
  await scope.tx.insert(preferences).values({
    ...row,
    tenantId: scope.tenantId,
    ruleSealed: seal(key, rulePlace(preference.id), rule),
    evidenceSealed: evidence === undefined ? null : sealJson(key, evidencePlace(preference.id), evidence),
  })
}

/** What holds for a fan: their own and the creator's for everyone, pinned first. */
export async function preferencesFor(
  scope: Scope,
  of: { creatorId: string; fanId: string },
  status: PreferenceStatus = 'active',
): Promise<Preference[]> {
  return select(
    scope,
    and(
      eq(preferences.creatorId, of.creatorId),
      or(eq(preferences.fanId, of.fanId), isNull(preferences.fanId)),
      eq(preferences.status, status),
    ),
  )
}

/** Everything known of one fan, of any status: for the fan page and the export. */
export async function preferencesOfFan(scope: Scope, fanId: string): Promise<Preference[]> {
  return select(scope, eq(preferences.fanId, fanId))
}

/** What holds for every fan of a creator, of any status. */
export async function preferencesOfCreator(scope: Scope, creatorId: string): Promise<Preference[]> {
  return select(scope, and(eq(preferences.creatorId, creatorId), isNull(preferences.fanId)))
}

export async function preferenceById(scope: Scope, id: string): Promise<Preference | undefined> {
  const [found] = await select(scope, eq(preferences.id, id))
  return found
}

export async function updatePreference(
  scope: Scope,
  preference: Pick<Preference, 'id' | 'fanId'>,
  change: Partial<Pick<PreferenceRow, 'kind' | 'isPinned' | 'author' | 'updatedAt'>> & {
    rule?: string
    evidence?: unknown
    status?: PreferenceStatus
  },
): Promise<Preference | undefined> {
  const { rule, evidence, ...plain } = change
  const key = await keyOf(scope, preference.fanId)
  const [row] = await scope.tx
    .update(preferences)
    .set({
      ...plain,
      ...(rule === undefined ? {} : { ruleSealed: seal(key, rulePlace(preference.id), rule) }),
      ...(evidence === undefined ? {} : { evidenceSealed: sealJson(key, evidencePlace(preference.id), evidence) }),
    })
    .where(and(eq(preferences.tenantId, scope.tenantId), eq(preferences.id, preference.id)))
    .returning()
  return row && openPreference(key, row)
}

async function select(scope: Scope, where: ReturnType<typeof and>): Promise<Preference[]> {
  const rows = await scope.tx
    .select()
    .from(preferences)
    .where(and(eq(preferences.tenantId, scope.tenantId), where))
    .orderBy(desc(preferences.isPinned), desc(preferences.updatedAt))
  return Promise.all(rows.map(async (row) => openPreference(await keyOf(scope, row.fanId), row)))
}

async function keyOf(scope: Scope, fanId: string | null): Promise<DataKey> {
  return fanId ? fanKey(scope, fanId) : scope.vault.tenantKey(scope.tenantId)
}

function openPreference(key: DataKey, { ruleSealed, evidenceSealed, ...row }: PreferenceRow): Preference {
  return {
    ...row,
    status: row.status as PreferenceStatus,
    rule: open(key, rulePlace(row.id), ruleSealed),
    evidence: evidenceSealed ? openJson(key, evidencePlace(row.id), evidenceSealed) : undefined,
  }
}

/** Forgets the rules for one fan; those for everyone stay. @returns how many there were, of any status */
export async function deletePreferencesOf({ tx, tenantId }: Scope, fanId: string): Promise<number> {
  const rows = await tx
    .delete(preferences)
    .where(and(eq(preferences.tenantId, tenantId), eq(preferences.fanId, fanId)))
    .returning({ id: preferences.id })
  return rows.length
}

/** Forgets the rules of a creator for everyone. */
export async function deletePreferencesOfCreator({ tx, tenantId }: Scope, creatorId: string): Promise<void> {
  await tx.delete(preferences).where(and(eq(preferences.tenantId, tenantId), eq(preferences.creatorId, creatorId)))
}
