import {
  type Conversation,
  conversationAt,
  insertConversation,
  lockAddress,
  noteInbound,
  updateConversation,
} from '../../db/conversations.ts'
import { creatorById } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { fanById, insertFan, touchFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { noteUpdate } from '../../db/inbox.ts'
import { insertMessage, leaveOutOfRecall, messageByExternalId } from '../../db/messages.ts'
import { rewriteMessage } from '../../db/rewrite-message.ts'
import { inTenant } from '../../db/scope.ts'
import { nextTick } from '../business/reply-window.ts'
import type { Deps } from '../deps.ts'
import { CoreError } from '../errors.ts'
import { noteChange } from '../recall/hot-indexes.ts'
import { obeyCommand } from '../rights/obey-command.ts'
import { tellEndpoint } from '../webhooks/tell-endpoint.ts'
import { fanCommandOf } from './fan-command.ts'
import type { InboundMessage } from './inbound-message.ts'
import { voidAnswers } from './void-answers.ts'

export type Received =
  | { kind: 'stored'; fanId: string; conversationId: string; messageId: string; draftDueAt: Date | undefined }
  /** The platform told us before; nothing changed. */
  | { kind: 'duplicate' }

/**
 * Stores what a fan said, in one transaction; when it returns, nothing can lose it.
 * It also makes a draft due, and voids what has not read this message: the draft that waits, and a yes that has not left yet.
 */
export async function receiveMessage(
  { store, now, wake, events, log }: Pick<Deps, 'store' | 'now' | 'wake' | 'events' | 'log'>,
  inbound: InboundMessage,
): Promise<Received> {
  const createdAt = now()
  const { received, rev } = await inTenant(store, inbound.tenantId, (scope) => storeInbound(scope, inbound, createdAt))
  if (received.kind === 'duplicate') return received
  const { fanId, conversationId, messageId, draftDueAt } = received
  const { body, sentAt } = inbound
  const message = { id: messageId, direction: 'inbound' as const, body, sentAt, createdAt }
  noteChange(store, { tenantId: inbound.tenantId, fanId, rev, message })
  log.info('received', { trace: messageId, tenantId: inbound.tenantId, channel: inbound.channel, conversationId })
  events.publish(inbound.tenantId, { kind: 'message', id: messageId, conversationId, fanId })
  // Now, not when the draft is due: the card that became void says so at once.
  wake(now())
  if (draftDueAt) wake(draftDueAt)
  return received
}

/** @returns with the fan's `rev` when the message is all that changed for recall */
async function storeInbound(
  scope: Scope,
  inbound: InboundMessage,
  now: Date,
): Promise<{ received: Received; rev?: number | undefined }> {
  const addressHash = scope.vault.fingerprint(scope.tenantId, `${inbound.channel}|${inbound.address}`)
  await lockAddress(scope, inbound.channel, addressHash)
  if (inbound.updateId !== undefined) {
    const source = `${inbound.channel}/${inbound.creatorId}`
    if (!(await noteUpdate(scope, { source, externalId: inbound.updateId, receivedAt: now }))) {
      return { received: { kind: 'duplicate' } }
    }
  }
  const creator = await creatorById(scope, inbound.creatorId)
  if (!creator) throw new CoreError('not-found', `There is no creator ${inbound.creatorId} here.`)

  const conversation =
    (await conversationAt(scope, { creatorId: creator.id, channel: inbound.channel, addressHash })) ??
    (await openConversation(scope, inbound, { addressHash, now }))
  const stored = await storeWords(scope, inbound, conversation, now)
  if (!stored) return { received: { kind: 'duplicate' } }
  const { messageId } = stored

  if (inbound.isAutomatic) return { received: { ...kept(conversation, messageId), draftDueAt: undefined } }

  const fan = await fanById(scope, conversation.fanId)
  const asked = inbound.isEdit ? undefined : fanCommandOf(inbound.body)
  if (fan && asked) {
    await obeyCommand(scope, { fan, conversationId: conversation.id, command: asked.command, now })
    await leaveOutOfRecall(scope, [messageId])
  }
  const burstMs = (inbound.burstSeconds ?? creator.burstSeconds) * 1_000
  // A right that is asked for is put before a person even where nothing else is.
  const draftDueAt = fan?.isMuted && !asked ? undefined : new Date(now.getTime() + burstMs)
  const noted = await noteInbound(scope, conversation.id, { at: inbound.sentAt, draftDueAt: draftDueAt ?? null })
  if (inbound.businessAccountId && noted.lastInboundAt) {
    const windowTickAt = nextTick(noted.lastInboundAt, now) ?? null
    await updateConversation(scope, conversation.id, { windowTickAt, businessAccountId: inbound.businessAccountId })
  }
  const rev = await touchFan(scope, conversation.fanId, inbound.sentAt)
  await voidAnswers(scope, conversation.id, { now })
  const { id: conversationId, fanId, channel } = conversation
  await tellEndpoint(scope, {
    event: 'message.received',
    creatorId: creator.id,
    ...{ fanId, conversationId, channel },
    ids: { messageId },
    now,
  })
  const received = { ...kept(conversation, messageId), draftDueAt }
  return stored.isRewritten || asked ? { received } : { received, rev }
}

const kept = ({ fanId, id: conversationId }: Conversation, messageId: string) =>
  ({ kind: 'stored', fanId, conversationId, messageId }) as const

/** Opens the conversation of somebody who was not known at this address. */
export async function openConversation(
  scope: Scope,
  inbound: Pick<InboundMessage, 'creatorId' | 'channel' | 'address' | 'fan' | 'sentAt' | 'businessAccountId'>,
  { addressHash, now }: { addressHash: string; now: Date },
): Promise<Conversation> {
  const fanId = newId()
  await insertFan(scope, {
    id: fanId,
    creatorId: inbound.creatorId,
    name: inbound.fan.name,
    language: inbound.fan.language?.slice(0, 2).toLowerCase() === 'fr' ? 'fr' : 'en',
    firstSeenAt: now,
    lastSeenAt: inbound.sentAt,
  })
  return insertConversation(scope, {
    id: newId(),
    fanId,
    creatorId: inbound.creatorId,
    channel: inbound.channel,
    addressHash,
    address: inbound.address,
    businessAccountId: inbound.businessAccountId,
  })
}

/** @returns undefined when these words, or newer ones, are stored already */
async function storeWords(
  scope: Scope,
  inbound: InboundMessage,
  conversation: Conversation,
  now: Date,
): Promise<{ messageId: string; isRewritten: boolean } | undefined> {
  const wasEdited = inbound.isEdit || inbound.editedAt !== undefined
  const edit = { editedAt: now, sourceEditedAt: inbound.editedAt }
  const known = wasEdited ? await messageByExternalId(scope, conversation, inbound.externalId) : undefined
  if (known) {
    const isRewritten = await rewriteMessage(scope, known, { body: inbound.body, ...edit })
    return isRewritten ? { messageId: known.id, isRewritten } : undefined
  }
  const answered = inbound.replyToExternalId
    ? await messageByExternalId(scope, conversation, inbound.replyToExternalId)
    : undefined
  const messageId = await insertMessage(scope, {
    id: newId(),
    fanId: conversation.fanId,
    conversationId: conversation.id,
    direction: 'inbound',
    status: 'received',
    body: inbound.body,
    media: inbound.media,
    externalId: inbound.externalId,
    replyToId: answered?.id,
    sentAt: inbound.sentAt,
    createdAt: now,
    // An edit may come before the message that it changed, which then brings nothing new.
    ...(wasEdited ? edit : {}),
  })
  return messageId ? { messageId, isRewritten: false } : undefined
}
