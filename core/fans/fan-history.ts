import type { Scope } from '../../db/db.ts'
import { allDecisionsOfFan, type DecisionRow } from '../../db/decisions.ts'
import { draftVersionsOf } from '../../db/drafts.ts'
import { type Message, recentMessages } from '../../db/messages.ts'
import { fanHere } from './fan-here.ts'

/** Something said, and for our own words: who decided, and what they changed. */
export interface SaidLine
  extends Pick<Message, 'id' | 'direction' | 'body' | 'media' | 'status' | 'sentAt' | 'draftId'> {
  isEdited: boolean
  isDeleted: boolean
  decided: { name: string; via: string; at: Date } | undefined
  /** The words as they were drafted, when a person sent others. */
  draftedAs: string | undefined
}

/** A piece of the thread, oldest first. @param before ISO time: only what was said before it */
export async function fanHistory(
  scope: Scope,
  { fanId, before, limit = 60 }: { fanId: string; before?: Date | undefined; limit?: number },
): Promise<{ lines: SaidLine[]; hasMore: boolean }> {
  await fanHere(scope, fanId)
  const found = await recentMessages(scope, { fanId, limit: limit + 1, ...(before ? { before } : {}) })
  const shown = found.slice(-limit)
  const decisions = new Map(
    (await allDecisionsOfFan(scope, fanId)).filter(({ undoneAt }) => !undoneAt).map((row) => [row.draftId, row]),
  )
  const lines: SaidLine[] = []
  for (const message of shown) lines.push(await lineOf(scope, message, decisions.get(message.draftId ?? '')))
  return { lines, hasMore: found.length > limit }
}

async function lineOf(scope: Scope, message: Message, decision: DecisionRow | undefined): Promise<SaidLine> {
  const { id, direction, body, media, status, sentAt, draftId } = message
  return {
    id,
    direction,
    body: message.deletedAt ? '' : body,
    media,
    status,
    sentAt,
    draftId,
    isEdited: !!message.editedAt,
    isDeleted: !!message.deletedAt,
    decided: decision && { name: decision.decidedByName, via: decision.via, at: decision.decidedAt },
    draftedAs: decision ? await firstWords(scope, decision, body) : undefined,
  }
}

async function firstWords(scope: Scope, { draftId, fanId }: DecisionRow, sent: string): Promise<string | undefined> {
  const versions = await draftVersionsOf(scope, { id: draftId, fanId })
  const drafted = versions.findLast(({ origin }) => origin !== 'person')
  return drafted && drafted.text !== sent ? drafted.text : undefined
}
