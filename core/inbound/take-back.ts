import { conversationAt, lockAddress, raiseVersion, updateConversation } from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { noteUpdate } from '../../db/inbox.ts'
import { allMemoriesOf, deleteMemory } from '../../db/memories.ts'
import { leaveOutOfRecall, messageByExternalId, updateMessage } from '../../db/messages.ts'
import { deleteRecallVectors } from '../../db/recall-vectors.ts'
import { inTenant } from '../../db/scope.ts'
import type { Channel, Deps } from '../deps.ts'
import { voidAnswers } from './void-answers.ts'

/** Messages that were deleted where they stood. */
export interface TakenBack {
  tenantId: string
  creatorId: string
  channel: Channel
  address: string
  externalIds: string[]
  updateId: string
}

/**
 * Somebody deleted messages of a conversation. They are no longer shown or recalled, what a machine learned from them goes, and
 * an answer to words that the fan took back is void: what is left to answer is drafted anew.
 */
export async function takeBack(
  { store, now, wake, events, log }: Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>,
  taken: TakenBack,
): Promise<void> {
  const { tenantId } = taken
  const done = await inTenant(store, tenantId, (scope) => take(scope, taken, now()))
  if (!done) return
  const { conversationId, fanId, count, draftDueAt } = done
  log.info('messages taken back', { tenantId, conversationId, count })
  events.publish(tenantId, { kind: 'message', id: conversationId, conversationId, fanId })
  wake(now())
  if (draftDueAt) wake(draftDueAt)
}

async function take(scope: Scope, { creatorId, channel, address, externalIds, updateId }: TakenBack, now: Date) {
  const addressHash = scope.vault.fingerprint(scope.tenantId, `${channel}|${address}`)
  await lockAddress(scope, channel, addressHash)
  if (!(await noteUpdate(scope, { source: `${channel}/${creatorId}`, externalId: updateId, receivedAt: now }))) {
    return undefined
  }
  const conversation = await conversationAt(scope, { creatorId, channel, addressHash })
  if (!conversation) return undefined
  const { id: conversationId, fanId } = conversation
  const found = []
  for (const externalId of externalIds) {
    const message = await messageByExternalId(scope, conversation, externalId)
    if (message && !message.deletedAt) found.push(message)
  }
  if (found.length === 0) return undefined
  const ids = found.map(({ id }) => id)
  for (const id of ids) await updateMessage(scope, id, { deletedAt: now })
  await leaveOutOfRecall(scope, ids)
  await forgetLearnedFrom(scope, fanId, ids)
  await touchFan(scope, fanId)
  const isFans = found.some(({ direction }) => direction === 'inbound')
  if (!isFans) return { conversationId, fanId, count: ids.length, draftDueAt: undefined }

  const creator = await creatorById(scope, creatorId)
  // Whether anything is left to answer is found out when it is due: nothing left, no draft.
  const draftDueAt = new Date(now.getTime() + (creator?.burstSeconds ?? 0) * 1_000)
  await raiseVersion(scope, conversationId)
  await updateConversation(scope, conversationId, { draftDueAt })
  await voidAnswers(scope, conversationId, { because: 'fan-took-back', now })
  return { conversationId, fanId, count: ids.length, draftDueAt }
}

/** What a person wrote or pinned stays: it is no longer only the fan's word. */
async function forgetLearnedFrom(scope: Scope, fanId: string, messageIds: string[]): Promise<void> {
  const gone = (await allMemoriesOf(scope, fanId)).filter(
    ({ sourceMessageId, author, isPinned }) =>
      sourceMessageId && messageIds.includes(sourceMessageId) && author === 'machine' && !isPinned,
  )
  for (const memory of gone) await deleteMemory(scope, memory)
  await deleteRecallVectors(scope, [...messageIds, ...gone.map(({ id }) => id)])
}
