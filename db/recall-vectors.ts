import { and, desc, eq, gte, inArray, isNull, ne, notExists, or, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { type Message, messagesById } from './messages.ts'
import { memories, messages, recallVectors } from './schema.ts'
import { openBytes, sealBytes } from './seal.ts'

/** Numbers of one message or memory, a byte each. */
export interface RecallVector {
  subjectId: string
  madeAt: Date
  vector: Int8Array
}

const vectorPlace = (subjectId: string) => ({ column: 'recall_vectors.vector', row: subjectId }) as const

/** Sealed with the fan's key; what another model made of this fan goes. */
export async function storeRecallVectors(
  scope: Scope,
  { fanId, model, made }: { fanId: string; model: string; made: RecallVector[] },
): Promise<void> {
  const { tx, tenantId } = scope
  const ofFan = and(eq(recallVectors.tenantId, tenantId), eq(recallVectors.fanId, fanId))
  await tx.delete(recallVectors).where(and(ofFan, ne(recallVectors.model, model)))
  if (made.length === 0) return
  const key = await fanKey(scope, fanId)
  const rows = made.map(({ subjectId, madeAt, vector }) => ({
    subjectId,
    tenantId,
    fanId,
    model,
    madeAt,
    vectorSealed: sealBytes(
      key,
      vectorPlace(subjectId),
      new Uint8Array(vector.buffer, vector.byteOffset, vector.length),
    ),
  }))
  await tx
    .insert(recallVectors)
    .values(rows)
    .onConflictDoUpdate({
      target: recallVectors.subjectId,
      set: { model, vectorSealed: sql`excluded.vector_sealed`, madeAt: sql`excluded.made_at` },
    })
}

/** The latest ones that this model made. */
export async function recallVectorsOf(
  scope: Scope,
  { fanId, model, limit }: { fanId: string; model: string; limit: number },
): Promise<RecallVector[]> {
  const rows = await scope.tx
    .select()
    .from(recallVectors)
    .where(
      and(eq(recallVectors.tenantId, scope.tenantId), eq(recallVectors.fanId, fanId), eq(recallVectors.model, model)),
    )
    .orderBy(desc(recallVectors.subjectId))
    .limit(limit)
  if (rows.length === 0) return []
  const key = await fanKey(scope, fanId)
  return rows.map(({ subjectId, madeAt, vectorSealed }) => {
    const bytes = openBytes(key, vectorPlace(subjectId), vectorSealed)
    return { subjectId, madeAt, vector: new Int8Array(bytes.buffer, bytes.byteOffset, bytes.length) }
  })
}

/** Messages of a fan that this model has not read in their present words, the latest first; none that is never recalled. */
export async function messagesWithoutVector(
  scope: Scope,
  { fanId, model, limit }: { fanId: string; model: string; limit: number },
): Promise<Message[]> {
  const fresh = scope.tx
    .select({ one: sql`1` })
    .from(recallVectors)
    .where(
      and(
        eq(recallVectors.subjectId, messages.id),
        eq(recallVectors.model, model),
        or(isNull(messages.editedAt), sql`${recallVectors.madeAt} >= ${messages.editedAt}`),
      ),
    )
  const rows = await scope.tx
    .select({ id: messages.id })
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, scope.tenantId),
        eq(messages.fanId, fanId),
        isNull(messages.deletedAt),
        eq(messages.notRecalled, false),
        notExists(fresh),
      ),
    )
    .orderBy(desc(messages.sentAt))
    .limit(limit)
  return messagesById(
    scope,
    fanId,
    rows.map(({ id }) => id),
  )
}

/** Vectors whose message or memory is gone, was taken back, forgotten, is for people only, or (a memory) changed since. */
export async function dropStaleVectors(scope: Scope, fanId: string): Promise<void> {
  const { tx, tenantId } = scope
  const one = { one: sql`1` }
  const message = tx
    .select(one)
    .from(messages)
    .where(
      and(
        eq(messages.tenantId, tenantId),
        eq(messages.id, recallVectors.subjectId),
        isNull(messages.deletedAt),
        eq(messages.notRecalled, false),
      ),
    )
  const memory = tx
    .select(one)
    .from(memories)
    .where(
      and(
        eq(memories.tenantId, tenantId),
        eq(memories.id, recallVectors.subjectId),
        eq(memories.status, 'active'),
        eq(memories.isPrivate, false),
        gte(recallVectors.madeAt, memories.updatedAt),
      ),
    )
  await tx
    .delete(recallVectors)
    .where(
      and(eq(recallVectors.tenantId, tenantId), eq(recallVectors.fanId, fanId), notExists(message), notExists(memory)),
    )
}

/** Those of certain messages and memories: what they meant is forgotten with them. */
export async function deleteRecallVectors({ tx, tenantId }: Scope, subjectIds: string[]): Promise<void> {
  if (subjectIds.length === 0) return
  await tx
    .delete(recallVectors)
    .where(and(eq(recallVectors.tenantId, tenantId), inArray(recallVectors.subjectId, subjectIds)))
}

/** All of a fan's: what is still there is read anew. */
export async function deleteRecallVectorsOf({ tx, tenantId }: Scope, fanId: string): Promise<void> {
  await tx.delete(recallVectors).where(and(eq(recallVectors.tenantId, tenantId), eq(recallVectors.fanId, fanId)))
}
