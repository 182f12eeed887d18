import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Scope } from '../../db/db.ts'
import { allMemoriesOf, type Memory, type MemoryPlace, memoriesAfter } from '../../db/memories.ts'
import { messagesById } from '../../db/messages.ts'
import { CoreError } from '../errors.ts'
import { SLOT_RULES, slotOf } from '../learning/slots.ts'

/** One thing known of a fan, with where it comes from. */
export interface MemoryLine {
  id: string
  slot: string
  label: { en: string; fr: string }
  fact: string
  /** The words it was learned from. */
  quote: string | undefined
  source: { messageId: string; at: Date } | undefined
  /** A person's name; undefined: Souvenir learned it. */
  writtenBy: string | undefined
  confidence: number
  isSensitive: boolean
  isPinned: boolean
  neverForSelling: boolean
  isPrivate: boolean
  timesSeen: number
  learnedAt: Date
  lastSeenAt: Date
  expiresAt: Date | undefined
  /** Changes with what a person can edit: `If-Match` of an edit. */
  version: string
  /** When it began, and when it was over, in the fan's life. */
  since: Date | undefined
  until: Date | undefined
  /** Which machine read it, with its version. */
  readBy: string | undefined
}

/** A piece of what stands now, pinned first, latest seen first. */
export const MemoryPiece = z.object({
  limit: z.coerce.number().int().min(1).max(200).default(200),
  /** `next` of the piece before. */
  after: z.string().max(200).optional(),
})

/**
 * @returns the piece, and `next` to ask for the one after; undefined at the end
 * @throws CoreError `invalid` for an `after` that no piece gave
 */
export async function memoryPiece(
  scope: Scope,
  { fanId, limit, after }: { fanId: string } & z.infer<typeof MemoryPiece>,
): Promise<{ memories: MemoryLine[]; next: string | undefined }> {
  const from = after === undefined ? undefined : placeOf(after)
  const read = await memoriesAfter(scope, fanId, { limit: limit + 1, after: from })
  const shown = read.slice(0, limit)
  const last = read.length > limit ? shown.at(-1) : undefined
  return { memories: await linesOf(scope, fanId, shown), next: last && nameOf(last) }
}

const nameOf = ({ isPinned, lastSeenAt, id }: MemoryPlace) =>
  Buffer.from([isPinned ? 1 : 0, lastSeenAt.getTime(), id].join('|')).toString('base64url')

function placeOf(name: string): MemoryPlace {
  const [, pinned, at, id] =
    /^([01])\|(\d{1,16})\|([\da-f-]{36})$/.exec(Buffer.from(name, 'base64url').toString()) ?? []
  if (at && id) return { isPinned: pinned === '1', lastSeenAt: new Date(Number(at)), id }
  throw new CoreError('invalid', '"after" must be the "next" of the piece before. Leave it out to begin at the top.')
}

/** A memory with what was believed before it, latest first. */
export type MemoryWithPast = MemoryLine & { before: { fact: string; until: Date; writtenBy: string | undefined }[] }

/** What stands now, and what was so and no longer is. */
export async function listWithEnded(
  scope: Scope,
  fanId: string,
): Promise<{ memories: MemoryWithPast[]; ended: MemoryWithPast[] }> {
  const everything = await allMemoriesOf(scope, fanId)
  const lines = async (known: Memory[]) =>
    (await linesOf(scope, fanId, known)).map((line) => ({ ...line, before: versionsBefore(line, everything) }))
  return {
    memories: await lines(everything.filter(({ status }) => status === 'active')),
    ended: await lines(everything.filter(hasEnded)),
  }
}

/** Over, and nothing took its place: a job that was quit, a dog that died. */
export const hasEnded = ({ status, supersededBy, validTo }: Memory) =>
  status === 'superseded' && supersededBy === null && validTo !== null

function versionsBefore({ id }: Pick<Memory, 'id'>, everything: Memory[]): MemoryWithPast['before'] {
  const before = everything.find(({ supersededBy }) => supersededBy === id)
  if (!before) return []
  const { fact, author, retractedAt, validTo, updatedAt } = before
  const line = {
    fact,
    until: retractedAt ?? validTo ?? updatedAt,
    writtenBy: author === 'machine' ? undefined : author,
  }
  return [line, ...versionsBefore(before, everything)]
}

async function linesOf(scope: Scope, fanId: string, known: Memory[]): Promise<MemoryLine[]> {
  const sources = await messagesById(
    scope,
    fanId,
    known.flatMap(({ sourceMessageId }) => sourceMessageId ?? []),
  )
  const saidAt = new Map(sources.map(({ id, sentAt }) => [id, sentAt]))
  return known.map((memory) => memoryLine(memory, saidAt.get(memory.sourceMessageId ?? '')))
}

export function memoryLine(memory: Memory, saidAt: Date | undefined): MemoryLine {
  return {
    id: memory.id,
    slot: slotOf(memory.slot),
    label: SLOT_RULES[slotOf(memory.slot)].label,
    fact: memory.fact,
    quote: memory.quote,
    source: memory.sourceMessageId && saidAt ? { messageId: memory.sourceMessageId, at: saidAt } : undefined,
    writtenBy: memory.author === 'machine' ? undefined : memory.author,
    confidence: memory.confidence,
    isSensitive: memory.sensitivity === 'sensitive',
    isPinned: memory.isPinned,
    neverForSelling: memory.neverForSelling,
    isPrivate: memory.isPrivate,
    timesSeen: memory.timesSeen,
    learnedAt: memory.recordedAt,
    lastSeenAt: memory.lastSeenAt,
    expiresAt: memory.expiresAt ?? undefined,
    version: versionOf(memory),
    since: memory.validFrom ?? undefined,
    until: memory.validTo ?? undefined,
    readBy: memory.extractor ?? undefined,
  }
}

/** Says whether what a person sees is still what stands; being mentioned again changes nothing a person edits. */
export function versionOf({
  id,
  slot,
  fact,
  isPinned,
  neverForSelling,
  isPrivate,
}: Pick<Memory, 'id' | 'slot' | 'fact' | 'isPinned' | 'neverForSelling' | 'isPrivate'>): string {
  const editable = JSON.stringify([id, slot, fact, isPinned, neverForSelling, isPrivate])
  return createHash('sha256').update(editable).digest('base64url').slice(0, 16)
}
