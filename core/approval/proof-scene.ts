import { type Conversation, conversationById, insertConversation, noteInbound } from '../../db/conversations.ts'
import { insertCreator } from '../../db/creators.ts'
import type { Scope } from '../../db/db.ts'
import { insertDraft, insertDraftVersion } from '../../db/drafts.ts'
import { insertFan } from '../../db/fans.ts'
import { newId } from '../../db/ids.ts'
import { insertMessage } from '../../db/messages.ts'
import { Persona } from '../creators/persona.ts'
import type { DraftNotes } from '../draft/draft-notes.ts'

/** A creator, two fans and one waiting draft, for the proof that nothing leaves without a yes. */
export interface Scene {
  tenantId: string
  fan: { id: string }
  otherFan: { id: string }
  conversation: Conversation
  otherConversation: Conversation
  messageId: string
  draftId: string
}

export const noNotes: DraftNotes = { recalled: [], claims: [], warnings: [], attempts: [] }

/** Call it only in a transaction that is rolled back. */
export async function setScene(scope: Scope, now: Date): Promise<Scene> {
  const creatorId = newId()
  await insertCreator(scope, {
    id: creatorId,
    name: 'Self-test',
    language: 'en',
    persona: Persona.parse({}),
    createdAt: now,
  })
  const one = await fanWhoWrote(scope, creatorId, now)
  const other = await fanWhoWrote(scope, creatorId, now)
  const draftId = newId()
  await insertDraft(scope, {
    id: draftId,
    fanId: one.fan.id,
    creatorId,
    conversationId: one.conversation.id,
    conversationVersion: one.conversation.version,
    answersMessageId: one.messageId,
    status: 'pending',
    waitingSince: now,
    expiresAt: new Date(now.getTime() + 3_600_000),
    createdAt: now,
  })
  await insertDraftVersion(scope, {
    draftId,
    version: 1,
    fanId: one.fan.id,
    text: 'The words that were approved.',
    origin: 'offline',
    notes: noNotes,
    createdAt: now,
  })
  return {
    tenantId: scope.tenantId,
    fan: one.fan,
    otherFan: other.fan,
    conversation: one.conversation,
    otherConversation: other.conversation,
    messageId: one.messageId,
    draftId,
  }
}

async function fanWhoWrote(scope: Scope, creatorId: string, now: Date) {
  const fan = { id: newId() }
  await insertFan(scope, { id: fan.id, creatorId, name: 'Self-test', firstSeenAt: now, lastSeenAt: now })
  const address = `proof-${fan.id}`
  const row = await insertConversation(scope, {
    id: newId(),
    fanId: fan.id,
    creatorId,
    channel: 'try-it',
    addressHash: scope.vault.fingerprint(scope.tenantId, `try-it|${address}`),
    address,
  })
  const messageId = newId()
  await insertMessage(scope, {
    id: messageId,
    fanId: fan.id,
    conversationId: row.id,
    direction: 'inbound',
    status: 'received',
    body: 'Hello',
    sentAt: now,
    createdAt: now,
  })
  await noteInbound(scope, row.id, { at: now, draftDueAt: null })
  return { fan, messageId, conversation: (await conversationById(scope, row.id)) ?? row }
}
