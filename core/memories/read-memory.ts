import type { Scope } from '../../db/db.ts'
import { messagesById } from '../../db/messages.ts'
import { memoryHere } from './edit-memory.ts'
import { type MemoryLine, memoryLine } from './list-memories.ts'

/** One memory that stands, and whose. @throws CoreError `not-found` for one that was forgotten, corrected or another tenant's */
export async function readMemory(scope: Scope, id: string): Promise<{ memory: MemoryLine; fanId: string }> {
  const memory = await memoryHere(scope, id)
  const { fanId, sourceMessageId } = memory
  const [source] = sourceMessageId ? await messagesById(scope, fanId, [sourceMessageId]) : []
  return { memory: memoryLine(memory, source?.sentAt), fanId }
}
