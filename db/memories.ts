import { and, desc, eq, sql } from 'drizzle-orm'
import type { Scope } from './db.ts'
import { fanKey } from './fan-keys.ts'
import { touchFan } from './fans.ts'
import { memories } from './schema.ts'
import { type DataKey, open, seal } from './seal.ts'

type MemoryRow = typeof memories.$inferSelect
export type Memory = Omit<MemoryRow, 'factSealed' | 'quoteSealed' | 'valueSealed'> & {
  fact: string
  quote: string | undefined
  /** The thing itself: "Bruno" of "has a dog called Bruno". */
  value: string | undefined
}

export const factPlace = (id: string) => ({ column: 'memories.fact', row: id }) as const
const quotePlace = (id: string) => ({ column: 'memories.quote', row: id }) as const
const valuePlace = (id: string) => ({ column: 'memories.value', row: id }) as const

/** @returns it as it was stored, and the fan's `rev` with it; undefined when there is one of this id already */
export async function insertMemory(
  scope: Scope,
  memory: Omit<typeof memories.$inferInsert, 'tenantId' | 'factSealed' | 'quoteSealed' | 'valueSealed'> & {
    fact: string
    quote?: string | undefined
    value?: string | undefined
  },
): Promise<{ memory: Memory; rev: number | undefined } | undefined> {
  const { fact, quote, value, ...row } = memory
  const key = await fanKey(scope, memory.fanId)
  const [stored] = await scope.tx
    .insert(memories)
    .values({
      ...row,
      tenantId: scope.tenantId,
      factSealed: seal(key, factPlace(memory.id), fact),
      quoteSealed: quote === undefined ? null : seal(key, quotePlace(memory.id), quote),
      valueSealed: value === undefined ? null : seal(key, valuePlace(memory.id), value),
    })
    .onConflictDoNothing({ target: memories.id })
    .returning()
  if (!stored) return undefined
  const { factSealed, quoteSealed, valueSealed, ...plain } = stored
  return { memory: { ...plain, fact, quote, value }, rev: await touchFan(scope, memory.fanId) }
}

/** Active ones, pinned first, latest seen first. */
export async function memoriesOf(scope: Scope, fanId: string): Promise<Memory[]> {
  return selectMemories(scope, fanId, 'active')
}

/** Where a memory stands in that order. */
export type MemoryPlace = Pick<Memory, 'isPinned' | 'lastSeenAt' | 'id'>

/** A piece of the same list. @param after the last one of the piece before */
export async function memoriesAfter(
  scope: Scope,
  fanId: string,
  { limit, after }: { limit: number; after: MemoryPlace | undefined },
): Promise<Memory[]> {
  const beyond =
    after &&
    sql`(${memories.isPinned}, date_trunc('milliseconds', ${memories.lastSeenAt}), ${memories.id}) < (${after.isPinned}, ${after.lastSeenAt.toISOString()}::timestamptz, ${after.id}::uuid)`
  const rows = await scope.tx
    .select()
    .from(memories)
    .where(and(eq(memories.tenantId, scope.tenantId), eq(memories.fanId, fanId), eq(memories.status, 'active'), beyond))
    .orderBy(desc(memories.isPinned), desc(sql`date_trunc('milliseconds', ${memories.lastSeenAt})`), desc(memories.id))
    .limit(limit)
  const key = await fanKey(scope, fanId)
  return rows.map((row) => openMemory(key, row))
}

/** With those that were superseded or retracted: for export. */
export async function allMemoriesOf(scope: Scope, fanId: string): Promise<Memory[]> {
  return selectMemories(scope, fanId)
}

export async function memoryById(scope: Scope, id: string): Promise<Memory | undefined> {
  const [row] = await scope.tx
    .select()
    .from(memories)
    .where(and(eq(memories.tenantId, scope.tenantId), eq(memories.id, id)))
  return row && openMemory(await fanKey(scope, row.fanId), row)
}

export async function updateMemory(
  scope: Scope,
  memory: Pick<Memory, 'id' | 'fanId'>,
  change: Partial<Omit<MemoryRow, 'id' | 'tenantId' | 'fanId' | 'factSealed' | 'quoteSealed' | 'valueSealed'>> & {
    fact?: string
    value?: string
  },
): Promise<Memory | undefined> {
  const { fact, value, ...plain } = change
  const key = await fanKey(scope, memory.fanId)
  const [row] = await scope.tx
    .update(memories)
    .set({
      ...plain,
      ...(fact === undefined ? {} : { factSealed: seal(key, factPlace(memory.id), fact) }),
      ...(value === undefined ? {} : { valueSealed: seal(key, valuePlace(memory.id), value) }),
    })
    .where(and(eq(memories.tenantId, scope.tenantId), eq(memories.id, memory.id), eq(memories.fanId, memory.fanId)))
    .returning()
  if (!row) return undefined
  await touchFan(scope, memory.fanId)
  return openMemory(key, row)
}

/** Changes what a machine wrote and nobody has touched since; a person's words and what no longer stands are left alone. */
export async function updateMachineMemory(
  scope: Scope,
  { id, fanId }: Pick<Memory, 'id' | 'fanId'>,
  change: Partial<
    Pick<
      MemoryRow,
      'status' | 'supersededBy' | 'validTo' | 'retractedAt' | 'timesSeen' | 'confidence' | 'lastSeenAt' | 'updatedAt'
    >
  >,
): Promise<void> {
  await scope.tx
    .update(memories)
    .set(change)
    .where(
      and(
        eq(memories.tenantId, scope.tenantId),
        eq(memories.id, id),
        eq(memories.author, 'machine'),
        eq(memories.status, 'active'),
      ),
    )
  await touchFan(scope, fanId)
}

export async function deleteMemory(scope: Scope, memory: Pick<Memory, 'id' | 'fanId'>): Promise<void> {
  await scope.tx.delete(memories).where(and(eq(memories.tenantId, scope.tenantId), eq(memories.id, memory.id)))
  await touchFan(scope, memory.fanId)
}

async function selectMemories(scope: Scope, fanId: string, status?: string): Promise<Memory[]> {
  const rows = await scope.tx
    .select()
    .from(memories)
    .where(
      and(
        eq(memories.tenantId, scope.tenantId),
        eq(memories.fanId, fanId),
        status ? eq(memories.status, status) : undefined,
      ),
    )
    .orderBy(desc(memories.isPinned), desc(memories.lastSeenAt), desc(memories.id))
  const key = await fanKey(scope, fanId)
  return rows.map((row) => openMemory(key, row))
}

function openMemory(key: DataKey, { factSealed, quoteSealed, valueSealed, ...row }: MemoryRow): Memory {
  return {
    ...row,
    fact: open(key, factPlace(row.id), factSealed),
    quote: quoteSealed ? open(key, quotePlace(row.id), quoteSealed) : undefined,
    value: valueSealed ? open(key, valuePlace(row.id), valueSealed) : undefined,
  }
}

/** Forgets everything learned about a fan. @returns how many memories there were, of any status */
export async function deleteMemoriesOf(scope: Scope, fanId: string): Promise<number> {
  const rows = await scope.tx
    .delete(memories)
    .where(and(eq(memories.tenantId, scope.tenantId), eq(memories.fanId, fanId)))
    .returning({ id: memories.id })
  await touchFan(scope, fanId)
  return rows.length
}
