import { and, asc, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { createFanKey, fanKey, fanKeysOf } from './fan-keys.ts'
import { fans } from './schema.ts'
import { type DataKey, open, openJson, seal, sealJson } from './seal.ts'

const DAY_MS = 86_400_000

type FanRow = typeof fans.$inferSelect

export interface FanProfile {
  tags?: string[]
  /** For people only; no draft ever sees it. */
  privateNote?: string
  /** For drafts: "he hates being called babe". */
  instruction?: string
  /** IANA name, when known. */
  timeZone?: string
}

/** What stands beside the score: see `core/engagement/engagement-score.ts`. */
export interface Engagement {
  /** Each part of the score, 0 to 1. */
  parts: Record<string, number>
  /** The scores of the last weeks, oldest first. */
  history: { at: string; score: number }[]
  /** Why the fan is thought to drift away, in the console's two languages. */
  drifting?: { en: string; fr: string }
}

export type Fan = Omit<FanRow, 'nameSealed' | 'profileSealed' | 'engagementSealed' | 'keptReasonSealed'> & {
  name: string
  profile: FanProfile
  engagement: Engagement | undefined
  /** Why a person kept this silent fan. */
  keptReason: string | undefined
}

const namePlace = (id: string) => ({ column: 'fans.name', row: id }) as const
const profilePlace = (id: string) => ({ column: 'fans.profile', row: id }) as const
export const engagementPlace = (id: string) => ({ column: 'fans.engagement', row: id }) as const
const keptReasonPlace = (id: string) => ({ column: 'fans.kept_reason', row: id }) as const

export async function insertFan(
  scope: Scope,
  fan: Omit<typeof fans.$inferInsert, 'tenantId' | 'nameSealed' | 'profileSealed' | 'engagementSealed'> & {
    name: string
    profile?: FanProfile
  },
): Promise<void> {
  const { name, profile, ...row } = fan
  // The key refers to the row and the row is sealed with the key: the row comes first, unnamed for a moment.
  await scope.tx.insert(fans).values({
    ...row,
    tenantId: scope.tenantId,
    nameSealed: Buffer.alloc(0),
    engagementDueAt: row.engagementDueAt ?? new Date(fan.firstSeenAt.getTime() + DAY_MS),
  })
  await createFanKey(scope, fan.id, fan.firstSeenAt)
  const key = await fanKey(scope, fan.id)
  await scope.tx
    .update(fans)
    .set({
      nameSealed: seal(key, namePlace(fan.id), name),
      profileSealed: profile ? sealJson(key, profilePlace(fan.id), profile) : null,
    })
    .where(and(eq(fans.tenantId, scope.tenantId), eq(fans.id, fan.id)))
}

export async function fanById(scope: Scope, id: string): Promise<Fan | undefined> {
  const [fan] = await fansById(scope, [id])
  return fan
}

export async function fansById(scope: Scope, ids: string[]): Promise<Fan[]> {
  if (ids.length === 0) return []
  const rows = await scope.tx
    .select()
    .from(fans)
    .where(and(eq(fans.tenantId, scope.tenantId), inArray(fans.id, ids)))
  return openFans(scope, rows)
}

/** Latest seen first. @param limit how many at most */
export async function fansOf(scope: Scope, creatorId: string, limit: number): Promise<Fan[]> {
  const rows = await scope.tx
    .select()
    .from(fans)
    .where(and(eq(fans.tenantId, scope.tenantId), eq(fans.creatorId, creatorId)))
    .orderBy(desc(fans.lastSeenAt))
    .limit(limit)
  return openFans(scope, rows)
}

export async function updateFan(
  scope: Scope,
  id: string,
  change: Partial<
    Pick<FanRow, 'language' | 'inCare' | 'isMuted' | 'lastSeenAt' | 'memoryOff' | 'forgetOn' | 'keptAt' | 'keptBy'>
  > & {
    name?: string
    profile?: FanProfile
    keptReason?: string
  },
): Promise<void> {
  const { name, profile, keptReason, ...plain } = change
  const key = await fanKey(scope, id)
  await scope.tx
    .update(fans)
    .set({
      ...plain,
      ...(name === undefined ? {} : { nameSealed: seal(key, namePlace(id), name) }),
      ...(profile === undefined ? {} : { profileSealed: sealJson(key, profilePlace(id), profile) }),
      ...(keptReason === undefined ? {} : { keptReasonSealed: seal(key, keptReasonPlace(id), keptReason) }),
      rev: sql`${fans.rev} + 1`,
    })
    .where(and(eq(fans.tenantId, scope.tenantId), eq(fans.id, id)))
}

/** Whose silence will have lasted long enough, the nearest first. */
export async function fansToForget(scope: Scope, limit: number): Promise<Fan[]> {
  const rows = await scope.tx
    .select()
    .from(fans)
    .where(and(eq(fans.tenantId, scope.tenantId), isNotNull(fans.forgetOn)))
    .orderBy(asc(fans.forgetOn))
    .limit(limit)
  return openFans(scope, rows)
}

/** Says that something to recall was added or changed. @returns the fan's `rev` with it */
export async function touchFan({ tx, tenantId }: Scope, id: string, seenAt?: Date): Promise<number | undefined> {
  const [row] = await tx
    .update(fans)
    .set({
      rev: sql`${fans.rev} + 1`,
      ...(seenAt ? { lastSeenAt: sql`greatest(${fans.lastSeenAt}, ${seenAt.toISOString()}::timestamptz)` } : {}),
    })
    .where(and(eq(fans.tenantId, tenantId), eq(fans.id, id)))
    .returning({ rev: fans.rev })
  return row?.rev
}

/** Removes the fan, the key and everything that hangs on them. */
export async function deleteFan({ tx, tenantId, vault }: Scope, id: string): Promise<void> {
  vault.fanKeys.delete(`${tenantId}/${id}`)
  await tx.delete(fans).where(and(eq(fans.tenantId, tenantId), eq(fans.id, id)))
}

async function openFans(scope: Scope, rows: FanRow[]): Promise<Fan[]> {
  const keys = await fanKeysOf(
    scope,
    rows.map((row) => row.id),
  )
  return rows.flatMap((row) => {
    const key = keys.get(row.id)
    return key ? [openFan(key, row)] : []
  })
}

function openFan(key: DataKey, { nameSealed, profileSealed, engagementSealed, keptReasonSealed, ...row }: FanRow): Fan {
  return {
    ...row,
    name: open(key, namePlace(row.id), nameSealed),
    profile: profileSealed ? openJson<FanProfile>(key, profilePlace(row.id), profileSealed) : {},
    engagement: engagementSealed ? openJson<Engagement>(key, engagementPlace(row.id), engagementSealed) : undefined,
    keptReason: keptReasonSealed ? open(key, keptReasonPlace(row.id), keptReasonSealed) : undefined,
  }
}
