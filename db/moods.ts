import { and, asc, eq, gte, lt } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { moods } from './schema.ts'
import { openJson, sealJson } from './seal.ts'

/** How one message of a fan sounded. */
export interface Mood {
  id: string
  tenantId: string
  fanId: string
  conversationId: string
  messageId: string
  saidAt: Date
  reading: MoodReading
}

export interface MoodReading {
  label: 'positive' | 'negative' | 'neutral'
  /** 0 to 1. */
  confidence: number
}

const readingPlace = (id: string) => ({ column: 'moods.reading', row: id }) as const

/** One for each message: read again, the later reading stands. */
export async function upsertMood(scope: Scope, mood: Omit<Mood, 'tenantId'>): Promise<void> {
  const { reading, ...row } = mood
  const key = await fanKey(scope, mood.fanId)
  await scope.tx.delete(moods).where(and(eq(moods.tenantId, scope.tenantId), eq(moods.messageId, mood.messageId)))
  await scope.tx
    .insert(moods)
    .values({ ...row, tenantId: scope.tenantId, readingSealed: sealJson(key, readingPlace(row.id), reading) })
}

/** Oldest first. */
export async function moodsOf(
  scope: Scope,
  { fanId, conversationId, since }: { fanId: string; conversationId?: string; since?: Date },
): Promise<Mood[]> {
  const rows = await scope.tx
    .select()
    .from(moods)
    .where(
      and(
        eq(moods.tenantId, scope.tenantId),
        eq(moods.fanId, fanId),
        conversationId ? eq(moods.conversationId, conversationId) : undefined,
        since ? gte(moods.saidAt, since) : undefined,
      ),
    )
    .orderBy(asc(moods.saidAt), asc(moods.id))
  const key = await fanKey(scope, fanId)
  return rows.map(({ readingSealed, ...row }) => ({
    ...row,
    reading: openJson<MoodReading>(key, readingPlace(row.id), readingSealed),
  }))
}

/** @param before older ones go; without it, all of the fan */
export async function deleteMoodsOf({ tx, tenantId }: Scope, fanId: string, before?: Date): Promise<void> {
  await tx
    .delete(moods)
    .where(and(eq(moods.tenantId, tenantId), eq(moods.fanId, fanId), before ? lt(moods.saidAt, before) : undefined))
}
