import { and, asc, eq, inArray } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { type Draft, draftById } from './drafts.ts'
import { drafts } from './schema.ts'

/** What waits of these fans, without its words. */
export async function openDraftsOfFans(
  { tx, tenantId }: Scope,
  fanIds: string[],
): Promise<Pick<typeof drafts.$inferSelect, 'id' | 'fanId' | 'conversationId' | 'status' | 'waitingSince'>[]> {
  if (fanIds.length === 0) return []
  return tx
    .select({
      id: drafts.id,
      fanId: drafts.fanId,
      conversationId: drafts.conversationId,
      status: drafts.status,
      waitingSince: drafts.waitingSince,
    })
    .from(drafts)
    .where(
      and(eq(drafts.tenantId, tenantId), inArray(drafts.fanId, fanIds), inArray(drafts.status, ['pending', 'held'])),
    )
    .orderBy(asc(drafts.waitingSince))
}

/** Every draft ever made for a fan, oldest first. */
export async function draftsOfFan(scope: Scope, fanId: string): Promise<Draft[]> {
  const rows = await scope.tx
    .select({ id: drafts.id })
    .from(drafts)
    .where(and(eq(drafts.tenantId, scope.tenantId), eq(drafts.fanId, fanId)))
    .orderBy(asc(drafts.createdAt))
  const found = await Promise.all(rows.map(({ id }) => draftById(scope, id)))
  return found.filter((draft) => draft !== undefined)
}
