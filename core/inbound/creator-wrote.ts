import { conversationAt, lockAddress, raiseVersion, updateConversation } from '../../db/conversations.ts'
import type { Scope } from '../../db/db.ts'
import { touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { noteUpdate } from '../../db/inbox.ts'
import { insertMessage, messageByExternalId } from '../../db/messages.ts'
import { rewriteMessage } from '../../db/rewrite-message.ts'
import { inTenant } from '../../db/scope.ts'
import { findOurReply } from '../delivery/find-our-reply.ts'
import { replyCameBack } from '../delivery/reply-came-back.ts'
import type { Deps } from '../deps.ts'
import type { InboundMessage } from './inbound-message.ts'
import { openConversation } from './receive-message.ts'
import { voidAnswers } from './void-answers.ts'

/** Something that went to a fan from the creator's own account without us. */
export type CreatorsMessage = Omit<InboundMessage, 'replyToExternalId' | 'burstSeconds'> & {
  /** She typed it herself: what waits for this fan is answered. An away message or another program's words are not that. */
  isTakeOver: boolean
  /** Where the platform takes longer words of ours in parts. */
  longestText?: number
}

/**
 * The creator answered a fan herself. Her words are history like any other; the draft that waited is closed, a yes that has not
 * left is taken back, and nothing is drafted until the fan writes again. A reply of ours that is met again is none of this: it is
 * known to be sent.
 * @returns false when the platform told us before, or when it was ours
 */
export async function creatorWrote(
  { store, now, wake, events, log }: Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>,
  said: CreatorsMessage,
): Promise<boolean> {
  const { tenantId } = said
  const stored = await inTenant(store, tenantId, (scope) => keep(scope, said, now()))
  if (!stored) return false
  if ('deliveryId' in stored) {
    const { deliveryId: id, conversationId, fanId } = stored
    log.info('reply came back', { tenantId, ...stored })
    events.publish(tenantId, { kind: 'delivery', id, conversationId, fanId })
    wake(now())
    return false
  }
  log.info(said.isTakeOver ? 'creator wrote herself' : 'written without us', { tenantId, ...stored })
  events.publish(tenantId, { kind: 'message', id: stored.messageId, ...stored })
  wake(now())
  return true
}

async function keep(scope: Scope, said: CreatorsMessage, now: Date) {
  const { creatorId, channel, address } = said
  const addressHash = scope.vault.fingerprint(scope.tenantId, `${channel}|${address}`)
  await lockAddress(scope, channel, addressHash)
  if (said.updateId !== undefined) {
    const source = `${channel}/${creatorId}`
    if (!(await noteUpdate(scope, { source, externalId: said.updateId, receivedAt: now }))) return undefined
  }
  const conversation =
    (await conversationAt(scope, { creatorId, channel, addressHash })) ??
    (await openConversation(scope, said, { addressHash, now }))
  const { id: conversationId, fanId } = conversation
  const known = await messageByExternalId(scope, conversation, said.externalId)
  if (known) {
    if (!said.isEdit) return undefined
    const edit = { body: said.body, editedAt: now, sourceEditedAt: said.editedAt }
    if (known.direction !== 'outbound' || !(await rewriteMessage(scope, known, edit))) return undefined
    await touchFan(scope, fanId)
    return { messageId: known.id, conversationId, fanId }
  }
  const ours = said.isEdit
    ? undefined
    : await findOurReply(scope, conversation, { said, longestText: said.longestText })
  if (ours) {
    await replyCameBack(scope, ours, { conversation, said, now })
    return { deliveryId: ours.delivery.id, conversationId, fanId }
  }
  const messageId = await insertMessage(scope, {
    id: newId(),
    fanId,
    conversationId,
    direction: 'outbound',
    status: 'sent',
    body: said.body,
    media: said.media,
    externalId: said.externalId,
    sentAt: said.sentAt,
    createdAt: now,
    ...(said.isEdit ? { editedAt: now, sourceEditedAt: said.editedAt } : {}),
  })
  if (!messageId) return undefined
  await touchFan(scope, fanId)
  const takesOver = said.isTakeOver && !said.isEdit
  await updateConversation(scope, conversationId, {
    lastMessageAt: said.sentAt,
    ...(takesOver ? { unread: 0, draftDueAt: null } : {}),
  })
  if (takesOver) {
    await raiseVersion(scope, conversationId)
    await voidAnswers(scope, conversationId, { because: 'creator-wrote', now })
  }
  return { messageId, conversationId, fanId }
}
