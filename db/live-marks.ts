import { and, desc, eq, gte, inArray, isNotNull, or, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { conversations, drafts, presences } from './schema.ts'

/** Something an open console shows, and a mark that differs when it looks different. */
export interface LiveMark {
  kind: 'draft' | 'message' | 'presence'
  id: string
  conversationId: string
  fanId: string
  mark: string
}

const MOST_DRAFTS = 300
const LATEST_CONVERSATIONS = 30

/** What changed lately or may change soon: the queue, replies on their way, and the newest conversations. No words. */
export async function liveMarks({ tx, tenantId }: Scope, since: Date): Promise<LiveMark[]> {
  const moving = await tx
    .select({
      id: drafts.id,
      conversationId: drafts.conversationId,
      fanId: drafts.fanId,
      rev: drafts.rev,
      leaseUntil: drafts.leaseUntil,
    })
    .from(drafts)
    .where(
      and(
        eq(drafts.tenantId, tenantId),
        or(
          inArray(drafts.status, ['pending', 'held']),
          and(inArray(drafts.status, ['approved', 'rejected', 'expired']), gte(drafts.waitingSince, since)),
        ),
      ),
    )
    .orderBy(desc(drafts.waitingSince))
    .limit(MOST_DRAFTS)
  const talking = await tx
    .select({
      id: conversations.id,
      fanId: conversations.fanId,
      mark: sql<string>`concat(${conversations.version}, '/', ${conversations.unread}, '/', ${conversations.lastMessageAt})`,
    })
    .from(conversations)
    .where(and(eq(conversations.tenantId, tenantId), isNotNull(conversations.lastMessageAt)))
    .orderBy(desc(conversations.lastMessageAt))
    .limit(LATEST_CONVERSATIONS)
  const looking = await tx
    .select({
      conversationId: presences.conversationId,
      fanId: presences.fanId,
      mark: sql<string>`string_agg(${presences.personId}, ' ' order by ${presences.personId})`,
    })
    .from(presences)
    .where(and(eq(presences.tenantId, tenantId), gte(presences.until, sql`now()`)))
    .groupBy(presences.conversationId, presences.fanId)
  return [
    ...moving.map(({ rev, leaseUntil, ...draft }) => ({
      ...draft,
      kind: 'draft' as const,
      mark: `${rev}/${leaseUntil?.getTime() ?? ''}`,
    })),
    ...looking.map((row) => ({ ...row, kind: 'presence' as const, id: row.conversationId })),
    ...talking.map((row) => ({ ...row, kind: 'message' as const, conversationId: row.id })),
  ]
}
