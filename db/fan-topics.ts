import { and, asc, eq } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { newId } from './ids.ts'
import { fanTopics } from './schema.ts'

export type FanTopic = typeof fanTopics.$inferSelect
type Where = { fanId: string; desk: string; place: string }

const at = (tenantId: string, { fanId, desk, place }: Where) =>
  and(
    eq(fanTopics.tenantId, tenantId),
    eq(fanTopics.fanId, fanId),
    eq(fanTopics.desk, desk),
    eq(fanTopics.place, place),
  )

/** The topic in which this fan's cards stand at a place; undefined when there is none yet. */
export async function fanTopicAt({ tx, tenantId }: Scope, where: Where): Promise<string | undefined> {
  const [row] = await tx.select().from(fanTopics).where(at(tenantId, where))
  return row?.topicId
}

/** @returns the topic that counts: of two that were made at the same moment, the first */
export async function keepFanTopic(
  { tx, tenantId }: Scope,
  { topicId, now, ...where }: Where & { topicId: string; now: Date },
): Promise<string> {
  await tx
    .insert(fanTopics)
    .values({ ...where, id: newId(), tenantId, topicId, createdAt: now })
    .onConflictDoNothing()
  const [row] = await tx.select().from(fanTopics).where(at(tenantId, where))
  return row?.topicId ?? topicId
}

/** Somebody deleted it. Only this very one: another process may have made the next already. */
export async function dropFanTopic(
  { tx, tenantId }: Scope,
  { topicId, ...where }: Where & { topicId: string },
): Promise<void> {
  await tx.delete(fanTopics).where(and(at(tenantId, where), eq(fanTopics.topicId, topicId)))
}

/** The chat is another one now: none of its topics is there. */
export async function dropTopicsAt(
  { tx, tenantId }: Scope,
  { desk, place }: Pick<Where, 'desk' | 'place'>,
): Promise<void> {
  await tx
    .delete(fanTopics)
    .where(and(eq(fanTopics.tenantId, tenantId), eq(fanTopics.desk, desk), eq(fanTopics.place, place)))
}

export async function topicsOfFan({ tx, tenantId }: Scope, fanId: string): Promise<FanTopic[]> {
  return tx
    .select()
    .from(fanTopics)
    .where(and(eq(fanTopics.tenantId, tenantId), eq(fanTopics.fanId, fanId)))
    .orderBy(asc(fanTopics.createdAt))
}
